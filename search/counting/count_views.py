"""The page on which a search that was stopped early is counted to its end."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from search.counting.count_job import background_count, count_on
from search.results.session import SearchSession
from search.web.formats.export_views import refusal
from search.web.params import from_params


@require_http_methods(["GET", "HEAD", "POST"])
def count_search(request: HttpRequest) -> HttpResponse:
    """Show how far the count of the search in the address is; POST begins it."""
    session = SearchSession.begin()
    written = request.POST.get("search", "") if request.method == "POST" else ""
    query, _ = from_params(QueryDict(written) if written else request.GET, session.today)
    if request.method == "POST":
        if not count_on(query, session):
            return refusal(
                "Too many searches wait to be counted. Try again in a few minutes.",
                HTTPStatus.TOO_MANY_REQUESTS,
            )
        return redirect(query.counted.url(reverse("count_search")))
    context = {
        "search": query.counted.url().partition("?")[2],
        "url": query.url(),
        "here": query.counted.url(reverse("count_search")),
        "query": query,
        "count": background_count(query, session),
    }
    response = render(request, "search/count.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response
