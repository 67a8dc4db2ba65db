"""The page of the words beside the matches of a search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.concordance.collocates import collocate_page, collocates_json
from search.results.session import SearchSession
from search.web.access import may_read_texts, to_sign_in
from search.web.formats.conditional import json_answer
from search.web.load_gate import admitted
from search.web.params import from_params


@require_safe
def collocates(request: HttpRequest) -> HttpResponseBase:
    """Show the words beside the matches, as a page or JSON."""
    if not may_read_texts(request):
        return to_sign_in(request)
    session = SearchSession.begin()
    query, notices = from_params(request.GET, session.today)
    session.add(notices)
    query = query.counted
    with admitted(query.seen_as("kwic"), session):
        page = collocate_page(query, session)
    if request.GET.get("format") == "json":
        return json_answer(request, collocates_json(page))
    response = render(request, "search/collocates.html", {"page": page})
    response["X-Robots-Tag"] = "noindex"
    return response
