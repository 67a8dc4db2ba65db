"""The text of an article with its numbered matches, and the map of them."""

from __future__ import annotations

from collections.abc import Sequence

from search.article.minimap import Minimap, MinimapLine
from search.highlight.paragraphs import Paragraph
from search.highlight.snippet import Piece
from search.markup.escaping import Html, fill, joined
from search.markup.marked_text import NumberedMarks

_HEADING = '<h2 dir="auto">%s</h2>\n'
_PARAGRAPH = '<p dir="auto">%s</p>\n'
_LINES = '<p dir="auto" class="lines">%s</p>\n'
_COLUMNS = '<p dir="auto" class="columns" tabindex="0">%s</p>\n'
_MAP_LINE = (
    '<a href="#hit-%s" data-first="%s" data-last="%s" aria-label="%s" tabindex="-1">'
    '<title>%s</title><rect class="reach" y="%s" width="1000" height="%s"></rect>%s</a>\n'
)
_LANE = '<rect class="line-%s" x="%s" y="%s" width="%s" height="%s"></rect>'


def numbered_title(pieces: Sequence[Piece], total: int) -> Html:
    """Return the headline; `total` is the number of matches in headline and text."""
    return NumberedMarks(total).marked(pieces)


def paragraphs(text: Sequence[Paragraph], total: int) -> Html:
    """Return the paragraphs; `total` is the number of matches in headline and text."""
    marks = NumberedMarks(total)
    return joined([_paragraph(each, marks.marked(each.pieces)) for each in text])


def minimap_lines(minimap: Minimap) -> Html:
    """Return the lines of the map, each a link to its first match."""
    return joined([_map_line(line) for line in minimap.lines])


def _paragraph(paragraph: Paragraph, text: Html) -> Html:
    if paragraph.is_heading:
        return fill(_HEADING, text)
    if not paragraph.layout:
        return fill(_PARAGRAPH, text)
    return fill(_COLUMNS if paragraph.layout == "columns" else _LINES, text)


def _map_line(line: MinimapLine) -> Html:
    lanes = joined(
        [
            fill(_LANE, lane.tone, f"{lane.x:g}", line.y, f"{lane.width:g}", line.height)
            for lane in line.lanes
        ]
    )
    return fill(
        _MAP_LINE,
        *(line.first, line.first, line.last, line.label, line.label),
        *(line.y, line.height, lanes),
    )
