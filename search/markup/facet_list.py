"""The values of a facet, with the links that select and exclude them."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.translation import gettext

from search.markup.escaping import EMPTY, Html, fill, joined
from search.results.view_models import Facet, FacetValue

_LIST = "%s<ul>%s</ul>%s%s"
_NOTE = "<p>%s</p>"
_ALL = '<p><a class="all-values" href="%s">%s</a></p>'
# What most names begin with is shown once; whoever hears the names hears it in each.
_PREFIX = '<p class="prefix" dir="auto" aria-hidden="true">… = %s</p>'
_FOLDED = '<span class="visually-hidden">%s</span><span aria-hidden="true">… </span>%s'
_ITEM = (
    '<li><div class="value%s"><a id="%s-%s" href="%s"%s><span class="name">%s</span>'
    ' <span class="count">%s</span></a>%s%s%s</div>%s</li>\n'
)
_CURRENT = fill(' aria-current="true"')
_ALSO = '<a class="also" href="%s" title="%s" aria-label="%s">%s</a>'
_SHARE = '<svg aria-hidden="true"><rect width="%s%%" height="100%%"></rect></svg>'
_MINUS, _PLUS = fill("−"), fill("+")


def facet_list(facet: Facet) -> Html:
    """Return the values of `facet`, those of its parts below the opened one, and its note.

    Where not all values are shown, a link leads to them.
    """
    every = facet.all_values
    return fill(
        _LIST,
        fill(_PREFIX, facet.prefix) if facet.prefix else EMPTY,
        joined([_item(facet.name, value) for value in facet.values]),
        fill(_NOTE, facet.note) if facet.note else EMPTY,
        fill(_ALL, every.url, every.label) if every else EMPTY,
    )


def _item(name: str, value: FacetValue) -> Html:
    return fill(
        _ITEM,
        *(" on" if value.selected else " open" if value.opened else "", name),
        *(quote(value.value, safe=""), value.url, _CURRENT if value.selected else EMPTY),
        fill(_FOLDED, value.prefix, value.rest) if value.prefix else value.label,
        f"{value.count:,}",
        _also(value.exclude_url, gettext("Exclude %(label)s"), value, _MINUS),
        _also(value.add_url, gettext("Add %(label)s"), value, _PLUS),
        fill(_SHARE, value.share) if value.share else EMPTY,
        facet_list(value.below) if value.below else EMPTY,
    )


def _also(url: str, name: str, value: FacetValue, sign: Html) -> Html:
    if not url:
        return EMPTY
    label = name % {"label": value.label}
    return fill(_ALSO, url, label, label, sign)
