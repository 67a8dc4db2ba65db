"""Marked text: headlines, snippets and articles with their marks."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from search.highlight.snippet import Piece
from search.markup.escaping import EMPTY, Html, fill, joined

_MARK = "<mark>%s</mark>"
_NUMBERED_MARK = '<mark id="hit-%s">%s</mark>%s'
_TONED = '<span class="tone-%s">%s</span>'
_TONED_CLAUSE = '<span class="tone-%s" data-clause="%s">%s</span>'
_BREAK = fill('<span class="break"> · </span>')
_STEPS = (
    '<span class="steps" role="group" aria-label="%s" data-count="%s">'
    '<a rel="prev" href="#hit-%s" aria-label="%s"></a>'
    '<a rel="next" href="#hit-%s" aria-label="%s"></a>'
    '<a class="here" href="#hit-%s" aria-label="%s"></a></span>'
)


def marked(pieces: Sequence[Piece]) -> Html:
    """Return the pieces of a headline or snippet with their marks."""
    return joined(map(_marked_piece, pieces))


def toned_mark(text: str, tone: int, clauses: str) -> Html:
    """Return marked text in the colour `tone` of its `clauses`; 0 is plain."""
    mark = fill(_MARK, text)
    return fill(_TONED_CLAUSE, tone, clauses, mark) if tone else mark


def _marked_piece(piece: Piece) -> Html:
    if not piece.mark:
        return _BREAK if piece.is_break else fill("%s", piece.text)
    return toned_mark(piece.text, piece.tone, piece.sign)


class NumberedMarks:
    """Writes the text of one article: each match has an id and links to its neighbours.

    `total` is the number of matches in the article.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._match = gettext("Match %(number)s of %(total)s")
        self._part = gettext("%(match)s, part %(clause)s of the query")
        self._count = gettext("%(number)s of %(total)s")
        self._labels = (
            gettext("Previous match"),
            gettext("Next match"),
            gettext("Link to this match"),
        )

    def marked(self, pieces: Sequence[Piece]) -> Html:
        """Return pieces of the article, in which matches are numbered from 1."""
        return joined(map(self._piece, pieces))

    def _piece(self, piece: Piece) -> Html:
        if not piece.mark:
            return fill("%s", piece.text)
        if piece.continued:
            mark = fill(_MARK, piece.text)
            return fill(_TONED, piece.tone, mark) if piece.tone else mark
        mark = fill(_NUMBERED_MARK, piece.mark, piece.text, self._steps(piece))
        return fill(_TONED_CLAUSE, piece.tone, piece.sign, mark) if piece.tone else mark

    def _steps(self, piece: Piece) -> Html:
        """Return the links from a match to the previous and next one, and to itself."""
        number, total = piece.mark, self._total
        if total < 1:
            return EMPTY
        values = {"number": number, "total": total}
        place = self._match % values
        if piece.sign:
            place = self._part % {"match": place, "clause": piece.sign}
        previous, following, here = self._labels
        return fill(
            _STEPS,
            *(place, self._count % values),
            *(total if number == 1 else number - 1, previous),
            *(1 if number == total else number + 1, following),
            *(number, here),
        )
