"""The lines of a PDF's pages as paragraphs: what is one is told by type size and gaps."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.importing.charset import tidy

# Distances between lines, as multiples of the usual one.
_GAP = 1.3
_LARGER = 1.15
_SHORT_LINE = 0.75
_HYPHENATED = re.compile(r"(?<=[^\W\d_])(?:-|\u00ad|\ufffe)$")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_NUMBERS = re.compile(r"\d+")
# "https://courier.example/a 1/2 15/03/2021, 10:00", "Page 3 of 7": what a browser prints around.
_PRINTED = re.compile(
    r"(?:page|seite|página|pagina|p\.) \d+(?: (?:of|von|de|sur|van) \d+)?|\d+ ?/ ?\d+"
    r"|https?://\S+(?: \d+/\d+)?(?: .{0,24})?|\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}.*",
    re.IGNORECASE,
)
_MAX_EDGE_LINES = 3
_MIN_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its type size in points, and its place from the page's lower edge."""

    text: str
    size: float = 0.0
    bottom: float = 0.0


def page_lines(page: Any, raw: Any) -> list[Line]:
    """Read the lines of a page; `raw` is PDFium's own interface."""
    reader = page.get_textpage()
    try:
        text = str(reader.get_text_range()).replace("\x00", " ")
        lines: list[Line] = []
        at = 0
        for each in text.split("\r\n"):
            shown = tidy(each.replace("\ufffe", "-").replace("\r", " ").replace("\n", " "))
            if shown.strip():
                first = at + len(each) - len(each.lstrip())
                size = float(raw.FPDFText_GetFontSize(reader, first))
                lines.append(Line(shown.strip(), size, float(reader.get_charbox(first)[1])))
            # PDFium counts in units of UTF-16.
            at += len(each.encode("utf-16-le", "surrogatepass")) // 2 + 2
        return lines
    finally:
        reader.close()


def without_edges(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Return pages without what is printed at the edge of each, and those lines."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_NUMBERS.sub("0", line.text) for line in _edge(page)})
    aside: list[str] = []
    kept: list[list[Line]] = []
    for page in pages:
        edge = {
            line.text
            for line in _edge(page)
            if _PRINTED.fullmatch(line.text)
            or edges[_NUMBERS.sub("0", line.text)] >= max(_MIN_REPEATS, len(pages) // 2)
        }
        aside.extend(line.text for line in page if line.text in edge)
        kept.append([line for line in page if line.text not in edge])
    return kept, aside


def _edge(page: Sequence[Line]) -> list[Line]:
    return [*page[:_MAX_EDGE_LINES], *page[-_MAX_EDGE_LINES:]]


def paragraphs(pages: Iterable[Sequence[Line]]) -> Iterator[str]:
    """Yield paragraphs, their lines joined; a paragraph may go on over the page's end.

    A word that a line's end had broken is whole where the next line begins in a small letter.
    """
    held = ""
    above: Line | None = None
    for page in pages:
        usual, body_size, width = _measures(page)
        for number, line in enumerate(page):
            if above is None:
                goes_on = False
            elif number == 0:
                goes_on = line.text[:1].islower() and not _SENTENCE_END.search(above.text)
            else:
                goes_on = _goes_on(above, line, usual, body_size, width)
            if goes_on:
                held = _joined(held, line.text)
            else:
                if held:
                    yield held
                held = line.text
            above = line
        if held and not (page and page[-1].text[-1:].isalnum()):
            yield held
            held, above = "", None
    if held:
        yield held


def _measures(page: Sequence[Line]) -> tuple[float, float, int]:
    """The usual distance of two lines, the usual type size, and the width of a full line."""
    distances = [
        one.bottom - two.bottom
        for one, two in itertools.pairwise(page)
        if one.bottom > two.bottom and one.size == two.size
    ]
    sizes = [line.size for line in page]
    widths = sorted(len(line.text) for line in page)
    return (
        statistics.median_low(distances) if distances else 0.0,
        statistics.median(sizes) if sizes else 0.0,
        widths[int(0.9 * (len(widths) - 1))] if widths else 0,
    )


def _goes_on(above: Line, line: Line, usual: float, body_size: float, width: int) -> bool:
    """Whether a line belongs to the paragraph of the one above it."""
    if abs(above.size - line.size) > 0.5:
        return False
    distance = above.bottom - line.bottom
    if line.size > _LARGER * body_size:
        # A headline: its lines are as far apart as its size asks for.
        return 0 < distance < 2 * line.size
    if usual and distance > _GAP * usual:
        return False
    if distance < 0 or _SENTENCE_END.search(above.text):
        # A new column, or the end of a paragraph where its last line is short.
        return len(above.text) >= 0.9 * width or line.text[:1].islower()
    return len(above.text) >= _SHORT_LINE * width


def _joined(above: str, below: str) -> str:
    broken = _HYPHENATED.search(above)
    if broken and below[:1].islower():
        return above[: broken.start()] + below
    return f"{above} {below}"


def headline(page: Sequence[Line]) -> str:
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
