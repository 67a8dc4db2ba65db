"""Sentence and paragraph boundaries of a text.

A paragraph is what a reader sees as one. A sentence ends with its paragraph, or after a piece
of text that ends in a stop if the next piece does not begin with a lower-case letter. Both
are decided on the pieces between white space, so an index looks at each piece once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from search.analysis.analyzer import surfaces
from search.analysis.joined_words import INITIALS, glued_initials, glued_lines

#: Units of text for proximity.
Unit = Literal["sentence", "paragraph"]

#: Lines up to this long were broken by a machine, to fit a column.
WRAPPED_CHARS = 100
#: In such a column, a line shorter than this share of the longest ends its paragraph.
_FULL_SHARE = 0.6

#: The last characters of a paragraph that is no heading.
SENTENCE_ENDS = tuple(".!?…,;:。！？”’\"'")

_EVERY_LINE = re.compile(r"\n")
_BLANK_OR_INDENTED = re.compile(r"\n[^\S\n]*(?=\n)|\n(?=[ \t\u3000]{2})")

_WIDE_END = re.compile(r"[。！？]+[」』”’）]*(?=\S)")
_STOP = re.compile(r"[.!?…。！？]['’\"”»)\]」』）]*\Z")
# Initials, and what news writes short before a name or a number.
_SHORT = re.compile(
    r"(?:\b[^\W\d_]|\b(?:[MDS]rs?|M[sx]|Sens?|Reps?|Govs?|Gen|Col|Lt|Sgt|Capt|Rev|Prof|Hon|No|Nos"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|vs|St|Mt|Ft|Inc|Corp|Cos?|Ltd|Bros|Jr|Sr|Ph|Dept|Univ"
    r"|Ave|Blvd|Ass[no]c?|Supt|Amb|Atty|Adm|Cmdr|Maj|Brig|Messrs|Mmes?|Mlles?))\.['’\"”»)\]]*\Z"
)


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) in code points of each paragraph, without the space around it."""
    at = 0
    for end in (*_breaks(text), len(text)):
        block = text[at:end]
        stripped = block.strip()
        if stripped:
            start = at + len(block) - len(block.lstrip())
            yield start, start + len(stripped)
        at = end


def borders(text: str) -> list[tuple[int, int]]:
    """Return the space between each paragraph and the next."""
    return [(before[1], after[0]) for before, after in pairwise(blocks(text))]


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of `text`."""
    if "\n" not in text:
        return [text]
    return [text[start:end] for start, end in blocks(text)]


def pieces(block: str) -> list[str]:
    """Cut at white space, but not within a word, and behind stops that no space follows."""
    block = glued_lines(block)
    if not block.isascii() and _WIDE_END.search(block):
        block = _WIDE_END.sub(r"\g<0> ", block)
    found = block.split()
    return found if INITIALS.isdisjoint(found) else glued_initials(block).split()


def ends_sentence(piece: str) -> bool:
    """Return whether a sentence may end with this piece."""
    return _STOP.search(piece) is not None and _SHORT.search(piece) is None


def begins_sentence(piece: str) -> bool:
    """Return whether a sentence may begin with this piece."""
    return not piece[:1].islower()


def starts(text: str, unit: Unit) -> list[int]:
    """Return the positions of tokens of `text` that begin a sentence or paragraph, ascending.

    The first position, 0, is left out.
    """
    found: set[int] = set()
    at = 0
    for paragraph in paragraphs(text):
        found.add(at)
        before = ""
        for piece in pieces(paragraph):
            if unit == "sentence" and ends_sentence(before) and begins_sentence(piece):
                found.add(at)
            at += len(surfaces(piece))
            before = piece
    return sorted(found - {0, at})


def _is_divided(line: str, behind: str) -> bool:
    """Say whether the last word of a line goes on in the next one."""
    return line.endswith(("-", "\u00ad", "¬")) and behind.islower()


def _breaks(text: str) -> list[int]:
    """Return where paragraphs end: not at the line ends of a column of text."""
    lines = text.split("\n")
    longest = max(map(len, lines))
    if longest > WRAPPED_CHARS:
        ends = [found.start() for found in _EVERY_LINE.finditer(text)]
        return [at for at in ends if not _is_divided(text[at - 1 : at], text[at + 1 : at + 2])]
    breaks = [found.start() for found in _BLANK_OR_INDENTED.finditer(text)]
    if breaks:
        return breaks
    at = 0
    for line in lines:
        at += len(line) + 1
        if len(line) < longest * _FULL_SHARE and not _is_divided(line, text[at : at + 1]):
            breaks.append(min(at, len(text)))
    return breaks
