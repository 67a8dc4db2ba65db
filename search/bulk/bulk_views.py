"""Desk pages of a bulk edit: the form, the preview, the start."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpus.accounts.roles import editors_only
from corpus.curation.bulk_changes import freeze, preview, start
from corpus.desk.article_form import held_sources
from corpus.models import BulkEdit
from search.bulk.bulk_form import BulkForm
from search.bulk.selection import CannotGatherError, ids_of
from search.query.search_query import SearchQuery
from search.results.active_filters import chips
from search.results.session import SearchSession
from search.web.params import from_params


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """Show the form for all articles of a search; a valid form leads to the preview."""
    session = SearchSession.begin()
    query, _ = from_params(request.GET, session.today)
    query = query.counted
    form = BulkForm(request.POST if request.method == "POST" else None)
    try:
        found = ids_of(query, session)
    except CannotGatherError as error:
        messages.error(request, str(error))
        return redirect(query.url())
    if request.method == "POST" and form.is_valid():
        frozen = freeze(found, form.wanted(), request.user, in_words(query), query.url())
        return redirect("desk_bulk_preview", frozen.pk)
    context = {
        "form": form,
        "count": len(found),
        "search": in_words(query),
        "search_url": query.url(),
        "sources_held": held_sources(),
    }
    return render(request, "desk/bulk.html", context)


@editors_only
@require_safe
def bulk_preview(request: HttpRequest, bulk_id: int) -> HttpResponse:
    """Preview a bulk edit with samples; redirect to its job once it has started."""
    frozen = _find(bulk_id)
    if frozen.job is not None:
        return redirect(frozen.job.get_absolute_url())
    context = {"bulk": frozen, "count": len(frozen.article_ids), "preview": preview(frozen)}
    return render(request, "desk/bulk_preview.html", context)


@editors_only
@require_POST
def bulk_start(request: HttpRequest, bulk_id: int) -> HttpResponse:
    """Start a bulk edit in the background."""
    return redirect(start(_find(bulk_id), request.user).get_absolute_url())


def in_words(query: SearchQuery) -> str:
    """Return a search in a few words: its words and filters."""
    narrowed = [chip.label for chip in chips(query, partial=False)]
    parts = [f"“{query.q}”"] if query.q else []
    return ", ".join((*parts, *narrowed)) or "the whole archive"


def _find(bulk_id: int) -> BulkEdit:
    return get_object_or_404(BulkEdit.objects.select_related("job"), pk=bulk_id)
