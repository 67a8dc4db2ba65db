"""The list of all values of a label facet: searched by name, sorted, and cut into pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.query.search_query import SearchQuery
from search.results.facets import LABEL_WORDING, label_values
from search.results.pagination import page_count
from search.results.session import SearchSession
from search.results.view_models import FacetValue

#: More labels than any archive has.
_ALL = 10_000_000
VALUES_PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class FacetListing:
    """A page of the values of a facet whose label has `named` in it.

    `label` says how many values the facet has: "All 25 sources". `found` counts the values with
    `named`, `total` all; `articles` is the total of the search itself. `page` counts from 1 and
    is one of `pages`.
    """

    facet: str
    label: str
    query: SearchQuery
    values: tuple[FacetValue, ...]
    named: str
    by_name: bool
    found: int
    total: int
    articles: int
    page: int
    pages: int


def facet_listing(
    facet: str, query: SearchQuery, session: SearchSession, *, named: str, by_name: bool
) -> FacetListing:
    """Return the page `query.page` of the values of `facet`; the last one where it is beyond.

    Each count is the total behind its link. Values come most frequent first, or `by_name`.
    Raises QueryError and EngineError.
    """
    request = replace(
        session.request(query, session.parse(query)),
        limit=0,
        offset=0,
        label_facets=(facet,),
        facet_size=_ALL,
    )
    response = session.engine.search(request)
    counts = dict(response.labels[facet])
    for selected in query.labels(facet):
        counts.setdefault(selected, 0)
    wording = LABEL_WORDING[facet]
    wanted = " ".join(named.casefold().split())
    kept = {
        value: count for value, count in counts.items() if wanted in wording.text(value).casefold()
    }
    ranked = _ranked(kept, facet, by_name=by_name)
    pages = page_count(len(ranked), VALUES_PER_PAGE)
    page = min(query.page, pages)
    chosen = ranked[(page - 1) * VALUES_PER_PAGE : page * VALUES_PER_PAGE]
    values = label_values(facet, query.at_page(1), {value: kept[value] for value in chosen})
    if by_name:
        place = {value: at for at, value in enumerate(chosen)}
        values = tuple(sorted(values, key=lambda one: place[one.value]))
    return FacetListing(
        facet=facet,
        label=str(wording.every) % {"number": f"{len(counts):,}"},
        query=query.at_page(1),
        values=values,
        named=named,
        by_name=by_name,
        found=len(ranked),
        total=len(counts),
        articles=response.total,
        page=page,
        pages=pages,
    )


def _ranked(counts: dict[str, int], facet: str, *, by_name: bool) -> Sequence[str]:
    text = LABEL_WORDING[facet].text
    if by_name:
        return sorted(counts, key=lambda value: (text(value).casefold(), value))
    return sorted(counts, key=lambda value: (-counts[value], text(value).casefold()))
