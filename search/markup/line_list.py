"""The lines of a concordance."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from search.markup.escaping import EMPTY, Html, fill, joined
from search.markup.hit_list import date
from search.markup.marked_text import toned_mark
from search.results.facets import shared_prefix
from search.results.view_models import LineView

_LINE = (
    '<li class="line" dir="auto"%s>%s <span class="from" dir="ltr" lang="en">%s%s%s</span></li>\n'
)
_LANG = ' lang="%s"'
_CONTEXT = (
    '<span class="before"><span>%s</span></span><span class="node"><a href="%s" title="%s">'
    '%s</a><span class="after">%s</span></span>'
)
_WITHOUT = '<span class="node"><a href="%s">%s</a></span>'
_FROM = ' <span class="source">%s</span>'
_SHORT_FROM = ' <span class="source" title="%s">%s</span>'


def line_list(lines: Sequence[LineView]) -> Html:
    """Return the items of the list of matches."""
    headline = fill(_FROM, gettext("headline"))
    prefix = shared_prefix(sorted({line.source for line in lines if line.source}))
    return joined([_line(line, headline, prefix) for line in lines])


def _line(line: LineView, headline: Html, prefix: str) -> Html:
    if line.end:
        title = f"{line.title} · {line.source}" if line.source else line.title
        mark = toned_mark(line.match, line.tone, line.clauses)
        shown = fill(_CONTEXT, line.before, line.url, title, mark, line.after)
    else:
        shown = fill(_WITHOUT, line.url, line.title)
    return fill(
        _LINE,
        fill(_LANG, line.lang) if line.lang else EMPTY,
        *(shown, date(line.date), _source(line.source, prefix)),
        headline if line.field == "title" else EMPTY,
    )


def _source(name: str, prefix: str) -> Html:
    """Return the name of a source without what all begin with, which stands in its title."""
    if not name:
        return EMPTY
    short = name.removeprefix(prefix)
    return fill(_SHORT_FROM, name, short) if short and short != name else fill(_FROM, name)
