"""The values of a facet, with the links that select and exclude them."""

from __future__ import annotations

from zlib import crc32

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
# Their signs are drawn by the stylesheet: their names are their titles.
_EXCLUDE = '<a class="also" href="%s" title="%s"></a>'
_ADD = '<a class="also add" href="%s" title="%s"></a>'
_SHARE = '<svg aria-hidden="true"><rect width="%s%%"></rect></svg>'


def facet_list(facet: Facet) -> Html:
    """Return the values of `facet`, those of its parts below the opened one, and its note.

    Where not all values are shown, a link leads to them.
    """
    every = facet.all_values
    names = gettext("Exclude %(label)s"), gettext("Add %(label)s")
    return fill(
        _LIST,
        fill(_PREFIX, facet.prefix) if facet.prefix else EMPTY,
        joined([_item(facet.name, value, names) for value in facet.values]),
        fill(_NOTE, facet.note) if facet.note else EMPTY,
        fill(_ALL, every.url, every.label) if every else EMPTY,
    )


def _item(facet: str, value: FacetValue, names: tuple[str, str]) -> Html:
    exclude, add = names
    return fill(
        _ITEM,
        *(" on" if value.selected else " open" if value.opened else "", facet),
        *(_short(value.value), value.url, _CURRENT if value.selected else EMPTY),
        fill(_FOLDED, value.prefix, value.rest) if value.prefix else value.label,
        f"{value.count:,}",
        fill(_EXCLUDE, value.exclude_url, exclude % {"label": value.label})
        if value.exclude_url
        else EMPTY,
        fill(_ADD, value.add_url, add % {"label": value.label}) if value.add_url else EMPTY,
        fill(_SHARE, value.share) if value.share else EMPTY,
        facet_list(value.below) if value.below else EMPTY,
    )


def _short(value: str) -> str:
    """Return a name for a value, by which the focus finds it again in the next results."""
    return value if value.isdigit() else f"{crc32(value.encode('utf-8', 'replace')):x}"
