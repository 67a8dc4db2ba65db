"""Several searches as lines over one axis, each with its own colour, stroke and sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.query.link_writer import date_links
from search.timeline.charts.chart_frame import ChartFrame, chart_frame, value_label
from search.timeline.interval_counts import Timeline, TimeSeries

_MAX_LABEL = 30
#: A value and its place: points of a line that is drawn without a break.
Run = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class LinePoint:
    """The value of one bucket, where it is above 0; `url` leads to exactly `count` articles."""

    bucket: int
    x: float
    y: float
    count: int
    label: str
    url: str
    is_peak: bool = False


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One search: its runs between the gaps of the archive, and its points."""

    number: int
    q: str
    runs: tuple[Run, ...]
    points: tuple[LinePoint, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """`highest` is the highest peak: labelled, and where the keyboard enters the chart."""

    frame: ChartFrame
    lines: tuple[ChartLine, ...]
    highest: LinePoint | None = None


def line_chart(timeline: Timeline, *, share: bool) -> LineChart:
    """Return the chart of all series, as counts or as shares of the archive."""
    values = [list(_values(timeline, series, share=share)) for series in timeline.series]
    top = max((value for row in values for value in row if value is not None), default=0)
    frame = chart_frame(timeline.axis, top, timeline.archive, share=share)
    lines = tuple(
        _line(number, timeline, series, row, frame, share=share)
        for number, (series, row) in enumerate(zip(timeline.series, values, strict=True), 1)
    )
    peaks = [point for line in lines for point in line.points if point.is_peak]
    return LineChart(frame, lines, min(peaks, key=lambda point: point.y, default=None))


def peak_place(timeline: Timeline, series: TimeSeries, *, share: bool) -> int | None:
    """Return the bucket with the highest value, None where all are 0."""
    return next(iter(peak_places(timeline, series, 1, share=share)), None)


def peak_places(timeline: Timeline, series: TimeSeries, most: int, *, share: bool) -> list[int]:
    """Return up to `most` buckets that are higher than those beside them, highest first.

    Others than the highest count from half its height on. A share counts from MIN_HITS hits on:
    one article of an archive of one says nothing.
    """
    values = list(_values(timeline, series, share=share))
    if share and max(series.counts) >= MIN_HITS:
        values = [
            value if count >= MIN_HITS else 0
            for value, count in zip(values, series.counts, strict=True)
        ]
    heights = [*(value or 0.0 for value in values), 0.0]
    tops = [
        place
        for place, height in enumerate(heights[:-1])
        # Behind the first comes the 0 at the end.
        if heights[place - 1] < height >= heights[place + 1]
    ]
    tops.sort(key=lambda place: (-heights[place], place))
    return [place for place in tops[:most] if 2 * heights[place] >= max(heights)]


#: Hits from which on a share may be a peak.
MIN_HITS = 5


def _values(timeline: Timeline, series: TimeSeries, *, share: bool) -> Iterator[float | None]:
    """Yield a value for each bucket; None where the archive holds nothing."""
    for place, count in enumerate(series.counts):
        of = timeline.archive[place]
        yield None if not of else count / of if share else count


def _line(
    number: int,
    timeline: Timeline,
    series: TimeSeries,
    values: list[float | None],
    frame: ChartFrame,
    *,
    share: bool,
) -> ChartLine:
    peak = peak_place(timeline, series, share=share)
    link = date_links(series.query)
    points = tuple(
        LinePoint(
            bucket=place,
            x=frame.x(place),
            y=frame.y(value),
            count=series.counts[place],
            label=f"{shortened(series.query.q)}, "
            + value_label(
                timeline.axis.buckets[place],
                series.counts[place],
                timeline.archive[place] if share else None,
            ),
            url=link(timeline.axis.buckets[place].date_from, timeline.axis.buckets[place].date_to),
            is_peak=place == peak,
        )
        for place, value in enumerate(values)
        if value
    )
    return ChartLine(number, series.query.q, tuple(_runs(values, frame)), points)


def shortened(q: str) -> str:
    """Return a query as a label beside a chart has room for it."""
    return q if len(q) <= _MAX_LABEL else f"{q[: _MAX_LABEL - 1]}…"


def _runs(values: list[float | None], frame: ChartFrame) -> Iterator[Run]:
    run: list[tuple[float, float]] = []
    for place, value in enumerate(values):
        if value is not None:
            run.append((frame.x(place), frame.y(value)))
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)
