"""The frame of a chart: gridlines with values, ticks of time, and gaps of the archive.

All places are shares of the plot, from 0 to 1; y grows downwards, as in SVG.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from search.query.periods import Period
from search.results.counts import articles
from search.timeline.charts.chart_scale import TimeTick, time_ticks, value_ticks
from search.timeline.interval_counts import gaps_in
from search.timeline.intervals import Bucket, TimeAxis


@dataclass(frozen=True, slots=True)
class Gridline:
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class GapMark:
    """A run of intervals for which the archive holds nothing."""

    x: float
    width: float
    label: str


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """What bars and lines stand in; `top` is the value at y = 0.

    `date_froms` and `date_tos` are the ends of the buckets as written in addresses, in order: what
    a drag across the chart sets.
    """

    axis: TimeAxis
    top: float
    gridlines: tuple[Gridline, ...]
    ticks: tuple[TimeTick, ...]
    gaps: tuple[GapMark, ...]

    @property
    def date_froms(self) -> str:
        return " ".join(bucket.date_from for bucket in self.axis.buckets)

    @property
    def date_tos(self) -> str:
        return " ".join(bucket.date_to for bucket in self.axis.buckets)

    def x(self, place: int) -> float:
        """Return the middle of a bucket."""
        return (place + 0.5) / len(self.axis.buckets)

    def y(self, value: float) -> float:
        return 1 - value / self.top


def chart_frame(
    axis: TimeAxis, top: float, archive: tuple[int, ...] | None, *, share: bool
) -> ChartFrame:
    """Return the frame for values up to `top`: counts, or shares of the archive from 0 to 1.

    Without the `archive`'s own counts there are no gaps.
    """
    values = value_ticks(top * 100, whole=False) if share else value_ticks(top)
    lines = tuple(
        Gridline(1 - value / values[-1], percent(value / 100) if share else f"{value:,.0f}")
        for value in values
    )
    size = len(axis.buckets)
    gaps = tuple(
        GapMark(first / size, (last - first + 1) / size, _gap_label(axis, first, last))
        for first, last in gaps_in(archive or (1,) * size)
    )
    top = values[-1] / 100 if share else values[-1]
    return ChartFrame(axis, top, lines, time_ticks(axis), gaps)


def percent(share: float) -> str:
    """Return a share with as many digits as it needs: `12 %`, `1.5 %`, `0.04 %`."""
    value = share * 100
    if value >= 10 or value == int(value):
        return f"{value:.0f} %"
    return f"{value:.1f} %" if value >= 1 else f"{value:.2g} %"


def value_label(bucket: Bucket, count: int, of: int | None) -> str:
    """Return what a point stands for: its time, its count, and the archive's where given."""
    if of is None:
        text = f"{bucket.label}: {articles(count)}"
    else:
        text = gettext("%(time)s: %(count)s of %(all)s, %(share)s") % {
            "time": bucket.label,
            "count": f"{count:,}",
            "all": articles(of),
            "share": percent(count / of) if of else "–",
        }
    return (
        gettext("%(value)s (part of the time only)") % {"value": text}
        if bucket.is_partial
        else text
    )


def _gap_label(axis: TimeAxis, first: int, last: int) -> str:
    begin, end = axis.buckets[first], axis.buckets[last]
    if first == last:
        return gettext("The archive has no articles: %(time)s") % {"time": begin.label}
    return gettext("The archive has no articles: %(first)s to %(last)s") % {
        "first": begin.period.label,
        "last": Period.parse(end.date_to).label,
    }
