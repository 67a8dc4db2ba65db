"""The desk's first page: what can be done here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corpus.accounts.roles import editors_only
from corpus.desk.navigation import links


@editors_only
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show each page of the desk with what it is for."""
    return render(request, "desk/home.html", {"links": links(request)})
