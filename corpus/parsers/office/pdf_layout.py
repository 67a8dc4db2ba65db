"""The lines of a PDF's pages as paragraphs: what is one is told by type size and gaps."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.importing.charset import tidy
from corpus.parsers.databases.field_labels import labelled

# Distances between lines, as multiples of the usual one.
_GAP = 1.3
_LARGER = 1.15
_SHORT_LINE = 0.75
_HYPHENATED = re.compile(r"(?<=[^\W\d_])(?:-|\u00ad|\ufffe)$")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
# Page numbers; a longer one is a document's.
_NUMBERS = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
# What stands alone in a database's export: no edge of a page, and part of no paragraph.
_BORDER = re.compile(
    r"(?:end of document|fin d\w+ (?:du )?document\w*|ende des dokuments|dokumentende"
    r"|einde van (?:het )?document|do[ck]umento? \w{12,40}|classification|klassifi\w+|body|graphic"
    r"|\d+ (?:of|von|de|van) \d+ do[ck]ument\w*|full text|details)\W*",
    re.IGNORECASE,
)
# "https://courier.example/a 1/2 15/03/2021, 10:00", "Page 3 of 7": what a browser prints around.
_PRINTED = re.compile(
    r"(?:page|seite|página|pagina|p\.) \d+(?: (?:of|von|de|sur|van) \d+)?|\d+ ?/ ?\d+"
    r"|https?://\S+(?: \d+/\d+)?(?: .{0,24})?|\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}.*",
    re.IGNORECASE,
)
_MAX_EDGE_LINES = 3
_MIN_REPEATS = 3


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line: its type size in points, and its place from the page's lower edge."""

    text: str
    size: float = 0.0
    bottom: float = 0.0


def page_lines(page: Any, raw: Any) -> list[TextLine]:
    """Read the lines of a page; `raw` is PDFium's own interface."""
    reader = page.get_textpage()
    try:
        text = str(reader.get_text_range()).replace("\x00", " ")
        lines: list[TextLine] = []
        at = 0
        for each in text.split("\r\n"):
            shown = tidy(each.replace("\ufffe", "-").replace("\r", " ").replace("\n", " "))
            if shown.strip():
                first = at + len(each) - len(each.lstrip())
                size = float(raw.FPDFText_GetFontSize(reader, first))
                lines.append(TextLine(shown.strip(), size, float(reader.get_charbox(first)[1])))
            # PDFium counts in units of UTF-16.
            at += len(each.encode("utf-16-le", "surrogatepass")) // 2 + 2
        return lines
    finally:
        reader.close()


def without_edges(pages: Sequence[Sequence[TextLine]]) -> tuple[list[list[TextLine]], list[str]]:
    """Return pages without what is printed at the edge of each, and those lines."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_NUMBERS.sub("0", line.text) for line in _edge(page)})
    often = max(_MIN_REPEATS, len(pages) // 2)
    aside: list[str] = []
    kept: list[list[TextLine]] = []
    for page in pages:
        edge = {
            line.text
            for line in _edge(page)
            if _PRINTED.fullmatch(line.text)
            or (edges[_NUMBERS.sub("0", line.text)] >= often and not _BORDER.fullmatch(line.text))
        }
        aside.extend(line.text for line in page if line.text in edge)
        kept.append([line for line in page if line.text not in edge])
    return kept, aside


def _edge(page: Sequence[TextLine]) -> list[TextLine]:
    return [*page[:_MAX_EDGE_LINES], *page[-_MAX_EDGE_LINES:]]


@dataclass(frozen=True, slots=True)
class _Measures:
    """How a document is set: distance of lines and type size in points, width in characters."""

    distance: float
    size: float
    width: int


def paragraphs(pages: Sequence[Sequence[TextLine]]) -> Iterator[str]:
    """Yield paragraphs, their lines joined; a paragraph may go on over the page's end.

    A word that a line's end had broken is whole where the next line begins in a small letter.
    """
    usual = _measures(pages)
    held = ""
    above: TextLine | None = None
    for page in pages:
        for number, line in enumerate(page):
            if above is not None and _goes_on(above, line, usual, turned=number == 0):
                held = _joined(held, line.text)
            else:
                if held:
                    yield held
                held = line.text
            above = line
    if held:
        yield held


def _measures(pages: Sequence[Sequence[TextLine]]) -> _Measures:
    """How the lines of most paragraphs are set: paragraphs of one line are further apart."""
    lines = [line for page in pages for line in page]
    size = statistics.median_low([line.size for line in lines]) if lines else 0.0
    distances = sorted(
        one.bottom - two.bottom
        for page in pages
        for one, two in itertools.pairwise(page)
        if one.bottom > two.bottom and one.size == two.size == size
    )
    widths = sorted(len(line.text) for line in lines)
    return _Measures(
        distances[len(distances) // 4] if distances else 0.0,
        size,
        widths[int(0.9 * (len(widths) - 1))] if widths else 0,
    )


def _goes_on(above: TextLine, line: TextLine, usual: _Measures, *, turned: bool) -> bool:
    """Whether a line belongs to the paragraph of the one above it, or on the page before."""
    stands_alone = _is_field(line.text) or _BORDER.fullmatch(above.text)
    if stands_alone or abs(above.size - line.size) > 0.5:
        return False
    ended = bool(_SENTENCE_END.search(above.text))
    if turned:
        return not ended and line.text[:1].islower()
    distance = above.bottom - line.bottom
    if line.size > _LARGER * usual.size:
        # A headline: its lines are as far apart as its size asks for.
        return 0 < distance < 2 * line.size
    if usual.distance and distance > _GAP * usual.distance:
        return False
    if distance < 0 or ended:
        # A new column, or the end of a paragraph where its last line is short.
        return len(above.text) >= 0.9 * usual.width or line.text[:1].islower()
    return len(above.text) >= _SHORT_LINE * usual.width


def _is_field(text: str) -> bool:
    """Whether a line begins with the label of a database's field, or is a heading of its own."""
    if _BORDER.fullmatch(text):
        return True
    return text[:1].isupper() and labelled(text) is not None


def _joined(above: str, below: str) -> str:
    broken = _HYPHENATED.search(above)
    if broken and below[:1].islower():
        return above[: broken.start()] + below
    return f"{above} {below}"


def headline(page: Sequence[TextLine]) -> str:
    """The lines at the top of a page that are set in the largest type, "" where all are alike."""
    if not page:
        return ""
    body_size = statistics.median(line.size for line in page)
    largest = max(line.size for line in page[:12])
    if largest <= _LARGER * body_size:
        return ""
    taken: list[str] = []
    for line in page[:12]:
        if abs(line.size - largest) < 0.5:
            taken.append(line.text)
        elif taken:
            break
    return " ".join(taken) if sum(map(len, taken)) <= 300 else ""
