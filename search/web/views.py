"""Views of the search pages: one URL, one view, one context for page and fragment."""

from __future__ import annotations

import json
from functools import partial
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from corpus.accounts.roles import is_editor
from corpus.desk.htmx import HtmxRequest
from search.collection.coverage import MONTHS
from search.collection.overview import collection_page
from search.guidance.completion import completions
from search.indexing.health import health, ready
from search.query.builder import QueryBoxes
from search.query.form_fields import boxes_of
from search.query.search_query import SearchQuery
from search.results.hits import Explained
from search.results.session import SearchSession
from search.results.toolbar import toolbar
from search.search_page import search
from search.timeline.timeline_views import calendar_answer, calendar_values, compare
from search.web.access import may_export_texts, may_read, may_read_texts, to_sign_in
from search.web.formats.conditional import json_answer, page_answer
from search.web.formats.export_views import download
from search.web.formats.feed_answers import FEED_FORMATS, feed
from search.web.forms import BuilderForm
from search.web.help_page import help_sections
from search.web.json_response import collection_json, results_json
from search.web.load_gate import admitted
from search.web.params import clean, explained_in, from_params

_HTMX_HEADERS = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


@require_safe
def search_page(request: HtmxRequest) -> HttpResponseBase:
    """Answer a search with the page, its results fragment, JSON or a download; or several."""
    return compare(request) if "compare" in request.GET else _one_search(request)


def _one_search(request: HtmxRequest) -> HttpResponseBase:
    session = SearchSession.begin()
    query, notices = from_params(request.GET, session.today)
    wanted = clean(str(request.GET.get("format") or "")).lower()
    if wanted in FEED_FORMATS:
        with admitted(query, session):
            return feed(request, query, session, wanted)
    if wanted not in ("", "html", "json"):
        return download(request, query, session, wanted)
    if query.view == "kwic" and not may_read_texts(request):
        # Line by line, a concordance of all words is the whole text.
        return to_sign_in(request)
    why, why_notices = explained_in(request.GET)
    session.add(notices + why_notices)
    if wanted == "json":
        with admitted(query, session):
            page = search(query, session, why="all" if why else why)
            days = calendar_values(query, session) if query.view == "calendar" else {}
        return json_answer(request, results_json(page) | days)
    if query.view == "calendar":
        with admitted(query, session):
            return calendar_answer(request, query, session)
    answer = partial(_results, request, query, session, why)
    return page_answer(request, answer, *_HTMX_HEADERS)


def _results(
    request: HtmxRequest, query: SearchQuery, session: SearchSession, why: Explained
) -> HttpResponse:
    """Answer a search with the page or its results fragment."""
    with admitted(query, session):
        page = search(query, session, why=why)
    template = "search/fragment.html" if _wants_fragment(request) else "search/page.html"
    tools = toolbar(query, request.build_absolute_uri, with_text=may_export_texts(request))
    response = render(request, template, {"page": page, "toolbar": tools})
    if not page.is_lasting:
        response["Cache-Control"] = "no-cache"
    # Crawlers should index articles, not the endless searches.
    response["X-Robots-Tag"] = "noindex"
    return response


def _wants_fragment(request: HtmxRequest) -> bool:
    """Return whether htmx wants only `#results`; a restored history entry needs the whole page."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def _may_edit(request: HttpRequest) -> bool:
    return is_editor(request.user)


@require_safe
def builder(request: HttpRequest) -> HttpResponse:
    """Show the form, filled from `q` if possible; redirect a submitted form to its results."""
    if BuilderForm.base_fields.keys() & request.GET.keys():
        return redirect(SearchQuery(BuilderForm(request.GET).boxes().query()).url())
    q = clean(str(request.GET.get("q") or ""))
    boxes = boxes_of(SearchSession.begin().typed_node(SearchQuery(q)))
    form = BuilderForm.filled(boxes or QueryBoxes())
    return render(request, "search/builder.html", {"form": form, "q": q, "fits": bool(boxes)})


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "search/help.html", {"sections": help_sections()})


@require_safe
def collection(request: HttpRequest) -> HttpResponseBase:
    """Show the overview of the archive, or of one `source`, as a page or JSON."""
    source = request.GET.get("source")
    as_json = request.GET.get("format") == "json"
    page = collection_page(
        SearchSession.begin(),
        source=None if source is None else clean(source),
        all_sources=as_json or request.GET.get("sources") == "all",
        staff=_may_edit(request),
    )
    if as_json:
        return json_answer(request, collection_json(page))
    return render(request, "search/collection.html", {"collection": page, "months": MONTHS})


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer completions as OpenSearch suggestions: the text, then the completions.

    With `full=1`, headlines and sources are included and two more lists follow: details and
    URLs ("" for a completion that is a query).
    """
    q = clean(str(request.GET.get("q") or ""), strip=False)
    found = completions(q, SearchSession.begin())
    answer: list[Any] = [q, [item.text for item in found if not item.url]]
    if request.GET.get("full") == "1":
        answer = [q, *map(list, zip(*((c.text, c.detail, c.url) for c in found), strict=True))]
        answer = answer if found else [q, [], [], []]
    return HttpResponse(
        json.dumps(answer, ensure_ascii=False),
        content_type="application/x-suggestions+json; charset=utf-8",
    )


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "search/opensearch.xml",
        {"base_url": request.build_absolute_uri("/").rstrip("/")},
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = (
        "User-agent: *",
        "Disallow: /*?",
        "Disallow: /desk/",
        "Disallow: /suggest",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether this process can answer searches: for a proxy that chooses among several."""
    is_ready = ready()
    status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    response = HttpResponse("ready\n" if is_ready else "not ready\n", "text/plain", status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    values, answers = health()
    if not may_read(request):
        values = {"status": values["status"]}
    status = HTTPStatus.OK if answers else HTTPStatus.SERVICE_UNAVAILABLE
    response = JsonResponse(values, status=status)
    response["Cache-Control"] = "no-store"
    return response
