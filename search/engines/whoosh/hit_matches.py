"""Where a query matches the articles of a page, and what their scores are made of."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from whoosh.query import Query

from search.engines.base import Contribution, Match
from search.engines.whoosh.columnar.postings.docset import Docs
from search.engines.whoosh.columnar.query.array_query import stretched
from search.engines.whoosh.columnar.query.multi_phrase import REASONS
from search.engines.whoosh.columnar.query.proximity_boost import TOGETHER, ProximityBoost
from search.engines.whoosh.columnar.search.bm25f import Scores
from search.engines.whoosh.columnar.search.query_execution import QueryExecution

_ORDER = (*REASONS, TOGETHER)

#: A run of one clause: row of the layout (title or text of an article), start, end, clause.
_Run = tuple[int, int, int, int]


def matches(execution: QueryExecution, query: Query, docs: Docs) -> list[tuple[Match, ...]]:
    """Return where `query` matches in each of `docs` (public numbers), hits of `query`."""
    layout = execution.searcher.layout
    physical = layout.physical(docs)
    runs: dict[int, list[_Run]] = {}
    for clause, spans in execution.match_spans(query, np.sort(physical)):
        if execution.budget.over:
            execution.budget.cut()
            break
        rows = layout.rows_at(spans.starts)
        starts = (spans.starts - layout.row_starts.take(rows)).tolist()
        for row, start in zip(rows.tolist(), starts, strict=True):
            doc = row % layout.physical_count
            runs.setdefault(doc, []).append((row, start, start + spans.width, clause))
    return [_joined(runs.get(doc, ()), layout.physical_count) for doc in physical.tolist()]


def _joined(runs: Iterable[_Run], documents: int) -> tuple[Match, ...]:
    """Put the runs of one article in reading order, title first; join those that overlap.

    What is joined belongs to all the clauses that its runs belong to.
    """
    joined: list[tuple[int, int, int, set[int]]] = []
    for row, start, end, clause in sorted(runs):
        last = joined[-1] if joined else None
        if last and last[0] == row and start < last[2]:
            joined[-1] = row, last[1], max(last[2], end), last[3] | {clause}
        else:
            joined.append((row, start, end, {clause}))
    return tuple(
        Match("title" if row < documents else "text", start, end, tuple(sorted(clauses - {0})))
        for row, start, end, clauses in joined
    )


def contributions(
    execution: QueryExecution, query: Query, docs: Docs, scores: Scores
) -> list[tuple[Contribution, ...]]:
    """Return the parts of the score of each of `docs` (public numbers), hits of `query`."""
    held, parts = execution.parts(query, docs)
    # An order may weigh whole scores, by age for one.
    parts = stretched(parts, scores.astype(np.float64), held)
    times = query.times(execution, docs) if isinstance(query, ProximityBoost) else {}
    ordered = sorted(parts.items(), key=lambda item: (item[0][0], _ORDER.index(item[0][1])))
    return [
        tuple(
            Contribution(
                clause,
                reason,  # type: ignore[arg-type]
                float(values[place]),
                int(times[clause][place]) if reason == TOGETHER else 0,
            )
            for (clause, reason), values in ordered
            if values[place] > 0
        )
        for place in range(len(docs))
    ]
