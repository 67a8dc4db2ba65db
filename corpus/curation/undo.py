"""Undo: a change set is taken back, unless a later change builds on the same fields.

An undo is a change set itself, so that undoing it does the change again. The undo of an
import removes the articles that it added, and gives the others back what they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from corpus.curation.change_lineage import ChangeLineage, label_of, root_of, steps_from_root
from corpus.curation.editing import Person
from corpus.curation.synonyms.synonym_edits import take_back
from corpus.models import Article, Change, ChangeSet, FurnitureRule, Job
from corpus.models.job import ACTIVE
from corpus.models.source import Source
from corpus.models.tracked_fields import CannotPutBackError, put_back, sources_of, stands

_BATCH_SIZE = 500
_REMOVED = "it was removed: import its file again"
_GONE = "it is no longer in the archive"
_DELETED = "it was deleted for good"


class UndoRefusedError(Exception):
    """Nothing of a change set can be taken back; the message says why."""


@dataclass(slots=True)
class UndoPlan:
    """What an undo would do now: articles it removes and changes, and why it leaves others."""

    removes: int = 0
    changes: int = 0
    left: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Decision:
    """What to do with some articles: the changes to take back, and what is left and why."""

    removals: list[Change] = field(default_factory=list)
    targets: dict[int, list[Change]] = field(default_factory=dict)
    left: list[tuple[int, str]] = field(default_factory=list)


def undo(change_set: ChangeSet, user: Person) -> ChangeSet:
    """Take a change set back, in one transaction; return the change set of the undo.

    What a later change builds on is left, and named in `skipped` of what is returned.
    Raises UndoRefusedError, having written nothing, where nothing could be taken back.
    """
    with transaction.atomic():
        in_force = _rules_of(change_set).filter(active=True).count()
        undoing = open_undo(change_set, user)
        for _ in undo_in_batches(change_set, undoing):
            pass
        equal_words = take_back(change_set, undoing)
        close_undo(undoing)
        switched = in_force != _rules_of(change_set).filter(active=True).count()
        if not undoing.article_count and not switched and not equal_words:
            raise UndoRefusedError(_why_not(undoing))
    return undoing


def open_undo(change_set: ChangeSet, user: Person) -> ChangeSet:
    """Begin the change set that is to take another back. Raises UndoRefusedError."""
    if change_set.kind == ChangeSet.Kind.ACCOUNT:
        raise UndoRefusedError("Accounts are changed on the page of people.")
    if change_set.kind == ChangeSet.Kind.DELETION:
        raise UndoRefusedError("What was deleted for good cannot be brought back.")
    if not change_set.complete and is_under_way(change_set):
        raise UndoRefusedError("This is still being done: wait for it, or cancel its job first.")
    again = steps_from_root(change_set) % 2 == 1
    word = "Done again" if again else "Undone"
    undoing = ChangeSet.objects.open(
        ChangeSet.Kind.UNDO, user, f"{word}: {root_of(change_set)}", change_set, complete=False
    )
    # The rules a change set made hold for later imports: they go, or hold again, with it.
    _rules_of(change_set).update(active=again)
    return undoing


def close_undo(undoing: ChangeSet) -> None:
    """Save what an undo left alone, and that it is complete."""
    undoing.complete = True
    undoing.save(update_fields=["skipped", "skipped_count", "complete"])


def undo_in_batches(change_set: ChangeSet, undoing: ChangeSet) -> Iterator[tuple[int, int]]:
    """Take a change set back some hundred articles at a time; yield how many are done, of how many.

    Each batch is one transaction. Run again after a stop, it goes on where it was.
    """
    done = 0
    wanted = _articles_of(change_set)
    for ids in _batches(wanted):
        with transaction.atomic():
            _undo_batch(change_set, undoing, ids)
        done += len(ids)
        yield done, len(wanted)


def plan_undo(change_set: ChangeSet) -> UndoPlan:
    """Return what undoing a change set would do now. It writes nothing."""
    plan = UndoPlan()
    for ids in _batches(_articles_of(change_set)):
        decision = _decide(change_set, ids)
        plan.removes += len(decision.removals)
        plan.changes += len(decision.targets)
        plan.left.update(why for _, why in decision.left)
    return plan


def is_under_way(change_set: ChangeSet) -> bool:
    """Return whether a job fills a change set, or takes it back."""
    named = Q(parameters__change_set=change_set.pk) | Q(parameters__undoing=change_set.pk)
    named |= Q(imports__change_set=change_set)
    return Job.objects.filter(named, state__in=ACTIVE).exists()


def _rules_of(change_set: ChangeSet) -> QuerySet[FurnitureRule]:
    return FurnitureRule.objects.filter(change_set=root_of(change_set))


def _articles_of(change_set: ChangeSet) -> list[int]:
    ids = change_set.changes.order_by("article_id").values_list("article_id", flat=True)
    return list(ids.distinct())


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _BATCH_SIZE] for start in range(0, len(ids), _BATCH_SIZE))


def _decide(change_set: ChangeSet, ids: Sequence[int]) -> _Decision:
    """Decide which changes of some articles can be taken back, with the articles locked."""
    # Locked before the log is read: what is decided stays true until it is written.
    locked = Article.objects.select_for_update().filter(pk__in=ids)
    existing = set(locked.values_list("pk", flat=True))
    log = Change.objects.filter(article_id__in=ids).order_by("pk")
    rows = list(log.select_related("change_set").defer("before", "after"))
    lineage = ChangeLineage(rows)
    decision = _Decision()
    whole = root_of(change_set).kind == ChangeSet.Kind.IMPORT
    ours: dict[int, list[Change]] = {}
    for row in rows:
        if row.change_set_id == change_set.pk and not _is_done(row, lineage, change_set):
            ours.setdefault(row.article_id, []).append(row)
    for article_id, changes in ours.items():
        if article_id not in existing:
            decision.left.append((article_id, _why_missing(change_set, changes)))
            continue
        found = [(row.field, *lineage.target(row)) for row in changes]
        refused = [(name, why) for name, target, why in found if target is None]
        decision.left += [(article_id, why) for _, why in refused]
        # The text and the file of an import belong together, and both to its other fields.
        if whole and any(name in ("file", "lines") for name, _ in refused):
            continue
        targets = [target for _, target, _ in found if target is not None]
        removals = [target for target in targets if target.field == Change.ADDED]
        if removals:
            decision.removals += removals
        elif targets:
            decision.targets[article_id] = targets
    return decision


def _why_missing(change_set: ChangeSet, changes: Sequence[Change]) -> str:
    """Say why an article that was changed is not there to be changed back."""
    if change_set.kind == ChangeSet.Kind.IMPORT:
        return _GONE
    return _REMOVED if changes[0].field == Change.ADDED else _DELETED


def _is_done(row: Change, lineage: ChangeLineage, change_set: ChangeSet) -> bool:
    """Return whether an undo of the same change set, perhaps one cut short, took it back."""
    by = lineage.undone_by(row)
    return by is not None and by.undoes_id == change_set.pk and not by.complete


def _undo_batch(change_set: ChangeSet, undoing: ChangeSet, ids: Sequence[int]) -> None:
    decision = _decide(change_set, ids)
    for article_id, why in decision.left:
        undoing.skip(article_id, why)
    _remove(decision.removals, undoing)
    targets = decision.targets
    values = Change.objects.in_bulk([target.pk for found in targets.values() for target in found])
    sources = sources_of(
        row.before for row in values.values() if row.field == "source" and row.before
    )
    done: dict[tuple[int, str], Change] = {}
    take_back = partial(
        _take_back,
        targets=targets,
        values=values,
        sources=sources,
        undoing=undoing,
        done=done,
        whole=root_of(change_set).kind == ChangeSet.Kind.IMPORT,
    )
    lines = any(row.field == "lines" for row in values.values())
    Article.objects.rewrite(targets, take_back, undoing, done, lines=lines)


def _remove(removals: Sequence[Change], undoing: ChangeSet) -> None:
    """Remove articles that an import added, and log it with their titles."""
    if not removals:
        return
    by_article = {row.article_id: row for row in removals}
    articles = list(Article.objects.filter(pk__in=by_article).only("title", "origin"))
    now = timezone.now()
    Change.objects.bulk_create(
        Change(
            change_set=undoing,
            article_id=article.pk,
            field=Change.ADDED,
            before={"title": article.title, "origin": article.origin},
            stamp=now,
            undoes=by_article[article.pk],
        )
        for article in articles
    )
    undoing.article_count += Article.objects.discard_many(articles)
    undoing.save()


def _take_back(
    article: Article,
    *,
    targets: Mapping[int, list[Change]],
    values: Mapping[int, Change],
    sources: Mapping[int | None, Source | None],
    undoing: ChangeSet,
    done: dict[tuple[int, str], Change],
    whole: bool,
) -> None:
    """Put one article's fields back, where they are still as the changes left them.

    With `whole`, the file alone has to be: what else differs without a later change in the
    log, cleaning has changed since, and the text before is kept in full.
    """
    rows = [values[target.pk] for target in targets[article.pk]]
    for row in sorted(rows, key=lambda row: row.field != "file"):
        checked = not whole or row.field == "file"
        if row.before is None or row.after is None:
            continue
        if checked and not stands(article, row.field, row.after):
            undoing.skip(article.pk, f"its {label_of(row.field)} changed since, by a later import")
            if whole:
                return
            continue
        try:
            put_back(article, row.field, row.before, sources)
        except CannotPutBackError as error:
            undoing.skip(article.pk, str(error))
        else:
            done[article.pk, row.field] = row


def _why_not(undoing: ChangeSet) -> str:
    if not undoing.skipped:
        return "There is nothing to undo."
    reasons = list(dict.fromkeys(one["why"] for one in undoing.skipped))
    if undoing.skipped_count == 1:
        return f"This cannot be undone: {reasons[0]}."
    return f"This cannot be undone for any of its articles: {'; '.join(reasons[:3])}."
