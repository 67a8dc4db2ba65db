"""One search over time as bars: a linked bar for each interval that has hits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from search.engines.base import SearchResponse
from search.query.link_writer import date_links
from search.query.periods import Period
from search.query.search_query import SearchQuery
from search.results.counts import articles
from search.results.session import SearchSession
from search.results.view_models import Link
from search.timeline.adjacent_days import CountedLink, adjacent_days
from search.timeline.charts.chart_frame import ChartFrame, chart_frame, value_label
from search.timeline.charts.line_chart import peak_place
from search.timeline.comparison_query import ComparisonQuery
from search.timeline.interval_counts import Timeline, TimeSeries, timeline_of
from search.timeline.intervals import INTERVALS, Step

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: Bars of few buckets are no wider than this share of the plot.
_MAX_BAR = 60 / 720
_GAP = 2 / 720
#: The least height of a bar, so that one article is seen beside thousands.
_MIN_HEIGHT = 0.02
_BY: dict[Step, _StrPromise] = {
    "day": gettext_lazy("Articles by day from %(first)s to %(last)s; most on %(most)s."),
    "week": gettext_lazy("Articles by week from %(first)s to %(last)s; most in %(most)s."),
    "month": gettext_lazy("Articles by month from %(first)s to %(last)s; most in %(most)s."),
    "year": gettext_lazy("Articles by year from %(first)s to %(last)s; most in %(most)s."),
}
_SHARE = gettext_lazy("Share of all articles from %(first)s to %(last)s; highest: %(most)s.")
_ALL_IN: dict[Step, _StrPromise] = {
    "day": gettext_lazy("All on %(period)s."),
    "week": gettext_lazy("All in %(period)s."),
    "month": gettext_lazy("All in %(period)s."),
    "year": gettext_lazy("All in %(period)s."),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bucket with hits; places are shares of the plot, y grows downwards.

    `period` is its first year, month or day; the bucket covers `first` to `last`, both
    included. `url` leads to exactly `count` articles.
    """

    period: Period
    first: dt.date
    last: dt.date
    label: str
    count: int
    url: str
    x: float
    y: float
    width: float
    is_partial: bool
    is_peak: bool


@dataclass(frozen=True, slots=True)
class BarChart:
    """The bars in their frame; `share_link` leads from counts to shares and back.

    `more` are links to other pages and the table, `downloads` to files. `previous` and `next` are
    the days with articles beside the one day that the search is limited to.
    """

    frame: ChartFrame
    bars: tuple[Bar, ...]
    summary: str
    share: bool
    share_link: Link | None
    more: tuple[Link, ...] = ()
    downloads: tuple[Link, ...] = ()
    previous: CountedLink | None = None
    next: CountedLink | None = None

    @property
    def step(self) -> Step:
        return self.frame.axis.step

    @property
    def peak(self) -> Bar:
        return next(bar for bar in self.bars if bar.is_peak)


def chart_of(
    query: SearchQuery, response: SearchResponse, session: SearchSession
) -> BarChart | None:
    """Return the chart of an answered search. Raises EngineError.

    One or two more engine calls; four more where the search is limited to one day.
    """
    timeline = timeline_of([query], [response], session)
    # Without words, a search finds all that the archive holds.
    chart = bar_chart(timeline, share=query.share and bool(query.q))
    period = query.period()
    if chart is None or period is None or not period.day:
        return chart
    before, behind = adjacent_days(session.node(query), query, session)
    return replace(chart, previous=before, next=behind)


def bar_chart(timeline: Timeline | None, *, share: bool = False, top: float = 0) -> BarChart | None:
    """Return the chart of the only series of `timeline`; None where no hit is in a bucket.

    Its scale reaches `top` at least.
    """
    if timeline is None or not any(timeline.series[0].counts):
        return None
    (series,) = timeline.series
    peak = peak_place(timeline, series, share=share)
    value = [
        (count / (timeline.archive[place] or count) if count else 0.0) if share else float(count)
        for place, count in enumerate(series.counts)
    ]
    frame = chart_frame(timeline.axis, max(top, *value), timeline.archive, share=share)
    link = date_links(series.query)
    bars = tuple(
        _bar(frame, timeline, place, value[place], link, is_peak=place == peak, share=share)
        for place, count in enumerate(series.counts)
        if count
    )
    chart = BarChart(frame, bars, "", share, *_links(series.query))
    return replace(chart, summary=_summary(chart, series))


