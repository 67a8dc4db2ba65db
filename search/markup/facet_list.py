"""The values of a facet, with the links that select and exclude them."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.translation import gettext

from search.markup.escaping import EMPTY, Html, fill, joined
from search.results.view_models import Facet, FacetValue

_LIST = "<ul>%s</ul>%s"
_NOTE = "<p>%s</p>"
_ITEM = (
    '<li><div class="value%s"><a id="%s-%s" href="%s"%s><span class="name">%s</span>'
    ' <span class="count">%s</span></a>%s%s%s</div>%s</li>\n'
)
_CURRENT = fill(' aria-current="true"')
_ALSO = '<a class="also" href="%s" title="%s" aria-label="%s">%s</a>'
_SHARE = '<svg aria-hidden="true"><rect width="%s%%" height="100%%"></rect></svg>'
_MINUS, _PLUS = fill("−"), fill("+")


def facet_list(facet: Facet) -> Html:
    """Return the values of `facet`, those of its parts below the opened one, and its note."""
    items = joined([_item(facet.name, value) for value in facet.values])
    return fill(_LIST, items, fill(_NOTE, facet.note) if facet.note else EMPTY)


def _item(name: str, value: FacetValue) -> Html:
    return fill(
        _ITEM,
        *(" on" if value.selected else " open" if value.opened else "", name),
        *(quote(value.value, safe=""), value.url, _CURRENT if value.selected else EMPTY),
        *(value.label, f"{value.count:,}"),
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
