"""The context of a match: the text on its left and right, on one line."""

from __future__ import annotations

import re
import unicodedata

from search.highlight.fragmenter import Range

#: Maximum number of characters on each side of a match.
WIDTH = 80
#: Characters read on each side, as they may be full of line breaks.
_LOOKED_AT = 4 * WIDTH
#: A longer word is cut, as are texts without spaces.
_MAX_WORD_CHARS = 24

_SPACES = re.compile(r"\s+")


def window(text: str, place: Range) -> tuple[str, str, str]:
    """Return the text before a match, the match, and the text after it.

    Runs of spaces become one space. Both sides begin and end with whole words if possible.
    """
    start, end = place
    return (
        _before(text[max(0, start - _LOOKED_AT) : start]),
        _SPACES.sub(" ", text[start:end]),
        _after(text[end : end + _LOOKED_AT]),
    )


def _before(text: str) -> str:
    line = _SPACES.sub(" ", text)
    if len(line) > WIDTH:
        line = line[-WIDTH - 1 :]
        space = line.find(" ", 0, _MAX_WORD_CHARS)
        line = line[space + 1 :] if space >= 0 else line[_whole(line, 1) :]
    return line.lstrip()


def _after(text: str) -> str:
    line = _SPACES.sub(" ", text)
    if len(line) > WIDTH:
        space = line.rfind(" ", WIDTH - _MAX_WORD_CHARS, WIDTH + 1)
        line = line[:space] if space >= 0 else line[: _whole(line, WIDTH)]
    return line.rstrip()


def _whole(text: str, at: int) -> int:
    """Move an offset forward if it lies between a letter and its combining marks."""
    while at < len(text) and unicodedata.category(text[at]).startswith("M"):
        at += 1
    return at
