"""An article's text as paragraphs and tables, cut at its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from search.analysis.sentences import SENTENCE_ENDS, WRAPPED_CHARS, blocks
from search.highlight.fragmenter import Range
from search.highlight.highlighter import pieces
from search.highlight.mark_styles import MarkStyle
from search.highlight.snippet import Piece

_MAX_HEADING_CHARS = 80
_MAX_HEADING_WORDS = 12

#: Lines of running text are longer than this; table lines without gaps are not.
_MAX_ENTRY_CHARS = 44
_MIN_TABLE_LINES = 3

# Two or more spaces, unless they follow a sentence.
_GAP = re.compile(r"(?<=[^\s.!?:…])(?:[^\S\n]{2,}|\t)(?=\S)")
_DIGIT = re.compile(r"\d")


#: How the lines of a paragraph are set: as running text, one by one, or in columns.
Layout = Literal["", "lines", "columns"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    pieces: tuple[Piece, ...]
    is_heading: bool = False
    layout: Layout = ""


def paragraphs(
    text: str, marks: Sequence[Range], first_mark: int = 1, styles: Sequence[MarkStyle] = ()
) -> Iterator[Paragraph]:
    """Yield the paragraphs of `text` cut at `marks`, which are numbered from `first_mark`.

    `marks` are ascending and disjoint. A match across a paragraph break continues in the next
    paragraph. `styles` has one entry a mark, or is empty.
    """
    parts = list(_parts(text))
    followers = (*parts[1:], (0, 0, None))
    for (start, end, layout), (_, _, follower) in zip(parts, followers, strict=False):
        is_heading = layout == follower == "" and _is_heading(text[start:end])
        cut = pieces(text, marks, start, end, first_mark=first_mark, styles=styles)
        yield Paragraph(cut, is_heading, layout)


def _parts(text: str) -> Iterator[tuple[int, int, Layout]]:
    """Yield (start, end, layout) of each table, and of each paragraph between tables."""
    at = 0
    for start, end in _tables(text):
        yield from ((at + first, at + last, "") for first, last in blocks(text[at:start]))
        yield start, end, "columns" if _GAP.search(text, start, end) else "lines"
        at = end
    yield from ((at + first, at + last, "") for first, last in blocks(text[at:]))


def _tables(text: str) -> Iterator[Range]:
    """Yield (start, end) of each run of lines in columns, or of short lines with figures."""
    at = begin = end = entries = 0
    above = ""
    for line in (*text.split("\n"), "The end of the text is in no table."):
        if _is_entry(line) and (entries or not _goes_on(above, line)):
            begin = begin if entries else at
            end = at + len(line.rstrip())
            entries += 1
        elif entries and not _is_label(line):
            if entries >= _MIN_TABLE_LINES:
                yield begin, end
            entries = 0
        at += len(line) + 1
        above = line


def _is_entry(line: str) -> bool:
    bare = line.strip()
    if _GAP.search(bare):
        return len(bare) <= WRAPPED_CHARS
    is_short = len(bare) <= _MAX_ENTRY_CHARS and not bare.endswith((".", "!", "?", ":"))
    return is_short and _DIGIT.search(bare) is not None


def _goes_on(above: str, line: str) -> bool:
    """Return whether a line may be the last of the paragraph above it."""
    return len(above) > _MAX_ENTRY_CHARS and not line.startswith((" ", "\t"))


def _is_label(line: str) -> bool:
    """Return whether a line may separate table lines: empty, or one or two words."""
    return len(line) <= _MAX_ENTRY_CHARS and len(line.split()) <= 2 and not line.endswith(".")


def _is_heading(paragraph: str) -> bool:
    """Return whether a paragraph looks like a heading: one short line without a full stop."""
    return (
        len(paragraph) <= _MAX_HEADING_CHARS
        and "\n" not in paragraph
        and len(paragraph.split()) <= _MAX_HEADING_WORDS
        and not paragraph.endswith(SENTENCE_ENDS)
        and paragraph[0].isalnum()
        and not paragraph[0].islower()
    )
