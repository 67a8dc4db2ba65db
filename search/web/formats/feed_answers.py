"""Feeds of searches over HTTP: conditional, so that asking every hour costs next to nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from search.engines.base import QueryError
from search.query.search_query import SearchQuery
from search.results.session import SearchSession
from search.syndication import atom_feed, json_feed
from search.syndication.search_feed import SearchFeed, search_feed
from search.web.formats.export_views import refusal
from search.web.site_state_middleware import state_of

#: The formats, by their names in addresses, with what feed readers call them.
FEED_FORMATS = {"atom": "Atom", "feed": "JSON Feed"}


def feed(
    request: HttpRequest, query: SearchQuery, session: SearchSession, name: str
) -> HttpResponseBase:
    """Answer the newest articles of a search as a feed, or 304 where the caller has them."""
    base_url = request.build_absolute_uri("/").rstrip("/")
    try:
        found = search_feed(query, session, base_url, name)
    except QueryError as error:
        return refusal(str(error), HTTPStatus.BAD_REQUEST)
    return feed_response(request, found, name)


def feed_response(request: HttpRequest, found: SearchFeed, name: str) -> HttpResponseBase:
    """Answer a feed in one of FEED_FORMATS, or 304 where the caller has it."""
    found = replace(found, state=state_of(request))
    if name == "atom":
        body, media_type = atom_feed.atom(found), atom_feed.MEDIA_TYPE
    else:
        body = json.dumps(json_feed.json_feed(found), ensure_ascii=False)
        media_type = json_feed.MEDIA_TYPE
    response = HttpResponse(body, media_type)
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    modified = int(found.updated.timestamp())
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    response["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag, modified, response) or response
