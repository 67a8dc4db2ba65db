"""The histogram of hits over time: one linked bar per bucket, on a continuous time axis."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, ngettext

from search.engines.base import Filters, Histogram
from search.query.link_writer import date_links
from search.query.periods import Interval, Period
from search.query.search_query import SearchQuery
from search.results.counts import articles
from search.results.histogram_view import Bar, HistogramView, Tick

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: SVG user units; they set the proportions, the page sets the size.
WIDTH, HEIGHT = 720, 96
MAX_BARS = 75
_MAX_TICKS = 8
_MIN_BAR_HEIGHT = 2.0
_MAX_BAR_WIDTH = 60.0
#: Half the width of a character on the narrowest page.
_HALF_CHAR_WIDTH = 6.4
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_ALL_IN: dict[Interval, _StrPromise] = {
    "year": gettext_lazy("All in %(period)s."),
    "month": gettext_lazy("All in %(period)s."),
    "day": gettext_lazy("All on %(period)s."),
}
_BY: dict[Interval, _StrPromise] = {
    "year": gettext_lazy("Articles by year from %(first)s to %(last)s; most in %(most)s."),
    "month": gettext_lazy("Articles by month from %(first)s to %(last)s; most in %(most)s."),
    "day": gettext_lazy("Articles by day from %(first)s to %(last)s; most on %(most)s."),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class _Axis:
    """Equal buckets of `step` years, one month or one day.

    `start` is the number of the first bucket's first period (see `_number`).
    """

    interval: Interval
    start: int
    buckets: int
    step: int

    @property
    def bucket_width(self) -> float:
        return WIDTH / self.buckets

    def bucket_of(self, period: Period) -> int:
        return (_number(period) - self.start) // self.step

    def first(self, bucket: int) -> Period:
        return _period(self.start + bucket * self.step, self.interval)

    def last(self, bucket: int) -> Period:
        return _period(self.start + (bucket + 1) * self.step - 1, self.interval)


def histogram_view(
    histogram: Histogram, query: SearchQuery, filters: Filters, total: int
) -> HistogramView | None:
    """Return the histogram, or None if no hit has a date to place it.

    `filters` are those of `query`; `total` counts all hits, undated ones included.
    """
    if not histogram.buckets:
        return None
    axis = _axis(histogram, filters.first, filters.last)
    counts: Counter[int] = Counter()
    for period, count in histogram.buckets:
        counts[axis.bucket_of(period)] += count
    top = max(counts.values())
    link = date_links(query)
    bars = tuple(
        _bar(axis, bucket, counts[bucket], top=top, link=link, asked=filters)
        for bucket in sorted(counts)
    )
    summary = _summary(axis, bars, top, total - sum(counts.values()))
    return HistogramView(histogram.interval, bars, _ticks(axis), WIDTH, HEIGHT, summary)


def _axis(histogram: Histogram, first: dt.date | None, last: dt.date | None) -> _Axis:
    """Return an axis over the requested date range if it fits, else from first to last bucket."""
    interval = histogram.interval
    start, end = _number(histogram.buckets[0][0]), _number(histogram.buckets[-1][0])
    if first is not None and last is not None:
        asked = (_number(Period.of(first, interval)), _number(Period.of(last, interval)))
        if asked[1] - asked[0] < MAX_BARS:
            start, end = min(start, asked[0]), max(end, asked[1])
    step = 1
    if interval == "year":
        # Only years are merged: an article dated to a year belongs to a run of years, but to
        # no run of months.
        step = next((s for s in _STEPS if end // s - start // s < MAX_BARS), _STEPS[-1])
        start = start // step * step  # runs are aligned to the year 0, which does not exist
    return _Axis(interval, start, (end - start) // step + 1, step)


def _bar(
    axis: _Axis,
    bucket: int,
    count: int,
    *,
    top: int,
    link: Callable[[str, str], str],
    asked: Filters,
) -> Bar:
    first, last = axis.first(bucket), axis.last(bucket)
    # A bucket cut by the requested range counts only the part inside, and so must its link.
    first_day = max(first.first, asked.first or first.first)
    last_day = min(last.last, asked.last or last.last)
    if (first_day, last_day) == (first.first, last.last):
        url = link(str(first), str(last))
    else:
        url = link(first_day.isoformat(), last_day.isoformat())
    span = first.label if first == last else f"{first.label} to {last.label}"
    height = max(_MIN_BAR_HEIGHT, HEIGHT * count / top)
    gap = min(2.0, axis.bucket_width / 5)
    width = min(axis.bucket_width - gap, _MAX_BAR_WIDTH)
    return Bar(
        period=first,
        first=first_day,
        last=last_day,
        label=f"{span}: {articles(count)}",
        count=count,
        url=url,
        x=round((bucket + 0.5) * axis.bucket_width - width / 2, 2),
        y=round(HEIGHT - height, 2),
        width=round(width, 2),
        height=round(height, 2),
    )


def _ticks(axis: _Axis) -> tuple[Tick, ...]:
    """Return labels centred on their buckets, few enough not to touch."""
    if axis.interval == "day":
        buckets = range(0, axis.buckets, _every(axis.buckets, (1, 2, 7, 14)))
    elif axis.interval == "month" and axis.buckets > 2 * 12:
        buckets = range(-axis.start % 12, axis.buckets, 12)  # each January
    elif axis.interval == "month":
        buckets = range(0, axis.buckets, _every(axis.buckets, (1, 2, 3, 6)))
    else:
        every = _every(axis.buckets, _STEPS)
        offset = -(axis.start // axis.step) % every
        buckets = range(offset if offset < axis.buckets else 0, axis.buckets, every)
    periods = [axis.first(bucket) for bucket in buckets]
    labels = [_tick_label(period, axis) for period in periods]
    for number, (before, after) in enumerate(pairwise(periods), start=1):
        if before.year == after.year and axis.interval != "year":
            labels[number] = labels[number].rpartition(" ")[0]
    return tuple(
        _tick(axis.bucket_width, bucket, label)
        for bucket, label in zip(buckets, labels, strict=True)
    )


def _tick(bucket_width: float, bucket: int, label: str) -> Tick:
    """Return a label centred below its bucket, moved inwards at the edges."""
    middle = (bucket + 0.5) * bucket_width
    room = len(label) * _HALF_CHAR_WIDTH
    if middle < room:
        return Tick(round(bucket * bucket_width, 2), label, "start")
    if middle > WIDTH - room:
        return Tick(round((bucket + 1) * bucket_width, 2), label, "end")
    return Tick(round(middle, 2), label)


def _tick_label(period: Period, axis: _Axis) -> str:
    if axis.interval == "year" or (axis.interval == "month" and axis.buckets > 2 * 12):
        return str(period.year)
    month = f"{_MONTHS[period.month - 1]} {period.year}"
    return f"{period.day} {month}" if period.day else month


def _every(buckets: int, steps: tuple[int, ...]) -> int:
    return next((step for step in steps if buckets / step <= _MAX_TICKS), steps[-1])


def _summary(axis: _Axis, bars: tuple[Bar, ...], top: int, unplaced: int) -> str:
    """Return a sentence on what the histogram shows."""
    fullest = next(bar for bar in bars if bar.count == top)
    if len(bars) == 1:
        period = fullest.label.partition(":")[0]
        text = _ALL_IN[axis.interval] % {"period": period}
    else:
        span = {"first": axis.first(0).label, "last": axis.last(axis.buckets - 1).label}
        text = _BY[axis.interval] % {**span, "most": fullest.label}
    if unplaced > 0:
        text = f"{text} {_not_drawn(unplaced, axis.interval)}"
    return text


def _not_drawn(number: int, interval: Interval) -> str:
    """Return a sentence on the hits whose dates are too vague for a bar."""
    if interval == "day":
        text = ngettext(
            "%(articles)s without a day is not drawn.",
            "%(articles)s without a day are not drawn.",
            number,
        )
    elif interval == "month":
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


def _number(period: Period) -> int:
    """Number the periods of an interval consecutively."""
    if period.day:
        return period.first.toordinal()
    return period.year * 12 + period.month - 1 if period.month else period.year


def _period(number: int, interval: Interval) -> Period:
    if interval == "day":
        return Period.of(dt.date.fromordinal(number), "day")
    if interval == "month":
        return Period(number // 12, number % 12 + 1)
    return Period(min(max(number, dt.MINYEAR), dt.MAXYEAR))
