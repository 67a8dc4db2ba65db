"""Searches counted over time, beside what the archive holds.

A share of the archive is the hits of an interval divided by all articles that the archive holds
of it under the same filters. Where it holds none, there is no share: nothing was published or
nothing was kept, and the chart leaves a gap.

One search takes one engine call, or two where its own span would choose another interval; the
archive takes one more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings

from search.engines.base import Histogram, QueryError, SearchRequest, SearchResponse
from search.query.nodes import Everything, Node
from search.query.periods import DayRange
from search.query.search_query import SearchQuery
from search.results.session import SearchSession
from search.results.view_models import Notice
from search.timeline.intervals import (
    INTERVALS,
    MAX_BUCKETS,
    Step,
    TimeAxis,
    fits,
    step_for,
    time_axis,
)

_MIN_SECONDS = 0.15
#: A longer range is not drawn whole, but from the first to the last hit.
_MAX_DAYS = MAX_BUCKETS * 366


@dataclass(frozen=True, slots=True)
class TimeSeries:
    """The hits of one search: `counts` by bucket, and `total` with those that are in none."""

    query: SearchQuery
    total: int
    counts: tuple[int, ...]
    complete: bool = True

    @property
    def not_drawn(self) -> int:
        """The hits whose dates are too vague for a bucket, or that have none."""
        return self.total - sum(self.counts)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Searches on one axis; `archive` counts all articles under the same filters by bucket."""

    axis: TimeAxis
    series: tuple[TimeSeries, ...]
    archive: tuple[int, ...]

    def share(self, series: TimeSeries, bucket: int) -> float | None:
        """Return the share of the archive, from 0 to 1; None where the archive holds nothing."""
        of = self.archive[bucket]
        return series.counts[bucket] / of if of else None

    def gaps(self) -> tuple[tuple[int, int], ...]:
        """Return the runs of buckets for which the archive holds nothing: first and last number."""
        return gaps_in(self.archive)


def gaps_in(archive: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return the runs of buckets with no article, each as its first and last number."""
    runs = []
    for is_empty, places in groupby(range(len(archive)), lambda place: not archive[place]):
        if is_empty:
            run = list(places)
            runs.append((run[0], run[-1]))
    return tuple(runs)


def count_over_time(
    queries: Sequence[SearchQuery], session: SearchSession, *, by: Step | None = None
) -> Timeline | None:
    """Return the searches on one axis; None where none of them has a dated hit.

    All have the same filters. `by` is the reader's choice of a step, taken where it leaves few
    enough buckets. Raises EngineError; what else keeps a search from being counted is a notice.
    """
    if not queries:
        return None
    for query in queries:
        notes = session.parse(query).notes
        session.add(Notice(f"{query.q}: {note.text}", note.kind) for note in notes)
    return timeline_of(queries, [_counted(query, session) for query in queries], session, by=by)


def timeline_of(
    queries: Sequence[SearchQuery],
    answers: Sequence[SearchResponse],
    session: SearchSession,
    *,
    by: Step | None = None,
) -> Timeline | None:
    """Return searches that are answered already on one axis (see `count_over_time`)."""
    asked = queries[0].filters(session.today)
    span = span_of([answer.histogram for answer in answers], (asked.first, asked.last))
    if span is None:
        return None
    step = by if by and fits(by, *span) else step_for(*span)
    answers = [
        answer
        if answer.histogram.interval == INTERVALS[step] or not answer.total
        else _counted(query, session, step)
        for query, answer in zip(queries, answers, strict=True)
    ]
    # Without words, a search finds what the archive holds.
    wordless = next((n for n, query in enumerate(queries) if not query.q), None)
    whole = (
        archive_counts(queries[0], session, step)
        if wordless is None
        else answers[wordless].histogram
    )
    # A range hides where the archive goes on beyond it.
    ends = (None if asked.first else whole.first, None if asked.last else whole.last)
    axis = time_axis(step, span, (asked.first, asked.last), archive=ends)
    series = tuple(
        TimeSeries(query, answer.total, axis.sums(answer.histogram.buckets), answer.complete)
        for query, answer in zip(queries, answers, strict=True)
    )
    return Timeline(axis, series, axis.sums(whole.buckets))


def archive_counts(query: SearchQuery, session: SearchSession, step: Step) -> Histogram:
    """Return all articles under the filters of `query`, whatever its words. Raises EngineError."""
    return _search(Everything(), query, session, step).histogram


def _counted(
    query: SearchQuery, session: SearchSession, step: Step | None = None
) -> SearchResponse:
    try:
        answer = _search(session.node(query), query, session, step)
    except QueryError as error:
        session.add([Notice(f"{query.q}: {error}", "engine")])
        return SearchResponse((), 0)
    session.add(Notice(f"{query.q}: {text}", "engine") for text in answer.notices)
    return answer


def _search(
    node: Node, query: SearchQuery, session: SearchSession, step: Step | None
) -> SearchResponse:
    return session.engine.search(
        SearchRequest(
            node,
            query.filters(session.today),
            limit=0,
            label_facets=(),
            interval=INTERVALS[step] if step else None,
            budget_seconds=min(session.seconds_left(_MIN_SECONDS), settings.SEARCH.budget_seconds),
        )
    )


def span_of(histograms: Sequence[Histogram], asked: DayRange) -> tuple[dt.date, dt.date] | None:
    """Return the range asked for if it is not very long, else the span of the hits."""
    firsts = [each.first for each in histograms if each.first]
    lasts = [each.last for each in histograms if each.last]
    if not firsts:
        return None
    first, last = min(firsts), max(lasts)
    if asked[0] and asked[1]:
        wide = min(first, asked[0]), max(last, asked[1])
        if (wide[1] - wide[0]).days <= _MAX_DAYS:
            return wide
    return first, last
