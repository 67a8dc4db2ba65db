"""Charts over time: SVG without a viewBox, so that text keeps its size.

Places are percentages of the drawing; what has a fixed size stands in an inner SVG at its place.
The value of a point is the text of its link: it is read out, and shown over the chart while
the link is pointed at or focused.
"""

from __future__ import annotations

from collections.abc import Iterable

from search.markup.escaping import Html, fill, joined
from search.timeline.charts.bar_chart import Bar, BarChart
from search.timeline.charts.chart_frame import ChartFrame
from search.timeline.charts.chart_scale import TimeTick
from search.timeline.charts.chart_signs import SIGNS
from search.timeline.charts.line_chart import ChartLine, LineChart, LinePoint, Run
from search.timeline.first_use import FirstUse

_GAP = '<rect fill="url(#gap)" x="%s" width="%s" height="100%%"><title>%s</title></rect>'
_GRIDLINE = '<line class="grid" x2="100%%" y1="%s" y2="%s"></line>'
_VALUE = '<text class="scale" y="%s" dy="-.3em">%s</text>'
_TICK = '<text class="tick" text-anchor="%s" x="%s" y="1.05em">%s</text>'
_BAR = (
    '<a id="%s%s" href="%s" tabindex="%s" class="%s">'
    '<rect class="reach" x="%s" width="%s" height="100%%"></rect>'
    '<rect class="bar" x="%s" width="%s" y="%s" height="%s"></rect>'
    '<text class="readout" x="100%%" y="-.5em" text-anchor="end">%s</text></a>\n'
)
_POINT = (
    '<a href="%s" tabindex="%s" class="point series-%s%s"><svg x="%s" y="%s">'
    '<circle class="reach" r="9"></circle><path d="%s"></path></svg>'
    '<text class="readout" x="100%%" y="-.5em" text-anchor="end">%s</text></a>\n'
)
_STROKES = (
    '<svg class="strokes" viewBox="0 0 1000 1000" preserveAspectRatio="none" width="100%%" '
    'height="100%%" aria-hidden="true">%s</svg>'
)
_STROKE = '<polyline class="series-%s" points="%s"></polyline>'
_SIGN = (
    '<svg class="sign series-%s" viewBox="-12 -6 24 12" aria-hidden="true">'
    '<polyline class="series-%s" points="-12,0 12,0"></polyline><path d="%s"></path></svg>'
)
_DOT = (
    '<a href="%s" tabindex="%s"><svg x="%s" y="50%%"><circle class="dot" r="%s"></circle>'
    '<circle class="reach" r="%s"></circle></svg>'
    '<text class="readout" x="100%%" y="-.5em" text-anchor="end">%s</text></a>\n'
)
_BASELINE = '<line class="grid" x2="100%%" y1="50%%" y2="50%%"></line>'


def chart_frame(frame: ChartFrame) -> Html:
    """Return the gaps and gridlines, to be drawn below everything else."""
    gaps = [fill(_GAP, percent(gap.x), percent(gap.width), gap.label) for gap in frame.gaps]
    places = [percent(line.y) for line in frame.gridlines]
    return joined([*gaps, *(fill(_GRIDLINE, y, y) for y in places)])


def chart_values(frame: ChartFrame) -> Html:
    """Return the values of the gridlines, to be drawn above everything else."""
    return joined(fill(_VALUE, percent(line.y), line.label) for line in frame.gridlines)


def chart_ticks(frame: ChartFrame) -> Html:
    """Return the labels of the axis of time."""
    return time_labels(frame.ticks)


def time_labels(ticks: Iterable[TimeTick]) -> Html:
    return joined(fill(_TICK, tick.anchor, percent(tick.x), tick.label) for tick in ticks)


def chart_bars(chart: BarChart, number: int = 0) -> Html:
    """Return the bars as links; the peak is the chart's Tab stop.

    `number` tells the charts of one page apart.
    """
    prefix = f"bar-{number}-" if number else "bar-"
    return joined([_bar(bar, prefix) for bar in chart.bars])


def chart_lines(chart: LineChart) -> Html:
    """Return the lines, then their points as links; the highest peak is the chart's Tab stop."""
    strokes = joined(
        fill(_STROKE, line.number, _points(run)) for line in chart.lines for run in line.runs
    )
    points = [
        _point(line, point, is_highest=point is chart.highest)
        for line in chart.lines
        for point in line.points
    ]
    return joined([fill(_STROKES, strokes), *points])


def series_sign(number: int) -> Html:
    """Return the sign of a line, as the legend shows it."""
    return fill(_SIGN, number, number, SIGNS[number - 1])


def first_use_dots(uses: Iterable[FirstUse]) -> Html:
    """Return the dots of first uses as links, and the line that they stand on."""
    dots = [
        fill(
            _DOT,
            use.line.url,
            "-1" if number else "0",
            # Half dots at the ends stay inside the drawing.
            percent(0.02 + use.x * 0.96),
            *(f"{use.radius:.1f}", f"{use.radius + 4:.1f}"),
            f"{use.line.date.label}, {use.line.source or use.line.title}",
        )
        for number, use in enumerate(uses)
    ]
    return joined([fill(_BASELINE), *dots])


def percent(share: float) -> str:
    """Return a place as SVG reads it, whatever the language of the page."""
    return f"{share * 100:.2f}%"


def _bar(bar: Bar, prefix: str) -> Html:
    x, width = percent(bar.x), percent(bar.width)
    kinds = " ".join(("peak",) * bar.is_peak + ("partial",) * bar.is_partial)
    return fill(
        _BAR,
        *(prefix, bar.period, bar.url, "0" if bar.is_peak else "-1", kinds),
        *(x, width, x, width, percent(bar.y), percent(1 - bar.y), bar.label),
    )


def _point(line: ChartLine, point: LinePoint, *, is_highest: bool) -> Html:
    return fill(
        _POINT,
        *(point.url, "0" if is_highest else "-1", line.number, " peak" if is_highest else ""),
        *(percent(point.x), percent(point.y), SIGNS[line.number - 1], point.label),
    )


def _points(run: Run) -> str:
    """Return the points of a run; a run of one is a short stroke, so that it is seen."""
    places = [(x * 1000, y * 1000) for x, y in run]
    if len(places) == 1:
        ((x, y),) = places
        places = [(x - 2, y), (x + 2, y)]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
