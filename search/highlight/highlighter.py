"""Positions of matches to marked text.

    ranges(text, matches)      where each match stands, in characters
    pieces(text, marks)        text cut at its marks, the marked pieces numbered
    snippets(text, matches)    the passages that show best why an article was found

Plain text in, plain text out: escaping is the template's, and there is nothing to unescape.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from search.analysis.analyzer import offsets_of
from search.analysis.sentences import SENTENCE_ENDS, borders
from search.engines.base import Match
from search.highlight.fragmenter import Passage, Range, beginning, best_passages
from search.highlight.mark_styles import MarkStyle, mark_styles
from search.highlight.snippet import Piece, Snippet
from search.query.search_query import SNIPPET_CHARS, SNIPPETS

#: Matches among which passages are chosen: of thousands, the first hundreds serve as well.
_MAX_CONSIDERED = 400
#: And all within so many words: of twenty books on one page, none is read to its end.
_WORDS_CONSIDERED = 20_000
_SPACES = str.maketrans("\t\n\r\v\f\u2028\u2029", "       ")


def ranges(text: str, matches: Sequence[Match]) -> tuple[Range, ...]:
    """Return where each match stands in `text`, the field that all of `matches` are in.

    Matches are ascending and do not overlap; nor do their ranges, one each.
    """
    places = offsets_of(text, {at for match in matches for at in (match.start, match.end - 1)})
    return tuple(
        (places[match.start][0], places[match.end - 1][1])
        for match in matches
        if match.end - 1 in places
    )


def pieces(
    text: str,
    marks: Sequence[Range],
    start: int = 0,
    end: int | None = None,
    *,
    first_mark: int = 1,
    styles: Sequence[MarkStyle] = (),
) -> tuple[Piece, ...]:
    """Return `text[start:end]` as pieces, those of a mark with its number.

    `marks` are ascending and apart, the first of them has number `first_mark`. A mark that
    begins before `start` gives a continued piece. `styles` are those of all `marks`, or none.
    """
    stop = len(text) if end is None else end
    result: list[Piece] = []
    at = start
    for index in range(bisect_right(marks, start, key=_end_of), len(marks)):
        mark_start, mark_end = marks[index]
        if mark_start >= stop:
            break
        begin = max(mark_start, start)
        if at < begin:
            result.append(Piece(text[at:begin]))
        at = min(mark_end, stop)
        style = styles[index] if styles else MarkStyle()
        result.append(Piece(text[begin:at], first_mark + index, mark_start < start, *style))
    if at < stop:
        result.append(Piece(text[at:stop]))
    return tuple(result)


def snippets(
    text: str,
    matches: Sequence[Match],
    *,
    field: str = "text",
    limit: int = SNIPPETS,
    width: int = SNIPPET_CHARS,
    clauses: int = 1,
) -> tuple[Snippet, ...]:
    """Return up to `limit` passages of about `width` characters, in reading order.

    All of `matches` are in the field that `text` is, and the query has so many `clauses`.
    Passages that show different clauses and words, and those that are rarer among the
    matches, come before those that repeat one. Without matches, the one passage is the
    beginning of the text.
    """
    if limit < 1:
        return ()
    until = matches[0].start + _WORDS_CONSIDERED if matches else 0
    considered = [match for match in matches[:_MAX_CONSIDERED] if match.start < until]
    marks = ranges(text, considered)
    spaces = borders(text)
    passages = (
        best_passages(
            text,
            marks,
            limit,
            width,
            clauses=[match.clauses for match in considered],
            borders=spaces,
        )
        if marks
        else [beginning(text, width, spaces)]
    )
    cut = _Cut(text, marks, considered, spaces, clauses)
    return tuple(_snippet(cut, passage, field) for passage in passages)


@dataclass(frozen=True, slots=True)
class _Cut:
    """What the snippets of one text are cut from."""

    text: str
    marks: Sequence[Range]
    matches: Sequence[Match]
    spaces: Sequence[Range]
    clauses: int


def _snippet(cut: _Cut, passage: Passage, field: str) -> Snippet:
    start, end = passage.start, passage.end
    places = [place for place, mark in enumerate(cut.marks) if mark[0] < end and start < mark[1]]
    inside = tuple(
        (max(cut.marks[place][0], start) - start, min(cut.marks[place][1], end) - start)
        for place in places
    )
    matches = [cut.matches[place] for place in places]
    shown = _shown(cut, start, end)
    return Snippet(
        field,
        shown,
        inside,
        _broken(pieces(shown, inside, styles=mark_styles(matches, cut.clauses))),
        passage.cut_before,
        passage.cut_after,
        tuple(match.clauses for match in matches),
    )


def _shown(cut: _Cut, start: int, end: int) -> str:
    """Return a passage on one line, but for paragraphs that end in it without a full stop.

    Each space stays one character, so marks stay in place.
    """
    shown = cut.text[start:end].translate(_SPACES)
    for before, after in cut.spaces[bisect_right(cut.spaces, (start, end)) :]:
        if after >= end:
            break
        if not cut.text[start:before].endswith(SENTENCE_ENDS):
            shown = f"{shown[: before - start]}\n{shown[before - start + 1 :]}"
    return shown


def _broken(found: Sequence[Piece]) -> tuple[Piece, ...]:
    """Give the line breaks between marks pieces of their own."""
    result: list[Piece] = []
    for piece in found:
        if piece.mark or "\n" not in piece.text:
            result.append(piece)
            continue
        parts = re.split("(\n)", piece.text)
        result.extend(Piece(part, is_break=part == "\n") for part in parts if part)
    return tuple(result)


def _end_of(mark: Range) -> int:
    return mark[1]
