"""The page of all values of a facet, and the same as JSON."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from search.engines.base import LABEL_FACETS, QueryError
from search.facets.facet_listing import FacetListing, facet_listing
from search.results.session import SearchSession
from search.results.view_models import Notice
from search.web.formats.conditional import json_answer
from search.web.load_gate import admitted
from search.web.params import clean, from_params

_MAX_NAME_CHARS = 100


@require_safe
def facet_values(request: HttpRequest, facet: str) -> HttpResponseBase:
    """List the values of a facet for a search: `named`, sorted by `order`, on `page`."""
    if facet not in LABEL_FACETS:
        raise Http404
    session = SearchSession.begin()
    query, notices = from_params(request.GET, session.today)
    session.add(notices)
    named = clean(str(request.GET.get("named") or ""))[:_MAX_NAME_CHARS]
    by_name = request.GET.get("order") == "name"
    listing = None
    try:
        with admitted(query, session):
            listing = facet_listing(facet, query, session, named=named, by_name=by_name)
    except QueryError as error:
        session.add([Notice(str(error), "engine")])
    if request.GET.get("format") == "json":
        return json_answer(request, _as_json(listing, facet, session))
    context = {
        "listing": listing,
        "facet": facet,
        "notices": session.notices,
        "back_url": query.at_page(1).url(),
        "path": reverse("facet_values", args=(facet,)),
        "search_params": query.counted.to_params(),
        "links": _links(listing) if listing else {},
    }
    response = render(request, "search/facet_page.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _links(listing: FacetListing) -> dict[str, str]:
    """Return the addresses of the pages beside this one, and of the other order."""
    return {
        "previous": _address(listing, listing.page - 1) if listing.page > 1 else "",
        "next": _address(listing, listing.page + 1) if listing.page < listing.pages else "",
        "other_order": _address(listing, 1, by_name=not listing.by_name),
    }


def _address(listing: FacetListing, page: int, *, by_name: bool | None = None) -> str:
    sorted_so = listing.by_name if by_name is None else by_name
    more = {
        "named": listing.named,
        "order": "name" if sorted_so else "",
        "page": str(page) if page > 1 else "",
    }
    params = [*listing.query.counted.to_params(), *((k, v) for k, v in more.items() if v)]
    path = reverse("facet_values", args=(listing.facet,))
    return f"{path}?{urlencode(params)}" if params else path


def _as_json(listing: FacetListing | None, facet: str, session: SearchSession) -> dict[str, Any]:
    """Return a page of values; each `count` equals the total behind its `url`."""
    notices = [notice.text for notice in session.notices]
    if listing is None:
        return {"facet": facet, "total": 0, "values": [], "notices": notices}
    following = _links(listing)["next"]
    return {
        "facet": facet,
        "query": listing.query.q,
        "articles": listing.articles,
        "total": listing.total,
        "found": listing.found,
        "page": listing.page,
        "pages": listing.pages,
        "next": f"{following}&format=json" if following else None,
        "values": [
            {
                "value": value.value,
                "label": value.label,
                "count": value.count,
                "selected": value.selected,
                "url": value.url,
                "exclude_url": value.exclude_url,
            }
            for value in listing.values
        ],
        "notices": notices,
    }
