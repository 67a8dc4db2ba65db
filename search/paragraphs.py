"""An article's text as paragraphs, each cut at the matches in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from search.highlight import pieces
from search.passages import Range
from search.results import Paragraph

#: Lines up to this long were broken by a machine, to fit a column.
_WRAPPED_CHARS = 100
#: In such a column, a line shorter than this share of the longest ends its paragraph.
_FULL_SHARE = 0.6
_MAX_HEADING_CHARS = 80
_MAX_HEADING_WORDS = 12

_EVERY_LINE = re.compile(r"\n")
_BLANK_OR_INDENTED = re.compile(r"\n[^\S\n]*(?=\n)|\n(?=[ \t\u3000]{2})")
_SENTENCE_ENDS = tuple(".!?…,;:。！？”’\"'")


def paragraphs(text: str, marks: Sequence[Range], first_mark: int = 1) -> Iterator[Paragraph]:
    """Yield the paragraphs of `text` cut at `marks`, which are numbered from `first_mark`.

    `marks` are ascending and do not overlap. A match that runs over the end of a paragraph
    goes on in the next as a continued piece.
    """
    blocks = list(_blocks(text))
    for number, (start, end) in enumerate(blocks, start=1):
        is_heading = number < len(blocks) and _is_heading(text[start:end])
        yield Paragraph(pieces(text, marks, start, end, first_mark), is_heading)


def _blocks(text: str) -> Iterator[Range]:
    """Yield (start, end) of each paragraph, without the space around it."""
    at = 0
    for end in (*_breaks(text), len(text)):
        block = text[at:end]
        stripped = block.strip()
        if stripped:
            start = at + len(block) - len(block.lstrip())
            yield start, start + len(stripped)
        at = end


def _breaks(text: str) -> list[int]:
    """Return where paragraphs end: not at the line ends of a column of text."""
    lines = text.split("\n")
    longest = max(map(len, lines))
    if longest > _WRAPPED_CHARS:
        return [found.start() for found in _EVERY_LINE.finditer(text)]
    breaks = [found.start() for found in _BLANK_OR_INDENTED.finditer(text)]
    if breaks:
        return breaks
    at = 0
    for line in lines:
        at += len(line) + 1
        if len(line) < longest * _FULL_SHARE:
            breaks.append(min(at, len(text)))
    return breaks


def _is_heading(paragraph: str) -> bool:
    """Say whether a paragraph reads like a heading: one short line that ends no sentence."""
    return (
        len(paragraph) <= _MAX_HEADING_CHARS
        and "\n" not in paragraph
        and len(paragraph.split()) <= _MAX_HEADING_WORDS
        and not paragraph.endswith(_SENTENCE_ENDS)
        and paragraph[0].isalnum()
        and not paragraph[0].islower()
    )
