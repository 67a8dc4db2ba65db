"""The page that compares searches: a chart, its numbers as a table, and its peaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from search.engines.base import QueryError, TooSlowError
from search.query.link_writer import date_links
from search.query.periods import Period
from search.results.active_filters import dates_label, filter_label
from search.results.counts import articles
from search.results.session import SearchSession
from search.results.view_models import Link, Notice
from search.timeline.charts.chart_frame import percent
from search.timeline.charts.line_chart import LineChart, line_chart, peak_places
from search.timeline.comparison_query import MAX_QUERIES, ComparisonQuery
from search.timeline.interval_counts import Timeline, TimeSeries, count_over_time
from search.timeline.intervals import STEPS, Step
from search.timeline.peaks import Peak, peak_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: Peaks of one page: of each search one at least.
_MAX_PEAKS = 4
#: Seconds for all peaks of a page; what does not fit is left out with a notice.
_PEAK_SECONDS = 1.5
_MIN_BOXES = 2
_STEP_NAMES: dict[Step, _StrPromise] = {
    "day": gettext_lazy("day"),
    "week": gettext_lazy("week"),
    "month": gettext_lazy("month"),
    "year": gettext_lazy("year"),
}


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One of the searches; `url` finds its `total` articles."""

    number: int
    q: str
    total: int
    url: str
    alone_url: str
    note: str
    peaks: tuple[Peak, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """The value of one search in one bucket; `url` is "" where it has no articles."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A bucket: its name, the archive's articles, a cell for each search."""

    label: str
    is_partial: bool
    archive: str
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """All that the page and its formats show. `timeline` and `chart` are None without dated hits.

    `boxes` are the queries of the form, with empty ones to fill; `hidden` its hidden parameters.
    """

    comparison: ComparisonQuery
    timeline: Timeline | None
    chart: LineChart | None
    series: tuple[SeriesView, ...]
    rows: tuple[TableRow, ...]
    summary: str
    boxes: tuple[str, ...]
    hidden: tuple[tuple[str, str], ...]
    steps: tuple[tuple[Step, str, bool], ...]
    chips: tuple[Link, ...]
    notices: tuple[Notice, ...]
    share_link: Link
    downloads: tuple[Link, ...]

    @property
    def share(self) -> bool:
        return self.comparison.share


def comparison_page(
    comparison: ComparisonQuery, session: SearchSession, *, with_peaks: bool = True
) -> ComparisonPage:
    """Return the page of `comparison`; without peaks in much less time. Raises EngineError.

    Engine calls: two and a half for each search at most, and seven for each peak.
    """
    timeline = count_over_time(comparison.searches, session, by=comparison.by)
    chart = line_chart(timeline, share=comparison.share) if timeline else None
    series = (
        tuple(_series(comparison, timeline, session, with_peaks=with_peaks)) if timeline else ()
    )
    if comparison.queries and timeline is None:
        session.add([Notice(gettext("None of these searches finds a dated article."), "results")])
    if timeline and comparison.by and timeline.axis.step != comparison.by:
        text = gettext("There are too many intervals of this length; longer ones are shown.")
        session.add([Notice(text, "results")])
    return ComparisonPage(
        comparison=comparison,
        timeline=timeline,
        chart=chart,
        series=series,
        rows=tuple(table_rows(timeline, share=comparison.share)) if timeline else (),
        summary=_summary(timeline, share=comparison.share) if timeline else "",
        boxes=_boxes(comparison.queries),
        hidden=_hidden(comparison),
        steps=_steps(comparison),
        chips=tuple(_chips(comparison)),
        notices=tuple(session.notices),
        share_link=_share_link(comparison),
        downloads=tuple(
            Link(label, comparison.url(format=name))
            for name, label in (("svg", "SVG"), ("csv", "CSV"), ("json", "JSON"))
        ),
    )


def _series(
    comparison: ComparisonQuery, timeline: Timeline, session: SearchSession, *, with_peaks: bool
) -> Iterator[SeriesView]:
    limited = session.within(_PEAK_SECONDS)
    for number, series in enumerate(timeline.series, 1):
        note = ""
        if series.not_drawn > 0:
            note = gettext("%(articles)s with no date exact enough") % {
                "articles": articles(series.not_drawn)
            }
        yield SeriesView(
            number=number,
            q=series.query.q,
            total=series.total,
            url=series.query.url(),
            alone_url=series.query.seen_as("calendar").url(),
            note=note,
            peaks=tuple(_peaks(timeline, series, limited, share=comparison.share))
            if with_peaks
            else (),
        )


def _peaks(
    timeline: Timeline, series: TimeSeries, session: SearchSession, *, share: bool
) -> Iterator[Peak]:
    """Yield the peaks of a series in the order of time, fewer where many series share the page."""
    most = max(1, _MAX_PEAKS // len(timeline.series))
    for place in sorted(peak_places(timeline, series, most, share=share)):
        bucket, count = timeline.axis.buckets[place], series.counts[place]
        try:
            if not session.seconds_left():
                raise TooSlowError
            yield peak_of(series.query, bucket, count, session)
        except (TooSlowError, QueryError):
            text = gettext("There was no time to look at all peaks.")
            session.add([Notice(text, "results")])
            return


def table_rows(timeline: Timeline, *, share: bool) -> Iterator[TableRow]:
    """Yield a row for each bucket, with a cell for each series."""
    links = [date_links(series.query) for series in timeline.series]
    for place, bucket in enumerate(timeline.axis.buckets):
        of = timeline.archive[place]
        cells = tuple(
            TableCell(
                _value(series.counts[place], of, share=share),
                link(bucket.date_from, bucket.date_to) if series.counts[place] else "",
            )
            for series, link in zip(timeline.series, links, strict=True)
        )
        yield TableRow(bucket.label, bucket.is_partial, f"{of:,}", cells)


def _value(count: int, of: int, *, share: bool) -> str:
    if not of:
        return "–"
    return percent(count / of) if share else f"{count:,}"


def _summary(timeline: Timeline, *, share: bool) -> str:
    buckets = timeline.axis.buckets
    span = {
        "first": buckets[0].period.label,
        "last": Period.parse(buckets[-1].date_to).label,
        "step": _STEP_NAMES[timeline.axis.step],
    }
    if share:
        text = gettext("Share of all articles of the archive by %(step)s, %(first)s to %(last)s.")
    else:
        text = gettext("Articles by %(step)s, %(first)s to %(last)s.")
    return text % span


def _boxes(queries: tuple[str, ...]) -> tuple[str, ...]:
    shown = min(MAX_QUERIES, max(_MIN_BOXES, len(queries) + 1))
    return (*queries, *[""] * (shown - len(queries)))


def _hidden(comparison: ComparisonQuery) -> tuple[tuple[str, str], ...]:
    own = ("q", "from", "to")
    return tuple(pair for pair in comparison.filters.to_params() if pair[0] not in own)


def _steps(comparison: ComparisonQuery) -> tuple[tuple[Step, str, bool], ...]:
    return tuple((step, str(_STEP_NAMES[step]), step == comparison.by) for step in STEPS)


def _chips(comparison: ComparisonQuery) -> Iterator[Link]:
    """Yield what narrows all searches, each with a link to the comparison without it."""
    filters = comparison.filters
    dates = dates_label(filters)
    if dates:
        yield Link(dates, replace(comparison, filters=filters.any_date()).url())
    for facet, label in filters.included:
        without = filters.without(facet, label)
        yield Link(filter_label(facet, label), replace(comparison, filters=without).url())
    for facet, label in filters.excluded:
        without = filters.without(facet, label)
        text = filter_label(facet, label, excluded=True)
        yield Link(text, replace(comparison, filters=without).url())


def _share_link(comparison: ComparisonQuery) -> Link:
    label = gettext("Show counts") if comparison.share else gettext("Show shares of the archive")
    return Link(label, replace(comparison, share=not comparison.share).url())
