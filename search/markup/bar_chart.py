"""The bars and the axis of the histogram."""

from __future__ import annotations

from search.markup.escaping import Html, fill, joined
from search.results.histogram_view import Bar, HistogramView

# Numbers are written as SVG reads them, whatever the language of the page.
_BAR = (
    '<a id="bar-%s" href="%s" aria-label="%s">'
    '<rect class="reach" x="%s" width="%s" height="%s"></rect>'
    '<rect class="bar" x="%s" y="%s" width="%s" height="%s"><title>%s</title></rect></a>\n'
)
_TICK = '<text class="tick" text-anchor="%s" x="%s%%" y="1.05em">%s</text>'


def bars(histogram: HistogramView) -> Html:
    """Return the bars, each a link with a field as high as the chart."""
    height = histogram.height
    return joined([_bar(bar, height) for bar in histogram.bars])


def ticks(histogram: HistogramView) -> Html:
    """Return the labels of the axis."""
    return joined(
        [
            fill(_TICK, tick.anchor, round(tick.x / histogram.width * 100), tick.label)
            for tick in histogram.ticks
        ]
    )


def _bar(bar: Bar, height: int) -> Html:
    x, width = _number(bar.x), _number(bar.width)
    return fill(
        _BAR,
        *(bar.period, bar.url, bar.label, x, width, height),
        *(x, _number(bar.y), width, _number(bar.height), bar.label),
    )


def _number(value: float) -> str:
    return f"{value:g}"
