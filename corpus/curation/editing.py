"""Editing articles: one act, one change set, nothing overwritten unseen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from corpus.accounts.roles import AnyUser
from corpus.models import Article, Change, ChangeSet
from corpus.models.article import EDITABLE
from corpus.models.tracked_fields import FIELD_OF, FIELDS, snapshot, value_of

#: Whoever changes something; None stands for a command or program.
Person = AnyUser | None

#: The article's `updated` stamp as the editor saw it; of many articles, by their ids.
Seen = dt.datetime | Mapping[int, dt.datetime]

_LOT = 500


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that changed since the editor saw it.

    `theirs` and `yours` are values as of `corpus.models.tracked_fields`. `who` is "" where no
    person did it: a later import, or cleaning. `when` is when the article last changed.
    """

    article_id: int
    field: str
    theirs: Mapping[str, Any]
    yours: Mapping[str, Any]
    who: str
    when: dt.datetime


class EditConflictError(Exception):
    """Somebody else changed the same fields since they were seen; nothing was written."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        fields = ", ".join(FIELDS[one.field].label for one in self.conflicts)
        super().__init__(f"changed by somebody else since: {fields}")


def edit(
    articles: Article | Iterable[Article | int],
    changes: Mapping[str, Any],
    user: Person,
    seen: Seen | None = None,
    *,
    kind: str = ChangeSet.Kind.EDIT,
    summary: str = "",
) -> ChangeSet:
    """Set the same fields of articles, in one transaction and one change set.

    `changes` are as `Article.objects.revise` takes them, `binned` (since when, or None) among
    them. Where nothing differs nothing is written, and the change set returned is not saved.
    Raises EditConflictError where, since `seen`, another changed a field of `changes` to
    something else, and ValueError for what no editor may set.
    """
    ids = [one if isinstance(one, int) else one.pk for one in _several(articles)]
    conflicts: list[Conflict] = []

    def change(article: Article) -> None:
        stamp = seen.get(article.pk) if isinstance(seen, Mapping) else seen
        before = snapshot(article)
        article.edit(changes)
        if stamp is not None and article.updated != stamp:
            conflicts.extend(_conflicts(article, before, changes, stamp))

    with transaction.atomic():
        under = ChangeSet.objects.open(kind, user, summary or summary_of(changes))
        for start in range(0, len(ids), _LOT):
            Article.objects.rewrite(ids[start : start + _LOT], change, under, lines=False)
        if conflicts:
            raise EditConflictError(conflicts)
        if not under.article_count:
            under.delete()
    return under


def read_stamp(written: str) -> dt.datetime:
    """Return an article's stamp as a form carried it. Raises ValueError for what is none."""
    stamp = dt.datetime.fromisoformat(written)
    if stamp.tzinfo is None:
        raise ValueError("a stamp without a time zone")
    try:
        return stamp.astimezone(dt.UTC)
    except OverflowError as error:
        raise ValueError("a stamp outside all time") from error


def summary_of(changes: Mapping[str, Any]) -> str:
    """Say in a few words what a change does: "Title and date corrected".

    Raises ValueError for what no editor may set.
    """
    if unknown := changes.keys() - EDITABLE:
        raise ValueError(f"not for editors: {', '.join(sorted(unknown))}")
    if changes.keys() == {"hidden"}:
        return "Hidden from readers" if changes["hidden"] else "Shown to readers again"
    if changes.keys() == {"binned"}:
        return "Moved to the bin" if changes["binned"] else "Taken out of the bin"
    fields = [field for field in FIELDS if field in {FIELD_OF[name] for name in changes}]
    labels = [FIELDS[field].label for field in fields]
    joined = " and ".join(filter(None, (", ".join(labels[:-1]), labels[-1]))) if labels else ""
    return f"{joined} corrected".capitalize()


def _several(articles: Article | Iterable[Article | int]) -> Iterable[Article | int]:
    return [articles] if isinstance(articles, Article) else articles


def _conflicts(
    article: Article, before: Mapping[str, Any], changes: Mapping[str, Any], stamp: dt.datetime
) -> Iterable[Conflict]:
    """Yield the fields of `changes` that are not as they were at `stamp`."""
    wanted = snapshot(article)
    since = Change.objects.filter(article_id=article.pk, stamp__gt=stamp).order_by("pk")
    rows = list(since.select_related("change_set").defer("before", "after"))
    # Written after the last change of the log: an import or cleaning, which tell no fields.
    told = bool(rows) and rows[-1].stamp == article.updated
    by = {row.field: row.change_set.who for row in rows}
    for field in {FIELD_OF[name] for name in changes}:
        protected = FIELDS[field].edited in before["edited_fields"]
        if field not in by and (told or protected):
            continue
        theirs, yours = value_of(before, field), value_of(wanted, field)
        if _shown(theirs) != _shown(yours):
            yield Conflict(article.pk, field, theirs, yours, by.get(field, ""), article.updated)


def _shown(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """A value without who set it: what two editors may agree on."""
    origins = ("edited", "title_origin", "date_origin", "date_evidence", "date_doubt")
    return {name: part for name, part in value.items() if name not in origins}
