"""The bin: what lies in it, taken out again, or deleted for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from corpus.accounts.roles import administrators_only, editors_only, is_administrator
from corpus.curation.bin import delete_for_good, take_out
from corpus.desk.change_views import told
from corpus.models import Article, Change

_PER_PAGE = 50


@editors_only
@require_safe
def bin_page(request: HttpRequest) -> HttpResponse:
    """List what lies in the bin, the last first."""
    page = Paginator(_binned().select_related("source"), _PER_PAGE).get_page(
        request.GET.get("page")
    )
    by = _who_binned(article.pk for article in page)
    rows = [{"article": article, "who": by.get(article.pk, "")} for article in page]
    context = {"rows": rows, "page_of": page, "may_delete": is_administrator(request.user)}
    return render(request, "desk/bin.html", context)


@editors_only
@require_POST
def restore(request: HttpRequest) -> HttpResponse:
    """Take the chosen articles out of the bin."""
    chosen = _chosen(request)
    if chosen:
        messages.success(request, told(take_out(chosen, request.user)))
    return redirect("desk_bin")


@administrators_only
@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    """Delete the chosen articles for good; only what lies in the bin can be."""
    chosen = _chosen(request)
    if request.POST.get("sure") != "yes":
        messages.error(request, "Nothing was deleted: tick that you are sure.")
    elif chosen:
        messages.success(request, told(delete_for_good(chosen, request.user)))
    return redirect("desk_bin")


def _chosen(request: HttpRequest) -> list[Article]:
    numbers = [text for text in request.POST.getlist("article") if text.isdecimal()][:_PER_PAGE]
    ids = [int(text) for text in numbers if len(text) < 19]
    return list(_binned().filter(pk__in=ids))


def _binned() -> QuerySet[Article]:
    rows = Article.objects.filter(binned__isnull=False)
    return rows.defer("text", "hidden_lines").order_by("-binned", "-pk")


def _who_binned(ids: Iterable[int]) -> Mapping[int, str]:
    rows = Change.objects.filter(article_id__in=list(ids), field="bin").order_by("pk")
    return {row.article_id: row.change_set.who for row in rows.select_related("change_set")}
