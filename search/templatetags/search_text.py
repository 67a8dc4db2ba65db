"""Template tags of the search pages: marked text, links that htmx follows, counts in words."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from search.highlight.snippet import Piece
from search.results import counts

register = template.Library()

for count in (
    counts.articles,
    counts.matches,
    counts.words,
    counts.hidden_lines,
    counts.differences,
):
    register.filter(count.__name__, count)


@register.filter
def number(value: int) -> str:
    """Return a number with thousands separators."""
    return f"{value:,}"


@register.simple_tag
def hx_link(url: str) -> str:
    """Return the attributes of a link that htmx follows; without JavaScript it is a link."""
    return format_html('href="{0}" hx-get="{0}"', url)


@register.simple_tag
def marked(pieces: Sequence[Piece]) -> str:
    """Return the pieces of a headline or snippet with their marks."""
    return format_html_join("", "{}", ((_marked_piece(piece),) for piece in pieces))


@register.simple_tag
def numbered_marks(pieces: Sequence[Piece], total: int) -> str:
    """Return the pieces of an article; each match has an id and links to its neighbours.

    `total` is the number of matches in the article.
    """
    return format_html_join("", "{}", ((_numbered_piece(piece, total),) for piece in pieces))


def _marked_piece(piece: Piece) -> str:
    if piece.is_break:
        return format_html('<span class="break"> · </span>')
    return _toned(piece, format_html("<mark>{}</mark>", piece.text)) if piece.mark else piece.text


def _numbered_piece(piece: Piece, total: int) -> str:
    if not piece.mark:
        return piece.text
    if piece.continued:
        return _toned(piece, format_html("<mark>{}</mark>", piece.text), signed=False)
    mark = format_html('<mark id="hit-{}">{}</mark>', piece.mark, piece.text)
    return _toned(piece, format_html("{}{}", mark, _steps(piece, total)))


def _toned(piece: Piece, mark: str, *, signed: bool = True) -> str:
    """Wrap a mark in the colour of its clause, if there are several clauses."""
    if not piece.tone:
        return mark
    if not signed:
        return format_html('<span class="tone-{}">{}</span>', piece.tone, mark)
    return format_html(
        '<span class="tone-{}" data-clause="{}">{}</span>', piece.tone, piece.sign, mark
    )


def _steps(piece: Piece, total: int) -> str:
    """Return the links from a match to the previous and next one, and to itself."""
    place = gettext("Match %(number)s of %(total)s") % {"number": piece.mark, "total": total}
    if piece.sign:
        place = gettext("%(match)s, part %(clause)s of the query") % {
            "match": place,
            "clause": piece.sign,
        }
    links = (
        ("rel", "prev", total if piece.mark == 1 else piece.mark - 1, gettext("Previous match")),
        ("rel", "next", 1 if piece.mark == total else piece.mark + 1, gettext("Next match")),
        ("class", "here", piece.mark, gettext("Link to this match")),
    )
    return format_html(
        '<span class="steps" role="group" aria-label="{}" data-count="{}">{}</span>',
        place,
        gettext("%(number)s of %(total)s") % {"number": piece.mark, "total": total},
        format_html_join("", '<a {}="{}" href="#hit-{}" aria-label="{}"></a>', links),
    )
