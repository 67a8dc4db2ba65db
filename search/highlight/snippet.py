"""Marked text as values: a snippet, and the pieces that text is cut into at its marks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `mark` is the number of the match it belongs to, from 1; 0 for none.

    `continued` pieces go on with a match that began in an earlier piece: they are marked,
    but take no id, so that ids stay unique and their number is that of the matches. Where
    the query has several clauses, `tone` is the colour of the match's first one (from 1; 0
    for the only colour) and `sign` the numbers of all that it belongs to. `is_break` is the
    end of a paragraph that a snippet runs over, where no full stop says so.
    """

    text: str
    mark: int = 0
    continued: bool = False
    tone: int = 0
    sign: str = ""
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of `field` cut around matches, or its beginning where nothing matches.

    `marks` are (start, end) in code points of `text`, ascending, not overlapping, `clauses`
    the numbers of the clauses of each; `pieces` is the same text cut at the marks. A line
    break in `text` is the end of a paragraph without a full stop, a heading's for one. An
    ellipsis is wanted where `text` starts or stops inside of a sentence.
    """

    field: str
    text: str
    marks: tuple[tuple[int, int], ...]
    pieces: tuple[Piece, ...]
    cut_before: bool = False
    cut_after: bool = False
    clauses: tuple[tuple[int, ...], ...] = ()
