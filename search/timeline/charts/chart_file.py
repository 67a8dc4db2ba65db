"""A chart as a picture of its own: an SVG file with its legend, its source and its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from search.timeline.charts.chart_frame import ChartFrame
from search.timeline.charts.chart_signs import COLOURS, DASHES, SIGNS
from search.timeline.charts.line_chart import ChartLine, LineChart

_WIDTH = 960
_MARGIN, _PLOT_HEIGHT, _LINE = 24, 260, 22
_MAX_LEGEND_CHARS = 90


@dataclass(frozen=True, slots=True)
class ChartCaption:
    """What stands around a chart in a file: its title, the archive, the address and the day."""

    title: str
    archive: str
    address: str
    accessed: dt.date


def line_file(chart: LineChart, caption: ChartCaption) -> str:
    """Return lines as an SVG document."""
    body = format_html_join("", "{}", ((_line(line),) for line in chart.lines))
    legend = format_html_join(
        "",
        '<g transform="translate({},{})"><path d="M0 0h28" fill="none" stroke="{}" stroke-width="2"'
        ' stroke-dasharray="{}"/><path transform="translate(14)" d="{}" fill="{}"/>'
        '<text x="36" y="4">{}</text></g>',
        (
            (
                _MARGIN,
                64 + number * _LINE,
                COLOURS[number],
                DASHES[number],
                SIGNS[number],
                COLOURS[number],
                _short(line.q),
            )
            for number, line in enumerate(chart.lines)
        ),
    )
    return _document(chart.frame, body, legend, len(chart.lines), caption)


def _document(frame: ChartFrame, body: str, legend: str, lines: int, caption: ChartCaption) -> str:
    top = 52 + lines * _LINE + 16
    height = top + _PLOT_HEIGHT + 84
    return format_html(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" '
        'font-family="Georgia, serif" font-size="14" fill="#17191b">'
        '<title>{title}</title><defs><pattern id="gap" width="6" height="6" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0v6" stroke="#8d908f"/></pattern></defs>'
        '<rect width="{w}" height="{h}" fill="#fff"/><text x="{m}" y="36" font-size="20">{title}'
        '</text>{legend}<g transform="translate({m},{top})">{frame}{body}</g>'
        '<text x="{m}" y="{note}" font-size="12" fill="#5d6265">{source}</text>'
        '<text x="{m}" y="{address_y}" font-size="12" fill="#5d6265">{address}</text></svg>\n',
        w=_WIDTH,
        h=height,
        m=_MARGIN,
        title=_short(caption.title),
        legend=legend,
        top=top,
        frame=_frame(frame),
        body=body,
        note=height - 34,
        source=_source(frame, caption),
        address_y=height - 16,
        address=_short(caption.address, 130),
    )


def _source(frame: ChartFrame, caption: ChartCaption) -> str:
    text = gettext("%(archive)s, %(day)s.") % {
        "archive": caption.archive,
        "day": caption.accessed.isoformat(),
    }
    if frame.gaps:
        text += " " + gettext("Hatched: the archive has no articles.")
    return text


def _frame(frame: ChartFrame) -> str:
    gaps = format_html_join(
        "",
        '<rect x="{}" width="{}" height="{}" fill="url(#gap)"/>',
        ((_x(gap.x), f"{gap.width * _plot_width():.1f}", _PLOT_HEIGHT) for gap in frame.gaps),
    )
    lines = format_html_join(
        "",
        '<path d="M0 {0}h{1}" stroke="#d3d4cf"/><text y="{2}" font-size="12" fill="#5d6265">{3}'
        "</text>",
        (
            (_y(line.y), _plot_width(), f"{line.y * _PLOT_HEIGHT - 4:.1f}", line.label)
            for line in frame.gridlines
        ),
    )
    ticks = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="{}" font-size="12" fill="#5d6265">{}</text>',
        ((_x(tick.x), _PLOT_HEIGHT + 20, tick.anchor, tick.label) for tick in frame.ticks),
    )
    base = format_html('<path d="M0 {}h{}" stroke="#17191b"/>', _PLOT_HEIGHT, _plot_width())
    return format_html("{}{}{}{}", gaps, lines, ticks, base)


def _line(line: ChartLine) -> str:
    colour, dash = COLOURS[line.number - 1], DASHES[line.number - 1]
    strokes = format_html_join(
        "",
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="2" stroke-dasharray="{}"/>',
        ((_points(run), colour, dash) for run in line.runs),
    )
    signs = format_html_join(
        "",
        '<path transform="translate({},{})" d="{}" fill="{}"><title>{}</title></path>',
        (
            (_x(point.x), _y(point.y), SIGNS[line.number - 1], colour, point.label)
            for point in line.points
        ),
    )
    return format_html("{}{}", strokes, signs)


def _points(run: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_x(x)},{_y(y)}" for x, y in run)


def _plot_width() -> int:
    return _WIDTH - 2 * _MARGIN


def _x(share: float) -> str:
    return f"{share * _plot_width():.1f}"


def _y(share: float) -> str:
    return f"{share * _PLOT_HEIGHT:.1f}"


def _short(text: str, most: int = _MAX_LEGEND_CHARS) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
