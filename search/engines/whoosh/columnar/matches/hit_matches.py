"""Where a query matches the articles that are shown, from the positions in the index."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.analysis.sentences import Unit
from search.engines.base import Match
from search.engines.reference_matcher import Numbers, Places, Run, matches
from search.engines.term_matcher import TextField
from search.engines.whoosh.columnar.postings.docset import Docs, holds
from search.engines.whoosh.columnar.search.query_execution import QueryExecution
from search.query.clauses import clause_numbers
from search.query.nodes import Leaf, Node

_Places = dict[int, list[Run]]


def marks(work: QueryExecution, node: Node, docs: Docs) -> list[tuple[Match, ...]]:
    """Return the matches of `node` in each of these documents (public numbers)."""
    shown, numbers = _Shown(work, docs), clause_numbers(node)
    return [shown.matches(node, place, numbers) for place in range(len(docs))]


class _Shown:
    """The documents of one page; each leaf is read once for all of them."""

    def __init__(self, work: QueryExecution, docs: Docs) -> None:
        self._work = work
        self._docs = docs
        self._physical = work.snapshot.layout.physical(docs)
        self._sorted = np.sort(self._physical)
        self._rows = self._physical.tolist()
        self._leaves: dict[Leaf, _Places] = {}
        self._held: dict[Node, list[bool]] = {}

    def matches(self, node: Node, place: int, numbers: Numbers) -> tuple[Match, ...]:
        row = self._rows[place]
        texts = self._work.snapshot.layout.physical_count

        def occurrences(leaf: Leaf, field: TextField) -> Sequence[Run]:
            places = self._leaves.get(leaf)
            if places is None and self._work.budget.over:
                self._work.budget.cut()
                return ()
            if places is None:
                places = self._leaves[leaf] = self._read(leaf)
            return places.get(row if field == "title" else row + texts, ())

        def borders(unit: Unit, field: TextField) -> Sequence[int]:
            return () if field == "title" else self._borders(unit, row + texts)

        def held(node: Node) -> bool:
            known = self._held.get(node)
            if known is None:
                known = self._held[node] = holds(self._work.found(node), self._docs).tolist()
            return known[place]

        return matches(node, Places(occurrences, borders, held), numbers)[1]

    def _borders(self, unit: Unit, row: int) -> list[int]:
        layout = self._work.snapshot.layout
        borders = layout.borders(unit)
        first, end = layout.row_starts[row], layout.row_starts[row + 1]
        low, high = borders.searchsorted((first, end))
        inside: list[int] = (borders[low + 1 : high] - first).tolist()
        return inside

    def _read(self, leaf: Leaf) -> _Places:
        """Return the runs of `leaf` in each row (see `Layout.rows_at`) of the page."""
        snapshot = self._work.snapshot
        standing = snapshot.occurrences.standing(leaf, self._work.budget, self._sorted)
        rows = snapshot.layout.rows_at(standing.starts)
        starts = (standing.starts - snapshot.layout.row_starts.take(rows)).tolist()
        places: _Places = {}
        for row, start in zip(rows.tolist(), starts, strict=True):
            places.setdefault(row, []).append((start, start + standing.width))
        return places
