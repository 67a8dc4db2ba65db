"""Small multiples: one search over time for each source, author or language, on one scale.

(E. Tufte, "Envisioning Information", 1990: the same small chart repeated, so that differences
stand out.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from search.engines.base import QueryError, SearchRequest, SearchResponse
from search.query.link_writer import date_links
from search.query.search_query import SearchQuery
from search.results.facets import LABEL_WORDING
from search.results.session import SearchSession
from search.results.view_models import Link, Notice
from search.timeline.charts.bar_chart import BarChart, bar_chart
from search.timeline.comparison import TableRow, table_rows
from search.timeline.interval_counts import Timeline, TimeSeries, timeline_of
from search.timeline.intervals import INTERVALS

#: Charts of one page.
MAX_MULTIPLES = 12


@dataclass(frozen=True, slots=True)
class SmallMultiple:
    """The chart of one label; `url` finds its `total` articles. None without dated hits."""

    number: int
    q: str
    total: int
    url: str
    chart: BarChart | None


@dataclass(frozen=True, slots=True)
class MultiplesPage:
    """The charts, most articles first; `labels` counts all labels that the search has.

    `rows` are the same numbers as a table, with a column for each of `series`.
    """

    query: SearchQuery
    facet: str
    series: tuple[SmallMultiple, ...]
    labels: int
    rows: tuple[TableRow, ...]
    timeline: Timeline | None
    others: tuple[Link, ...]
    all_values_url: str
    notices: tuple[Notice, ...]

    @property
    def q(self) -> str:
        return self.query.q

    @property
    def facet_label(self) -> str:
        return str(LABEL_WORDING[self.facet].label)


def multiples_page(facet: str, query: SearchQuery, session: SearchSession) -> MultiplesPage:
    """Return the page of `query` by one of LABEL_FACETS. Raises EngineError.

    Engine calls: three, and one for each chart.
    """
    parsed = session.parse(query)
    session.add(Notice(note.text, note.kind) for note in parsed.notes)
    timeline, labels, total = None, [], 0
    try:
        answer = _answer(facet, query, session)
        labels = list(query.labels(facet)) or [label for label, _ in answer.labels[facet]]
        total = answer.label_totals.get(facet, len(labels))
        whole = timeline_of([query], [answer], session)
        if whole:
            searches = [query.only(facet, label) for label in labels[:MAX_MULTIPLES]]
            series = tuple(_counted(whole, search, session) for search in searches)
            timeline = Timeline(whole.axis, series, whole.archive)
    except QueryError as error:
        session.add([Notice(str(error), "engine")])
    return MultiplesPage(
        query=query,
        facet=facet,
        series=tuple(_multiples(facet, timeline)) if timeline else (),
        labels=total,
        rows=tuple(table_rows(timeline, share=False)) if timeline else (),
        timeline=timeline,
        others=_others(facet, query),
        all_values_url=query.counted.url(reverse("facet_values", args=(facet,))),
        notices=tuple(session.notices),
    )


def multiples_json(page: MultiplesPage) -> dict[str, Any]:
    """Return the page as JSON values; each `count` equals the total behind its `url`."""
    timeline = page.timeline
    return {
        "query": page.q,
        "facet": page.facet,
        "total": page.labels,
        "interval": timeline.axis.step if timeline else None,
        "series": [
            {
                "label": multiple.q,
                "total": multiple.total,
                "url": multiple.url,
                "values": _values(timeline, series),
            }
            for multiple, series in zip(page.series, timeline.series, strict=True)
        ]
        if timeline
        else [],
        "notices": [notice.text for notice in page.notices],
    }


def _values(timeline: Timeline, series: TimeSeries) -> list[dict[str, Any]]:
    link = date_links(series.query)
    return [
        {
            "from": bucket.first.isoformat(),
            "to": bucket.last.isoformat(),
            "count": count,
            "url": link(bucket.date_from, bucket.date_to),
        }
        for bucket, count in zip(timeline.axis.buckets, series.counts, strict=True)
    ]


def _answer(facet: str, query: SearchQuery, session: SearchSession) -> SearchResponse:
    request = SearchRequest(
        session.node(query),
        query.filters(session.today),
        limit=0,
        label_facets=(facet,),
        facet_size=MAX_MULTIPLES,
        budget_seconds=settings.SEARCH.budget_seconds,
    )
    answer = session.engine.search(request)
    session.add(Notice(text, "engine") for text in answer.notices)
    return answer


def _counted(whole: Timeline, query: SearchQuery, session: SearchSession) -> TimeSeries:
    request = SearchRequest(
        session.node(query),
        query.filters(session.today),
        limit=0,
        label_facets=(),
        interval=INTERVALS[whole.axis.step],
        budget_seconds=settings.SEARCH.budget_seconds,
    )
    answer = session.engine.search(request)
    counts = whole.axis.sums(answer.histogram.buckets)
    return TimeSeries(query, answer.total, counts, answer.complete)


def _multiples(facet: str, timeline: Timeline) -> Iterator[SmallMultiple]:
    """Yield the charts, all up to the same value."""
    top = max((max(series.counts, default=0) for series in timeline.series), default=0)
    for number, series in enumerate(timeline.series, 1):
        (label,) = series.query.labels(facet)
        alone = Timeline(timeline.axis, (series,), timeline.archive)
        yield SmallMultiple(
            number=number,
            q=LABEL_WORDING[facet].text(label),
            total=series.total,
            url=series.query.url(),
            chart=bar_chart(alone, top=top),
        )


def _others(facet: str, query: SearchQuery) -> tuple[Link, ...]:
    """Return the links to the same charts by the other facets."""
    return tuple(
        Link(
            gettext("By %(facet)s") % {"facet": str(wording.label).lower()},
            query.counted.url(reverse("small_multiples", args=(name,))),
            current=name == facet,
        )
        for name, wording in LABEL_WORDING.items()
    )
