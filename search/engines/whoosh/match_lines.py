"""Every match of a query, in order: arrays of positions, made into lines when they are read."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import overload

import numpy as np
from numpy.typing import NDArray

from search.engines.base import (
    Concordance,
    ConcordanceRequest,
    LineOrder,
    Match,
    MatchLine,
    Sort,
    WordCounts,
    WordOrder,
)
from search.engines.whoosh.article_columns import filter_docsets
from search.engines.whoosh.columnar.matches.context_words import alphabetical, most_frequent
from search.engines.whoosh.columnar.matches.match_positions import match_positions
from search.engines.whoosh.columnar.postings.array_ops import distinct
from search.engines.whoosh.columnar.postings.docset import Docs, count
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.postings.segment_layout import GlobalPositions, SegmentLayout
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.columnar.search.query_execution import QueryExecution
from search.engines.whoosh.columnar.search.top_docs import page
from search.engines.whoosh.compiling import check_size, compile_query
from search.engines.whoosh.page_search import filtered

#: Words that lines are compared by, one after the other.
_WORDS = 3
_SORTS: tuple[Sort, ...] = ("relevance", "recent", "newest", "oldest")


def concordance(searcher: IndexSearcher, request: ConcordanceRequest) -> Concordance:
    """Return the matches of a search; QueryError for a query beyond the limits."""
    key = _key(request)
    known: Concordance | None = searcher.lines.get(key)
    if known is not None:
        return known
    check_size(request.node, searcher.limits.clauses, searcher.limits.depth)
    budget = TimeBudget(request.budget_seconds)
    execution, query = QueryExecution(searcher, budget), compile_query(request.node)
    filters = filter_docsets(searcher, request.filters)
    found = filtered(execution.docset(query), filters, searcher.size)
    sort = next((sort for sort in _SORTS if sort == request.order), None)
    docs, _ = page(found, sort or "newest", 0, count(found), searcher.first_days)
    within = np.sort(searcher.layout.physical(docs))
    starts, ends = match_positions(execution, query, within)
    lines, articles = _in_order(searcher, starts, ends, docs, request.max_lines)
    if sort is None:
        lines = _by_words(searcher.layout, lines, request.order, budget)
    if budget.late:
        budget.notices.append(
            f"The search was stopped for time: there are at least {len(starts):,} matches."
        )
    answer = Concordance(
        Lines(searcher, lines), len(starts), articles, not budget.cuts, tuple(budget.notices)
    )
    if not budget.late:
        searcher.lines.put(key, answer, lines.nbytes)
    return answer


def collocates(
    searcher: IndexSearcher, request: ConcordanceRequest, places: Sequence[WordOrder], limit: int
) -> Mapping[WordOrder, WordCounts]:
    """Return the words at each place beside the matches; see `Engine.collocates`."""
    lines = concordance(searcher, request).lines
    if not isinstance(lines, Lines) or not len(lines):
        return {}
    budget = TimeBudget(request.budget_seconds)
    indexes = [segment.terms("exact") for segment in searcher.layout.segments]
    groups = [lines.beside(place) for place in places]
    counts = most_frequent(searcher.layout, indexes, groups, limit, budget)
    return {} if counts is None else dict(zip(places, counts, strict=True))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Lines as columns: the global positions they start and end at, article, number therein."""

    starts: GlobalPositions
    ends: GlobalPositions
    docs: NDArray[np.int32]
    numbers: NDArray[np.uint32]

    @property
    def nbytes(self) -> int:
        return sum(getattr(self, each.name).nbytes for each in fields(self))

    def rows(self, layout: SegmentLayout) -> Docs:
        """Return the row (see `SegmentLayout.rows_at`) of each line."""
        in_text = self.starts >= layout.row_starts[layout.physical_count]
        rows: Docs = layout.physical(self.docs.astype(np.intp)) + layout.physical_count * in_text
        return rows

    def take(self, order: NDArray[np.intp]) -> _Columns:
        return _Columns(*(getattr(self, each.name).take(order) for each in fields(self)))


