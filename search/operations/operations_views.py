"""Pages of the desk for operations; for administrators."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from corpus.accounts.roles import administrators_only
from corpus.jobs.queue import enqueue
from search.operations.check_job import KIND
from search.operations.site_overview import site_overview


@administrators_only
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/operations.html", {"site": site_overview()})


@administrators_only
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Have database and index checked and the index repaired; leads to the job's page."""
    return redirect(enqueue(KIND, {}, request.user).get_absolute_url())
