"""Marked text as values: snippets, and the pieces between and in marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Piece(NamedTuple):
    """A run of text. `mark` is the number of its match, from 1; 0 outside matches.

    A `continued` piece belongs to a match that began in an earlier piece; it gets no id, so ids
    stay unique. `tone` is the colour of the match's first clause (from 1; 0 is plain), `sign`
    the numbers of all its clauses. `is_break` marks the end of a paragraph inside a snippet.
    """

    text: str
    mark: int = 0
    continued: bool = False
    tone: int = 0
    sign: str = ""
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of `field` around matches, or its start if nothing matches.

    `marks` are (start, end) in code points of `text`, ascending and disjoint; `clauses` are the
    clause numbers of each; `pieces` is the same text cut at the marks. A line break in `text`
    ends a paragraph without a full stop, such as a heading. `cut_before` and `cut_after` ask
    for an ellipsis.
    """

    field: str
    text: str
    marks: tuple[tuple[int, int], ...]
    pieces: tuple[Piece, ...]
    cut_before: bool = False
    cut_after: bool = False
    clauses: tuple[tuple[int, ...], ...] = ()
