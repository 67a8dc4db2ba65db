"""The page that compares searches over time, and its formats."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from search.engines.base import LABEL_FACETS
from search.query.search_query import SearchQuery
from search.results.session import SearchSession
from search.timeline.calendar_page import calendar_json, calendar_page
from search.timeline.charts.chart_file import ChartCaption, line_file
from search.timeline.comparison import ComparisonPage, comparison_page
from search.timeline.comparison_query import comparison_from
from search.timeline.first_use import first_use_page
from search.timeline.multiples import MAX_MULTIPLES, multiples_json, multiples_page
from search.timeline.timeline_formats import comparison_csv, comparison_json
from search.web.access import may_read_texts, to_sign_in
from search.web.formats.conditional import json_answer
from search.web.formats.export_views import refusal
from search.web.load_gate import admitted
from search.web.params import clean, from_params

FORMATS = ("json", "csv", "svg")


@require_safe
def compare(request: HttpRequest) -> HttpResponseBase:
    """Answer a comparison as a page, JSON, CSV or a picture."""
    session = SearchSession.begin()
    comparison, notices = comparison_from(request.GET, session.today)
    wanted = clean(str(request.GET.get("format") or "")).lower()
    if wanted not in ("", "html", *FORMATS):
        known = ", ".join(FORMATS)
        return refusal(f"A comparison is given as {known}.", HTTPStatus.NOT_ACCEPTABLE)
    session.add(notices)
    # Each search is read up to four times: for its span, its counts, its peak and its words.
    with admitted(comparison.filters, session, *comparison.searches * 4):
        page = comparison_page(comparison, session, with_peaks=wanted not in ("csv", "svg"))
    response = _answer(request, page, wanted, session)
    # Crawlers should index articles, not the endless comparisons.
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def first_use(request: HttpRequest) -> HttpResponseBase:
    """Show who used the words of a search first."""
    if not may_read_texts(request):
        return to_sign_in(request)
    session = SearchSession.begin()
    query, notices = from_params(request.GET, session.today)
    session.add(notices)
    query = query.counted
    with admitted(query.seen_as("kwic"), session):
        page = first_use_page(query, session)
    response = render(request, "timeline/first_use.html", {"page": page})
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def small_multiples(request: HttpRequest, facet: str) -> HttpResponseBase:
    """Show a search over time for each of the most frequent labels of a facet."""
    if facet not in LABEL_FACETS:
        raise Http404
    session = SearchSession.begin()
    query, notices = from_params(request.GET, session.today)
    session.add(notices)
    query = query.counted
    with admitted(query, session, *(query,) * MAX_MULTIPLES):
        page = multiples_page(facet, query, session)
    if request.GET.get("format") == "json":
        return json_answer(request, multiples_json(page))
    response = render(request, "timeline/multiples.html", {"page": page})
    response["X-Robots-Tag"] = "noindex"
    return response


def calendar_values(query: SearchQuery, session: SearchSession) -> dict[str, Any]:
    """Return what the calendar adds to the JSON of a search. Raises EngineError."""
    return {"calendar": calendar_json(calendar_page(query, session))}


def calendar_answer(
    request: HttpRequest, query: SearchQuery, session: SearchSession
) -> HttpResponse:
    """Answer the calendar of a search as a page. Raises EngineError."""
    if "HX-Request" in request.headers:
        # It is a page of its own, which does not fit into that of the results.
        return HttpResponse(headers={"HX-Redirect": query.url()})
    page = calendar_page(query, session)
    response = render(request, "timeline/calendar.html", {"page": page})
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(
    request: HttpRequest, page: ComparisonPage, wanted: str, session: SearchSession
) -> HttpResponseBase:
    if wanted == "json":
        return json_answer(request, comparison_json(page))
    if wanted == "csv":
        return _file("".join(comparison_csv(page)), "text/csv; charset=utf-8", page, "csv")
    if wanted == "svg":
        if page.chart is None:
            return refusal("There is nothing to draw.", HTTPStatus.NOT_FOUND)
        address = request.build_absolute_uri(page.comparison.url())
        caption = ChartCaption(page.summary, settings.SEARCH.archive_name, address, session.today)
        return _file(line_file(page.chart, caption), "image/svg+xml", page, "svg")
    return render(request, "timeline/compare.html", {"compared": page})


def _file(text: str, media_type: str, page: ComparisonPage, extension: str) -> HttpResponse:
    response = HttpResponse(text, media_type)
    name = slugify(" ".join(page.comparison.queries))[:60].strip("-") or "comparison"
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return response
