"""The lines of a concordance."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from search.markup.escaping import EMPTY, Html, fill, joined
from search.markup.hit_list import date
from search.results.view_models import LineView

_LINE = (
    '<li class="line" dir="auto"%s>%s <span class="from" dir="ltr" lang="en">%s%s%s</span></li>\n'
)
_LANG = ' lang="%s"'
_CONTEXT = (
    '<span class="before"><span>%s</span></span><span class="node"><a href="%s" title="%s">'
    '<mark>%s</mark></a><span class="after">%s</span></span>'
)
_WITHOUT = '<span class="node"><a href="%s">%s</a></span>'
_FROM = ' <span class="source">%s</span>'


def line_list(lines: Sequence[LineView]) -> Html:
    """Return the items of the list of matches."""
    headline = fill(_FROM, gettext("headline"))
    return joined([_line(line, headline) for line in lines])


def _line(line: LineView, headline: Html) -> Html:
    if line.end:
        title = f"{line.title} · {line.source}" if line.source else line.title
        shown = fill(_CONTEXT, line.before, line.url, title, line.match, line.after)
    else:
        shown = fill(_WITHOUT, line.url, line.title)
    return fill(
        _LINE,
        fill(_LANG, line.lang) if line.lang else EMPTY,
        *(shown, date(line.date), fill(_FROM, line.source) if line.source else EMPTY),
        headline if line.field == "title" else EMPTY,
    )
