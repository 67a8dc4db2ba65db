"""Undo: a change set taken back, as far as nothing later stands on the same fields.

An undo is a change set itself, so that undoing it does the change again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet

from corpus.curation.editing import Person
from corpus.models import Article, Change, ChangeSet, FurnitureRule, Job
from corpus.models.job import ACTIVE
from corpus.models.source import Source
from corpus.models.tracked_fields import (
    FIELDS,
    CannotPutBackError,
    put_back,
    sources_of,
    stands,
)

_LOT = 500


class UndoRefusedError(Exception):
    """Nothing of a change set can be taken back; the message says why."""


def undo(change_set: ChangeSet, user: Person) -> ChangeSet:
    """Take a change set back, in one transaction; return the change set of the undo.

    What a later change stands on is left, and named in `skipped` of what is returned.
    Raises UndoRefusedError, having written nothing, where nothing could be taken back.
    """
    with transaction.atomic():
        in_force = _rules_of(change_set).filter(active=True).count()
        undoing = open_undo(change_set, user)
        for _ in undo_in_lots(change_set, undoing):
            pass
        close_undo(undoing)
        switched = in_force != _rules_of(change_set).filter(active=True).count()
        if not undoing.article_count and not switched:
            raise UndoRefusedError(_why_not(undoing))
    return undoing


def open_undo(change_set: ChangeSet, user: Person) -> ChangeSet:
    """Begin the change set that is to take another back. Raises UndoRefusedError."""
    if change_set.kind == ChangeSet.Kind.DELETION:
        raise UndoRefusedError("What was deleted for good cannot be brought back.")
    if not change_set.complete and _is_under_way(change_set):
        raise UndoRefusedError("This is still being done: wait for it, or cancel its job first.")
    again = _steps_from_root(change_set) % 2 == 1
    word = "Done again" if again else "Undone"
    of = _root(change_set)
    undoing = ChangeSet.objects.open(
        ChangeSet.Kind.UNDO, user, f"{word}: {of}", change_set, complete=False
    )
    # The rules a change set made hold for later imports: they go, or hold again, with it.
    _rules_of(change_set).update(active=again)
    return undoing


def _is_under_way(change_set: ChangeSet) -> bool:
    """Whether a job is filling a change set, or is to go on with it."""
    named = Q(parameters__change_set=change_set.pk) | Q(parameters__undoing=change_set.pk)
    return Job.objects.filter(named, state__in=ACTIVE).exists()


def _root(change_set: ChangeSet) -> ChangeSet:
    """The change set that a chain of undoing and doing again began with."""
    while change_set.undoes is not None:
        change_set = change_set.undoes
    return change_set


def _steps_from_root(change_set: ChangeSet) -> int:
    return 0 if change_set.undoes is None else 1 + _steps_from_root(change_set.undoes)


def _rules_of(change_set: ChangeSet) -> QuerySet[FurnitureRule]:
    return FurnitureRule.objects.filter(change_set=_root(change_set))


def close_undo(undoing: ChangeSet) -> None:
    """Write down what an undo left alone, and that it is over."""
    undoing.complete = True
    undoing.save(update_fields=["skipped", "skipped_count", "complete"])


def undo_in_lots(change_set: ChangeSet, undoing: ChangeSet) -> Iterator[tuple[int, int]]:
    """Take a change set back some hundred articles at a time; yield how many are done, of how many.

    Each lot is one transaction. Run again after a stop, it goes on where it was.
    """
    ids = change_set.changes.order_by("article_id").values_list("article_id", flat=True)
    wanted = list(ids.distinct())
    for start in range(0, len(wanted), _LOT):
        lot = wanted[start : start + _LOT]
        with transaction.atomic():
            _undo_lot(change_set, undoing, lot)
        yield min(start + _LOT, len(wanted)), len(wanted)


def _undo_lot(change_set: ChangeSet, undoing: ChangeSet, lot: Sequence[int]) -> None:
    # Locked before the log is read: what is decided stays true until it is written.
    locked = Article.objects.select_for_update().filter(pk__in=lot)
    standing = set(locked.values_list("pk", flat=True))
    story = _Story(list(_log_of(lot)))
    targets: dict[int, list[Change]] = {}
    for row in change_set.changes.filter(article_id__in=lot).defer("before", "after"):
        target, why = story.target(row)
        if story.undone_by_set(row) == undoing.pk:
            continue  # Done before a stop.
        if row.article_id not in standing:
            undoing.skip(row.article_id, "it was deleted for good")
        elif target is None:
            undoing.skip(row.article_id, why)
        else:
            targets.setdefault(row.article_id, []).append(target)
    values = Change.objects.in_bulk([target.pk for found in targets.values() for target in found])
    sources = sources_of(
        row.before for row in values.values() if row.field == "source" and row.before
    )
    done: dict[tuple[int, str], Change] = {}
    take_back = partial(
        _take_back, targets=targets, values=values, sources=sources, undoing=undoing, done=done
    )
    lines = any(row.field == "lines" for row in values.values())
    Article.objects.rewrite(targets, take_back, undoing, done, lines=lines)


def _take_back(
    article: Article,
    *,
    targets: Mapping[int, list[Change]],
    values: Mapping[int, Change],
    sources: Mapping[int | None, Source | None],
    undoing: ChangeSet,
    done: dict[tuple[int, str], Change],
) -> None:
    """Put one article's fields back, as far as they are as the changes left them."""
    for target in targets[article.pk]:
        row = values[target.pk]
        if row.before is None or row.after is None or not stands(article, row.field, row.after):
            undoing.skip(article.pk, f"its {_label(row.field)} changed since, by a later import")
            continue
        try:
            put_back(article, row.field, row.before, sources)
        except CannotPutBackError as error:
            undoing.skip(article.pk, str(error))
        else:
            done[article.pk, row.field] = row


