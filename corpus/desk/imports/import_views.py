"""Imports on the desk: a list of them, each with its progress and its report, and its undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from corpus.accounts.roles import editors_only
from corpus.curation.curation_jobs import undo_in_background
from corpus.curation.undo import UndoPlan, UndoRefusedError, plan_undo
from corpus.desk.htmx import HtmxRequest
from corpus.desk.imports import import_rows
from corpus.desk.imports.import_rows import OUTCOMES, batch_view, find_batch
from corpus.desk.imports.upload_views import bounds
from corpus.importing.import_options import ImportOptions
from corpus.importing.uploads import upload_store
from corpus.importing.uploads.upload_limits import size_in_words
from corpus.models import ImportBatch
from corpus.spreadsheet_csv import csv_lines

_PER_PAGE = 50


@editors_only
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """List imports, newest first."""
    rows = ImportBatch.objects.select_related("job", "change_set", "made_by").order_by("-pk")
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    batches = list(page)
    states = import_rows.states_of(batches)
    shown = [(batch, batch.description, states[batch.pk]) for batch in batches]
    return render(request, "desk/imports.html", {"rows": shown, "page_of": page})


@editors_only
@require_safe
def import_batch(request: HtmxRequest, batch_id: int) -> HttpResponse:
    """Show an import: what it holds, how far it is, or what came of it.

    Asked by htmx, only what changes while it runs.
    """
    batch = find_batch(batch_id)
    shown = batch_view(batch)
    live = any(view and view.job.is_active for view in (shown.job, shown.undo))
    context: dict[str, Any] = {"shown": shown, "batch": batch, "live": live}
    context["stated"] = ImportOptions.from_json(batch.options).in_words()
    if batch.is_gathering:
        files, size = upload_store.held(batch)
        context |= {"files": files, "size": size_in_words(size)} | bounds()
        return render(request, "desk/import_gathering.html", context)
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in OUTCOMES else ""
    context |= {"counts": import_rows.counts(batch, outcome), "outcome": outcome}
    if live:
        context["failures"] = import_rows.latest_failures(batch)
        template = "desk/_import.html" if request.htmx else "desk/import_batch.html"
        return render(request, template, context)
    if request.htmx:
        # It has just ended: the whole page changes, the title and the report with it.
        return HttpResponseClientRefresh()
    context |= _report(request, batch, outcome) | {"can_undo": import_rows.can_undo(shown)}
    return render(request, "desk/import_batch.html", context)


def _report(request: HttpRequest, batch: ImportBatch, outcome: str) -> dict[str, Any]:
    """One page of what came of each record."""
    outcome = outcome or ("failed" if batch.failed else "added")
    number = request.GET.get("page")
    page: Page[Any]
    if outcome == "failed":
        page = Paginator(batch.failures.all(), _PER_PAGE).get_page(number)
        rows = import_rows.failure_rows(page)
    else:
        items = batch.items.filter(outcome=outcome).order_by("pk")
        page = Paginator(items, _PER_PAGE).get_page(number)
        rows = import_rows.item_rows(page)
    return {
        "rows": rows,
        "page_of": page,
        "counts": import_rows.counts(batch, outcome),
        "outcome": outcome,
    }


@editors_only
@require_safe
def report_csv(request: HttpRequest, batch_id: int) -> StreamingHttpResponse:
    """Send the report as a table, row by row; `outcome` narrows it."""
    batch = find_batch(batch_id)
    outcome = request.GET.get("outcome", "")
    rows = import_rows.all_rows(batch, outcome if outcome in OUTCOMES else "")
    header = ("outcome", "read from", "title", "address", "note")
    table = (
        (
            row.outcome,
            row.origin,
            row.title,
            row.url and request.build_absolute_uri(row.url),
            row.note,
        )
        for row in rows
    )
    return StreamingHttpResponse(
        csv_lines(header, table),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="import-{batch.pk}.csv"'},
    )


@editors_only
@require_safe
def undo_preview(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Say what undoing an import would do."""
    batch = find_batch(batch_id)
    shown = batch_view(batch)
    if not import_rows.can_undo(shown):
        return redirect(batch)
    plan = plan_undo(batch.change_set) if batch.change_set else UndoPlan()
    # A template would take `items` for a key of a Counter.
    left = plan.left.most_common()
    context = {"shown": shown, "batch": batch, "plan": plan, "left": left}
    return render(request, "desk/import_undo.html", context)


@editors_only
@require_POST
def undo(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Undo an import in the background."""
    batch = find_batch(batch_id)
    if batch.change_set and import_rows.can_undo(batch_view(batch)):
        try:
            undo_in_background(batch.change_set, request.user)
        except UndoRefusedError as error:
            messages.error(request, str(error))
    return redirect(batch)
