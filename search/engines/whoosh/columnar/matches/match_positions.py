"""Where a query matches in all the documents it finds, as arrays."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from whoosh.query import Query

from search.engines.whoosh.columnar.postings.docset import Docs
from search.engines.whoosh.columnar.postings.near_spans import Spans
from search.engines.whoosh.columnar.postings.segment_layout import GlobalPositions
from search.engines.whoosh.columnar.query.array_query import ClauseSpans
from search.engines.whoosh.columnar.search.query_execution import QueryExecution
from search.engines.whoosh.columnar.work_clock import CLOCK, SORTED_MATCH

#: Sorting this many runs takes about a second.
MAX_RUNS = 12_000_000


def match_positions(
    execution: QueryExecution, query: Query, docs: Docs
) -> tuple[GlobalPositions, GlobalPositions]:
    """Return where the matches of `query` in `docs` start and end: ascending, joined.

    `docs` are physical numbers, ascending, of documents that match.
    """
    parts = _affordable(execution, execution.match_spans(query, docs))
    kind = execution.searcher.layout.position_type
    if len(parts) == 1 and parts[0].width == 1:
        return parts[0].starts, parts[0].starts + kind.type(1)
    starts = np.concatenate([np.empty(0, kind), *(part.starts for part in parts)])
    ends = np.concatenate([np.empty(0, kind), *(p.starts + kind.type(p.width) for p in parts)])
    order = starts.argsort(kind="stable")
    return _joined(starts.take(order), ends.take(order))


def _affordable(execution: QueryExecution, found: Iterator[ClauseSpans]) -> list[Spans]:
    """Take runs until they are too many to be put in order in the time of a page."""
    parts: list[Spans] = []
    left = MAX_RUNS
    for _, part in found:
        CLOCK.spend(len(part.starts), SORTED_MATCH)
        left -= len(part.starts)
        if parts and left < 0:
            execution.budget.cut()
            break
        parts.append(part)
    return parts


def _joined(
    starts: GlobalPositions, ends: GlobalPositions
) -> tuple[GlobalPositions, GlobalPositions]:
    """Join runs that overlap; `starts` are ascending."""
    if not len(starts):
        return starts, ends
    reach = np.maximum.accumulate(ends)
    first = np.concatenate([[True], starts[1:] >= reach[:-1]]).nonzero()[0]
    last = np.concatenate([first[1:] - 1, [len(starts) - 1]])
    return starts.take(first), reach.take(last)
