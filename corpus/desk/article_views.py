"""One article on the desk: corrected, hidden, binned; where its values come from; its history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from corpus.accounts.roles import editors_only, is_administrator
from corpus.curation.bin import move_to_bin, take_out
from corpus.curation.date_entry import read_date
from corpus.curation.editing import EditConflictError, edit
from corpus.desk.article_form import ArticleForm, again, held_sources, in_words
from corpus.desk.change_history import history_of
from corpus.desk.change_views import back_to, told
from corpus.models import Article, ChangeSet
from corpus.models.tracked_fields import FIELDS

_MAX_LANGUAGES = 100


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def article(request: HttpRequest, article_id: int) -> HttpResponse:
    """Show an article's form, or save it; htmx is given the form alone, for another page."""
    found = find_article(article_id)
    if request.method != "POST":
        return _page(request, found, ArticleForm.of(found))
    form = ArticleForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    changes = form.changes()
    try:
        made = edit(found, changes, request.user, form.cleaned_data["seen"])
    except EditConflictError as error:
        found = find_article(article_id)
        conflicts = [in_words(one) for one in error.conflicts]
        return _page(request, found, again(request.POST, found), conflicts)
    saved = f"{made}." if made.pk else "Nothing was changed."
    messages.success(request, saved)
    if "HX-Request" in request.headers:
        return HttpResponseClientRedirect(_shown_at(request, found))
    return redirect("desk_article", found.pk)


@editors_only
@require_safe
def reading_of_date(request: HttpRequest) -> HttpResponse:
    """Say how a date that is being typed is read, and how precisely."""
    try:
        read = read_date(str(request.GET.get("date") or "")[:80], timezone.localdate())
    except ValueError as error:
        return render(request, "desk/date_reading.html", {"error": str(error)})
    return render(request, "desk/date_reading.html", {"read": read})


@editors_only
@require_POST
def bin_article(request: HttpRequest, article_id: int) -> HttpResponse:
    """Move an article to the bin."""
    return _moved(request, move_to_bin([find_article(article_id)], request.user))


@editors_only
@require_POST
def take_article_out(request: HttpRequest, article_id: int) -> HttpResponse:
    """Take an article out of the bin."""
    return _moved(request, take_out([find_article(article_id)], request.user))


def find_article(article_id: int) -> Article:
    """Return an article, hidden and binned ones too. Raises Http404."""
    return get_object_or_404(Article.objects.select_related("source", "batch"), pk=article_id)


def _moved(request: HttpRequest, made: ChangeSet) -> HttpResponse:
    if made.pk:
        messages.success(request, told(made))
    return redirect(back_to(request, reverse("desk_bin")))


def _page(
    request: HttpRequest,
    article: Article,
    form: ArticleForm,
    conflicts: Iterable[Any] = (),
) -> HttpResponse:
    in_place = "HX-Request" in request.headers
    held = Article.objects.exclude(language="").values("language").annotate(held=Count("pk"))
    context = {
        "article": article,
        "form": form,
        "conflicts": conflicts,
        "in_place": in_place,
        "sources_held": held_sources(),
        "languages_held": [row["language"] for row in held.order_by("-held")[:_MAX_LANGUAGES]],
        "is_shown": not article.hidden and article.binned is None,
    }
    if not in_place:
        context["history"] = history_of(article)
        context["set_by_editors"] = [
            field.label for field in FIELDS.values() if field.edited in article.edited_fields
        ]
        context["may_delete"] = is_administrator(request.user)
    template = "desk/_article_form.html" if in_place else "desk/article.html"
    # A form that is not saved is no page of its own: no redirect, and 200 for htmx to show it.
    return render(request, template, context)


def _shown_at(request: HttpRequest, article: Article) -> str:
    """The page the form stood in, where readers still may see it."""
    address = request.headers.get("HX-Current-URL", "")
    article.refresh_from_db()
    if article.hidden or not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return reverse("desk_article", args=(article.pk,))
    return address
