"""Match positions to marked text.

    ranges(text, matches)      offsets of each match
    pieces(text, marks)        text cut at its marks, the marked pieces numbered
    snippets(text, matches)    the passages that show best why an article matches

Plain text in, plain text out: templates escape it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from search.analysis.analyzer import offsets_of
from search.analysis.sentences import SENTENCE_ENDS, borders
from search.engines.base import Match
from search.highlight.fragmenter import Passage, Range, beginning, best_passages
from search.highlight.mark_styles import MarkStyle, mark_styles
from search.highlight.snippet import Piece, Snippet
from search.query.search_query import SNIPPET_CHARS, SNIPPETS

#: Passages are chosen among this many matches at most: enough for a long text.
_MAX_CONSIDERED = 400
#: All of them lie within this many words, so a page of books is not read to the end.
_WORDS_CONSIDERED = 20_000
_SPACES = str.maketrans("\t\n\r\v\f\u2028\u2029", "       ")


def ranges(text: str, matches: Sequence[Match]) -> tuple[Range, ...]:
    """Return the range of each match in `text`, which is the field of all `matches`.

    Matches are ascending and disjoint; so are their ranges. Those behind the end of the text,
    where a damaged row has lost its words, have none.
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
    """Return `text[start:end]` as pieces; marked pieces have the number of their mark.

    `marks` are ascending and disjoint; the first one has the number `first_mark`. A mark that
    begins before `start` gives a continued piece. `styles` has one entry a mark, or is empty.
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

    `text` is the field of all `matches`; `clauses` is the number of clauses of the query. See
    `best_passages` for the choice. Without matches, the one passage is the start of the text.
    """
    if limit < 1:
        return ()
    until = matches[0].start + _WORDS_CONSIDERED if matches else 0
    considered = [match for match in matches[:_MAX_CONSIDERED] if match.start < until]
    marks = ranges(text, considered)
    considered = considered[: len(marks)]
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
    """The text that snippets are cut from, with its matches and paragraph breaks."""

    text: str
    marks: Sequence[Range]
    matches: Sequence[Match]
    spaces: Sequence[Range]
    clauses: int


def _snippet(cut: _Cut, passage: Passage, field: str) -> Snippet:
    start, end = passage.start, passage.end
    places = slice(bisect_right(cut.marks, start, key=_end_of), bisect_left(cut.marks, (end, 0)))
    inside = tuple((max(a, start) - start, min(b, end) - start) for a, b in cut.marks[places])
    matches = cut.matches[places]
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
    """Return a passage on one line, with breaks only where a paragraph ends without a full stop.

    The length stays the same, so marks stay in place.
    """
    shown = cut.text[start:end].translate(_SPACES)
    for before, after in cut.spaces[bisect_right(cut.spaces, (start, end)) :]:
        if after >= end:
            break
        if not cut.text[start:before].endswith(SENTENCE_ENDS):
            shown = f"{shown[: before - start]}\n{shown[before - start + 1 :]}"
    return shown


def _broken(found: Sequence[Piece]) -> tuple[Piece, ...]:
    """Split the line breaks between marks into pieces of their own."""
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
