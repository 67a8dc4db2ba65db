"""Pages of frozen searches: what would be kept, and what was."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from search.engines.base import QueryError
from search.keeping.frozen_searches import (
    freeze,
    frozen_articles,
    query_of,
    since,
    too_many_lately,
    with_addresses,
)
from search.models import FrozenSearch
from search.results.session import SearchSession
from search.web.formats.conditional import json_answer
from search.web.formats.export_views import refusal
from search.web.load_gate import admitted
from search.web.params import from_params

_PER_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def freeze_search(request: HttpRequest) -> HttpResponse:
    """Show what would be frozen of the search in the address; POST freezes it."""
    session = SearchSession.begin()
    written = request.POST.get("search", "") if request.method == "POST" else ""
    params = QueryDict(written) if written else request.GET
    query, _ = from_params(params, session.today)
    problem = ""
    if request.method == "POST":
        if not request.user.is_authenticated and too_many_lately():
            return refusal(
                "Too many searches were frozen today. Sign in, or come back tomorrow.",
                HTTPStatus.TOO_MANY_REQUESTS,
            )
        try:
            with admitted(query, session):
                return redirect(freeze(query, session))
        except QueryError as error:
            problem = str(error)
    with admitted(query, session):
        total = session.total(query)
    context = {
        "search": query.counted.url().partition("?")[2],
        "url": query.url(),
        "reading": session.parse(query).reading,
        "query": query,
        "total": total,
        "problem": problem,
    }
    status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
    return render(request, "keeping/freeze.html", context, status=status)


@require_safe
def frozen_search(request: HttpRequest, frozen_key: str) -> HttpResponseBase:
    """Answer a frozen search beside what it finds today, as a page or JSON."""
    frozen = get_object_or_404(FrozenSearch, key=frozen_key)
    session = SearchSession.begin()
    if request.GET.get("format") == "json":
        return json_answer(request, _as_json(request, frozen))
    query = query_of(frozen, session)
    with admitted(query, session):
        compared = since(frozen, session)
    page = Paginator(frozen_articles(frozen), _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "frozen": frozen,
        "archive": settings.SEARCH.archive_name,
        "address": request.build_absolute_uri(frozen.get_absolute_url()),
        "query": query,
        "today_url": query.url(),
        "page": page,
        "first": page.start_index(),
        "articles": with_addresses(list(page.object_list)),
        "since": compared,
    }
    return render(request, "keeping/frozen.html", context)


def _as_json(request: HttpRequest, frozen: FrozenSearch) -> dict[str, object]:
    """Return the frozen part, which never changes."""
    names = ("key", "title", "date", "source")
    return {
        "key": frozen.key,
        "url": request.build_absolute_uri(frozen.get_absolute_url()),
        "search": frozen.parameters,
        "reading": frozen.reading,
        "made": frozen.made.isoformat(),
        "generation": frozen.generation,
        "total": frozen.total,
        "sha256": frozen.checksum,
        "articles": [dict(zip(names, facts, strict=True)) for facts in json.loads(frozen.articles)],
    }
