"""Change sets as pages show them: who, when, from what to what, and whether it still holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from corpus.curation.change_descriptions import before_and_after
from corpus.curation.change_lineage import label_of
from corpus.models import Article, Change, ChangeSet

#: Of a set of thousands of changes, so many stand in a list of sets.
_IN_A_LIST = 4
_MAX_TITLE_CHARS = 90
_FINAL = (ChangeSet.Kind.DELETION, ChangeSet.Kind.ACCOUNT)


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One field of one article, before and after; `url` is "" where the article is gone."""

    article_id: int
    title: str
    url: str
    label: str
    before: str
    after: str


@dataclass(slots=True)
class ChangeSetView:
    """A change set with some of its changes, and how many articles are not among these.

    `state` says whether it was undone: "", "undone" or "undone in part".
    """

    change_set: ChangeSet
    state: str
    changes: list[ChangeView] = field(default_factory=list)
    more: int = 0

    @property
    def may_undo(self) -> bool:
        return self.state != "undone" and self.change_set.kind not in _FINAL

    @property
    def undo_label(self) -> str:
        if self.state:
            return "Undo the rest"
        return "Redo" if self.change_set.kind == ChangeSet.Kind.UNDO else "Undo"


def change_set_views(sets: Sequence[ChangeSet]) -> list[ChangeSetView]:
    """Make sets ready for a list, each with its first changes; the queries are a fixed few."""
    ranked = Change.objects.filter(change_set__in=[one.pk for one in sets]).annotate(
        place=Window(RowNumber(), partition_by=F("change_set"), order_by=F("pk").asc())
    )
    views = _views(sets, ranked.filter(place__lte=_IN_A_LIST).order_by("pk"))
    for view in views:
        shown = len({change.article_id for change in view.changes})
        view.more = max(0, view.change_set.article_count - shown)
    return views


def history_of(article: Article, most: int = 100) -> list[ChangeSetView]:
    """Return the change sets that touched an article, newest first, with its changes alone."""
    rows = list(
        Change.objects.filter(article_id=article.pk)
        .select_related("change_set")
        .order_by("-pk")[:most]
    )
    sets = {row.change_set_id: row.change_set for row in rows}
    return _views(list(sets.values()), reversed(rows))


def change_views(rows: Iterable[Change]) -> list[ChangeView]:
    """Make changes ready to be shown, with one query for the titles."""
    rows = list(rows)
    ids = {row.article_id for row in rows}
    titles = dict(Article.objects.order_by().filter(pk__in=ids).values_list("pk", "title"))
    return [_change_view(row, titles) for row in rows]


def states_of(sets: Sequence[ChangeSet]) -> dict[int, str]:
    """Say of each set whether it was undone, and not done again since.

    One query a step of undoing and doing again.
    """
    children: dict[int, list[ChangeSet]] = {}
    below: Iterable[int] = [one.pk for one in sets]
    while found := list(_without_lists(ChangeSet.objects.filter(undoes__in=below))):
        for one in found:
            if one.undoes_id is not None:
                children.setdefault(one.undoes_id, []).append(one)
        below = [one.pk for one in found]
    return {one.pk: _state(one.pk, children) for one in sets}


def _state(pk: int, children: Mapping[int, list[ChangeSet]]) -> str:
    standing = [one for one in children.get(pk, ()) if _state(one.pk, children) != "undone"]
    if not standing:
        return ""
    whole = any(one.complete and not one.skipped_count for one in standing)
    return "undone" if whole else "undone in part"


def _without_lists(sets: QuerySet[ChangeSet]) -> QuerySet[ChangeSet]:
    return sets.defer("skipped", "summary")


def _views(sets: Sequence[ChangeSet], rows: Iterable[Change]) -> list[ChangeSetView]:
    states = states_of(sets)
    views = {one.pk: ChangeSetView(one, states[one.pk]) for one in sets}
    rows = list(rows)
    for row, view in zip(rows, change_views(rows), strict=True):
        views[row.change_set_id].changes.append(view)
    return list(views.values())


def _change_view(row: Change, titles: Mapping[int, str]) -> ChangeView:
    before, after = before_and_after(row.field, row.before, row.after)
    title = titles.get(row.article_id, "")
    if not title:
        title = str((row.before or {}).get("title") or f"article {row.article_id}")
    short = title if len(title) <= _MAX_TITLE_CHARS else f"{title[: _MAX_TITLE_CHARS - 1]}…"
    standing = row.article_id in titles
    url = reverse("desk_article", args=(row.article_id,)) if standing else ""
    return ChangeView(row.article_id, short, url, label_of(row.field), before, after)
