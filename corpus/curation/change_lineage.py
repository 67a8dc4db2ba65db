"""What the log says of some articles: which changes were undone, and which stand on which."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.models import Change, ChangeSet
from corpus.models.tracked_fields import FIELDS


class ChangeLineage:
    """The changes of some articles, in order."""

    def __init__(self, log: Sequence[Change]) -> None:
        self._by_pk = {row.pk: row for row in log}
        self._undone_by = {row.undoes_id: row for row in log if row.undoes_id is not None}
        self._by_article: dict[int, list[Change]] = {}
        for row in log:
            self._by_article.setdefault(row.article_id, []).append(row)

    def target(self, row: Change) -> tuple[Change | None, str]:
        """Return the change to take back so that `row` is, or why there is none.

        A change that was undone and done again is taken back by undoing the last of these.
        """
        last, steps = self._end(row)
        if steps % 2:
            return None, f"its {label_of(row.field)} is undone already"
        if later := self._later(last):
            field = later.field if row.field == Change.ADDED else row.field
            by = "a later import" if later.change_set.kind == ChangeSet.Kind.IMPORT else ""
            who = by or later.change_set.who
            return None, f"its {label_of(field)} was changed since, by {who}"
        return last, ""

    def undone_by(self, row: Change) -> ChangeSet | None:
        """Return the change set that took a change back, where it is taken back, or None."""
        last, steps = self._end(row)
        return last.change_set if steps % 2 else None

    def _end(self, row: Change) -> tuple[Change, int]:
        """Follow undo and redo to the last of them; return it and the number of steps."""
        steps = 0
        while row.pk in self._undone_by:
            row = self._undone_by[row.pk]
            steps += 1
        return row, steps

    def _later(self, row: Change) -> Change | None:
        """Return a later change that had an effect on what `row` changed, or None.

        A change and its undo, both later, have none. On an article that was added all later
        changes but those of its lines have an effect: rules change these of whole sources.
        """
        effects: dict[int, Change] = {}
        for later in self._by_article[row.article_id]:
            if later.pk <= row.pk:
                continue
            if row.field == Change.ADDED:
                if later.field == "lines" or later.change_set_id == row.change_set_id:
                    continue
            elif later.field not in (row.field, Change.ADDED):
                continue
            if effects.pop(root := self._root(later), None) is None:
                effects[root] = later
        return next(reversed(effects.values()), None)

    def _root(self, row: Change) -> int:
        while row.undoes_id in self._by_pk:
            row = self._by_pk[row.undoes_id]
        return row.pk


def label_of(field: str) -> str:
    """Return what a field of the log is called."""
    if field == Change.ADDED:
        return "place in the archive"
    return FIELDS[field].label if field in FIELDS else field


def root_of(change_set: ChangeSet) -> ChangeSet:
    """Return the change set that a chain of undoing and doing again began with."""
    while change_set.undoes is not None:
        change_set = change_set.undoes
    return change_set


def steps_from_root(change_set: ChangeSet) -> int:
    """Return how many times the root was undone and done again to reach a change set."""
    return 0 if change_set.undoes is None else 1 + steps_from_root(change_set.undoes)
