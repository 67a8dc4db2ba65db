"""The desk's first page: what can be done here, and what waits."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corpus.accounts.roles import editors_only
from corpus.desk.dashboard.figures import DeskFigure, figures
from corpus.desk.navigation import MenuLink, links


@dataclass(frozen=True, slots=True)
class DeskTopic:
    """A page of the desk with its figures."""

    link: MenuLink
    figures: list[DeskFigure]


@editors_only
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show each page of the desk with what it is for and what waits there."""
    shown = links(request)
    lines = figures([link.url_name for link in shown])
    topics = [DeskTopic(link, lines.get(link.url_name, [])) for link in shown]
    return render(request, "desk/home.html", {"topics": topics})
