"""Positions of matches to marked text.

    ranges(text, matches)      where each match stands, in characters
    pieces(text, marks)        text cut at its marks, the marked pieces numbered
    snippets(text, matches)    the passages that show best why an article was found

Plain text in, plain text out: escaping is the template's, and there is nothing to unescape.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from search.analysis import offsets_of
from search.engines.base import Match
from search.passages import Passage, Range, beginning, best_passages
from search.results import Piece, Snippet

#: Characters of one snippet, about.
WIDTH = 240

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
    text: str, marks: Sequence[Range], start: int = 0, end: int | None = None, first_mark: int = 1
) -> tuple[Piece, ...]:
    """Return `text[start:end]` as pieces, those of a mark with its number.

    `marks` are ascending and apart, the first of them has number `first_mark`. A mark that
    begins before `start` gives a continued piece.
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
        result.append(Piece(text[begin:at], first_mark + index, continued=mark_start < start))
    if at < stop:
        result.append(Piece(text[at:stop]))
    return tuple(result)


def snippets(
    text: str,
    matches: Sequence[Match],
    *,
    field: str = "text",
    limit: int = 3,
    width: int = WIDTH,
) -> tuple[Snippet, ...]:
    """Return up to `limit` passages of about `width` characters, in reading order.

    All of `matches` are in the field that `text` is. Passages that show different words, and
    words that are rarer among the matches, come before those that repeat one. Without
    matches, the one passage is the beginning of the text.
    """
    until = matches[0].start + _WORDS_CONSIDERED if matches else 0
    marks = ranges(text, [match for match in matches[:_MAX_CONSIDERED] if match.start < until])
    passages = best_passages(text, marks, limit, width) if marks else [beginning(text, width)]
    return tuple(_snippet(text, marks, passage, field) for passage in passages)


def _snippet(text: str, marks: Sequence[Range], passage: Passage, field: str) -> Snippet:
    start, end = passage.start, passage.end
    inside = tuple(
        (max(mark[0], start) - start, min(mark[1], end) - start)
        for mark in marks
        if mark[0] < end and start < mark[1]
    )
    # A snippet is one line; each space stays one character, so marks stay in place.
    shown = text[start:end].translate(_SPACES)
    return Snippet(
        field, shown, inside, pieces(shown, inside), passage.cut_before, passage.cut_after
    )


def _end_of(mark: Range) -> int:
    return mark[1]