def _bar(
    frame: ChartFrame,
    timeline: Timeline,
    place: int,
    value: float,
    link: Callable[[str, str], str],
    *,
    is_peak: bool,
    share: bool,
) -> Bar:
    (series,) = timeline.series
    bucket, count = frame.axis.buckets[place], series.counts[place]
    room = 1 / len(frame.axis.buckets)
    width = min(room - min(_GAP, room / 5), _MAX_BAR)
    return Bar(
        period=bucket.period,
        first=bucket.first,
        last=bucket.last,
        label=value_label(bucket, count, timeline.archive[place] if share else None),
        count=count,
        url=link(bucket.date_from, bucket.date_to),
        x=frame.x(place) - width / 2,
        y=min(frame.y(value), 1 - _MIN_HEIGHT),
        width=width,
        is_partial=bucket.is_partial,
        is_peak=is_peak,
    )


def _summary(chart: BarChart, series: TimeSeries) -> str:
    """Return a sentence on what the chart shows, and what it does not."""
    if len(chart.bars) == 1:
        text = _ALL_IN[chart.step] % {"period": _label(chart.bars[0], chart)}
    else:
        buckets = chart.frame.axis.buckets
        most = chart.peak.label if chart.share else _counted(chart.peak, chart)
        text = (_SHARE if chart.share else _BY[chart.step]) % {
            "first": buckets[0].period.label,
            "last": Period.parse(buckets[-1].date_to).label,
            "most": most,
        }
    if series.not_drawn > 0:
        text = f"{text} {_not_drawn(series.not_drawn, chart.step)}"
    return text


def _counted(bar: Bar, chart: BarChart) -> str:
    return f"{_label(bar, chart)}: {articles(bar.count)}"


def _label(bar: Bar, chart: BarChart) -> str:
    return next(each.label for each in chart.frame.axis.buckets if each.first == bar.first)


def _not_drawn(number: int, step: Step) -> str:
    """Return a sentence on the hits whose dates are too vague for a bar."""
    if INTERVALS[step] == "day":
        text = ngettext(
            "%(articles)s without a day is not drawn.",
            "%(articles)s without a day are not drawn.",
            number,
        )
    elif step == "month":
        text = ngettext(
            "%(articles)s without a month is not drawn.",
            "%(articles)s without a month are not drawn.",
            number,
        )
    else:
        text = ngettext(
            "%(articles)s without a year is not drawn.",
            "%(articles)s without a year are not drawn.",
            number,
        )
    return text % {"articles": articles(number)}


def _links(query: SearchQuery) -> tuple[Link | None, tuple[Link, ...], tuple[Link, ...]]:
    """Return the link from counts to shares or back, those to other pages, and those to files."""
    days = Link(gettext("Calendar"), query.seen_as("calendar").url())
    sources = Link(
        gettext("By source"), query.counted.url(reverse("small_multiples", args=("source",)))
    )
    if not query.q:
        return None, (days, sources), ()
    label = gettext("Show counts") if query.share else gettext("Show shares of the archive")
    shares = Link(label, query.with_share(not query.share).url())
    compare = ComparisonQuery(query.counted.with_words(""), (query.q,), query.share).url()
    pages = (
        days,
        Link(gettext("Compare over time"), compare),
        sources,
        Link(gettext("First use of these words"), query.counted.url(reverse("first_use"))),
        Link(gettext("Numbers as a table"), f"{compare}#numbers"),
    )
    files = (
        Link(gettext("Chart as SVG"), f"{compare}&format=svg"),
        Link(gettext("Numbers as CSV"), f"{compare}&format=csv"),
    )
    return shares, pages, files