class Lines(Sequence[MatchLine]):
    """Lines that are made from their columns when they are requested."""

    def __init__(self, searcher: IndexSearcher, columns: _Columns) -> None:
        self._searcher = searcher
        self._columns = columns

    def __len__(self) -> int:
        return len(self._columns.starts)

    @overload
    def __getitem__(self, at: int) -> MatchLine: ...
    @overload
    def __getitem__(self, at: slice) -> list[MatchLine]: ...
    def __getitem__(self, at: int | slice) -> MatchLine | list[MatchLine]:
        if isinstance(at, slice):
            return self._made(np.arange(len(self))[at])
        return self._made(np.arange(len(self))[at : at + 1 or None])[0]

    def beside(self, place: WordOrder) -> GlobalPositions:
        """Return the positions of the words at `place` of all lines that have one, ascending."""
        wanted, present = _compared(self._searcher.layout, self._columns, place)
        return distinct(wanted[0][present[0]])

    def _made(self, at: NDArray[np.intp]) -> list[MatchLine]:
        chosen, layout = self._columns.take(at), self._searcher.layout
        rows = chosen.rows(layout)
        firsts = layout.row_starts.take(rows)
        values = zip(
            self._searcher.article_ids.take(chosen.docs).tolist(),
            self._searcher.fingerprints.take(chosen.docs).tolist(),
            chosen.numbers.tolist(),
            (rows < layout.physical_count).tolist(),
            (chosen.starts - firsts).tolist(),
            (chosen.ends - firsts).tolist(),
            strict=True,
        )
        return [
            MatchLine(number, fingerprint, nth, Match("title" if title else "text", start, end))
            for number, fingerprint, nth, title, start, end in values
        ]


def _in_order(
    searcher: IndexSearcher, starts: GlobalPositions, ends: GlobalPositions, docs: Docs, most: int
) -> tuple[_Columns, int]:
    """Return at most `most` matches, and how many articles have any.

    They go article by article as in `docs`, in reading order.
    """
    layout = searcher.layout
    of = layout.public(layout.rows_at(starts) % max(1, layout.physical_count))
    ranks = np.empty(searcher.size, np.int32)
    ranks[docs] = np.arange(len(docs), dtype=np.int32)
    keys = ranks.take(of)
    counts = np.bincount(keys, minlength=len(docs))
    if len(starts) > most:
        before = np.cumsum(counts)
        near = (keys <= before.searchsorted(most)).nonzero()[0]
        starts, ends, of, keys = (part.take(near) for part in (starts, ends, of, keys))
    # Titles come before texts in global_positions, so a stable order keeps the order of reading.
    order = keys.argsort(kind="stable")[:most]
    of = of.take(order)
    firsts = np.concatenate([[True], of[1:] != of[:-1]])[: len(of)].nonzero()[0]
    lengths = np.diff(np.append(firsts, len(of)))
    numbers = np.arange(1, len(of) + 1) - np.repeat(firsts, lengths)
    columns = _Columns(
        starts.take(order),
        ends.take(order),
        np.asarray(of, np.int32),
        numbers.astype(np.uint32),
    )
    return columns, int(np.count_nonzero(counts))


def _by_words(
    layout: SegmentLayout, lines: _Columns, order: LineOrder, budget: TimeBudget
) -> _Columns:
    """Sort by the words around the matches, or leave the order where there is no time."""
    if not len(lines.starts):
        return lines
    wanted, present = _compared(layout, lines, order)
    every = distinct(wanted[present])
    indexes = [segment.terms("exact") for segment in layout.segments]
    ranks = alphabetical(layout, indexes, every, budget)
    if ranks is None:
        budget.notices.append("There was no time to sort by words: the newest come first.")
        return lines
    keys = np.zeros(wanted.shape, np.int32)
    keys[present] = ranks.take(every.searchsorted(wanted[present]))
    return lines.take(np.lexsort(keys[::-1]))


def _compared(
    layout: SegmentLayout, lines: _Columns, order: LineOrder
) -> tuple[GlobalPositions, NDArray[np.bool_]]:
    """Return the places of the words each line is compared by, and where there is such a word."""
    starts, ends = lines.starts.astype(np.int64), lines.ends.astype(np.int64)
    rows = lines.rows(layout)
    first = layout.row_starts.take(rows).astype(np.int64)
    # One place is free behind each row.
    behind = layout.row_starts.take(rows + 1).astype(np.int64) - 1
    steps = np.arange(_WORDS)[:, None]
    if order == "match":
        inside = starts + steps
        wanted = np.concatenate([inside, ends[None]])
        present = np.concatenate([inside < ends, (ends < behind)[None]])
    elif order.endswith("L"):
        wanted = starts - int(order[0]) - steps
        present = wanted >= first
    else:
        wanted = ends + int(order[0]) - 1 + steps
        present = wanted < behind
    return wanted, present


def _key(request: ConcordanceRequest) -> Hashable:
    filters = request.filters
    labels = [tuple(sorted(each.items())) for each in (filters.include, filters.exclude)]
    dates = filters.first, filters.last, filters.undated
    return request.node, dates, *labels, request.order, request.max_lines