def _log_of(article_ids: Iterable[int]) -> Iterable[Change]:
    """All changes of articles, in order, without the values."""
    rows = Change.objects.filter(article_id__in=list(article_ids)).order_by("pk")
    return rows.select_related("change_set").defer("before", "after")


class _Story:
    """The changes of some articles: what was undone and done again, and what stands on what."""

    def __init__(self, log: Sequence[Change]) -> None:
        self.by_pk = {row.pk: row for row in log}
        self.undone_by = {row.undoes_id: row for row in log if row.undoes_id is not None}
        self.by_field: dict[tuple[int, str], list[Change]] = {}
        for row in log:
            self.by_field.setdefault((row.article_id, row.field), []).append(row)

    def target(self, row: Change) -> tuple[Change | None, str]:
        """Return the change to take back so that `row` is, or why there is none.

        A change that was undone and done again is taken back by undoing the last of these.
        """
        last, steps = self._end(row)
        if steps % 2:
            return None, f"its {_label(row.field)} is undone already"
        if later := self._standing_on(last):
            who = later.change_set.who
            return None, f"its {_label(row.field)} was changed since, by {who}"
        return last, ""

    def undone_by_set(self, row: Change) -> int | None:
        """Return the change set that took a change back, where it is taken back, or None."""
        last, steps = self._end(row)
        return last.change_set_id if steps % 2 else None

    def _end(self, row: Change) -> tuple[Change, int]:
        """Follow undo and redo to the last of them; return it and the number of steps."""
        steps = 0
        while row.pk in self.undone_by:
            row = self.undone_by[row.pk]
            steps += 1
        return row, steps

    def _standing_on(self, row: Change) -> Change | None:
        """Return a later change of the same field that had an effect, or None.

        A change and its undo, both later, have none.
        """
        effects: dict[int, Change] = {}
        for later in self.by_field[row.article_id, row.field]:
            if later.pk <= row.pk:
                continue
            if effects.pop(root := self._root(later), None) is None:
                effects[root] = later
        return next(reversed(effects.values()), None)

    def _root(self, row: Change) -> int:
        while row.undoes_id in self.by_pk:
            row = self.by_pk[row.undoes_id]
        return row.pk


def _label(field: str) -> str:
    return FIELDS[field].label if field in FIELDS else field


def _why_not(undoing: ChangeSet) -> str:
    if not undoing.skipped:
        return "There is nothing to undo."
    reasons = list(dict.fromkeys(one["why"] for one in undoing.skipped))
    if undoing.skipped_count == 1:
        return f"This cannot be undone: {reasons[0]}."
    return f"This cannot be undone for any of its articles: {'; '.join(reasons[:3])}."
