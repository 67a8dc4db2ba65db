"""Stars, read marks and tags of one's own; and the tokens by which programs read."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpus.accounts.roles import signed_in_only
from corpus.models import Article
from search.models import ArticleMark, ReaderToken
from search.web.access import digest_of
from search.web.formats.export_views import refusal

_MAX_MARKS = 50_000
_MAX_TOKENS = 20
_SHOWN = 500
_TOKEN_LENGTH = 40


@signed_in_only
@require_POST
def mark_article(request: HttpRequest) -> HttpResponse:
    """Set a mark of the form's kind on an article, or take it off where `off` is sent."""
    owner = cast("User", request.user)
    article = Article.objects.shown().filter(key=request.POST.get("article", "")).first()
    if article is None:
        return refusal("The archive has no such article.", HTTPStatus.BAD_REQUEST)
    kind = request.POST.get("kind", "")
    tag = " ".join(request.POST.get("tag", "").split())[:60] if kind == "tag" else ""
    if kind not in ArticleMark.Kind.values or (kind == "tag" and not tag):
        return refusal("A mark is a star, read, or a tag with a name.", HTTPStatus.BAD_REQUEST)
    given: dict[str, Any] = {"owner": owner, "article_key": article.key, "kind": kind, "tag": tag}
    if request.POST.get("off"):
        ArticleMark.objects.filter(**given).delete()
    elif ArticleMark.objects.filter(owner=owner).count() >= _MAX_MARKS:
        return refusal("Too many marks are kept already.", HTTPStatus.BAD_REQUEST)
    else:
        ArticleMark.objects.get_or_create(**given)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return redirect(back if is_ours else article.get_absolute_url())


@signed_in_only
@require_safe
def marked_articles(request: HttpRequest) -> HttpResponse:
    """List the reader's starred and tagged articles, or those of one tag."""
    owner = cast("User", request.user)
    marks = ArticleMark.objects.filter(owner=owner).exclude(kind=ArticleMark.Kind.READ)
    tags = sorted({mark.tag for mark in marks if mark.tag}, key=str.casefold)
    tag = request.GET.get("tag", "")
    chosen = marks.filter(tag=tag) if tag else marks
    keys = list(dict.fromkeys(chosen.values_list("article_key", flat=True)))[:_SHOWN]
    articles = Article.objects.shown().select_related("source").filter(key__in=keys)
    by_key = {article.key: article for article in articles.defer("text")}
    context = {
        "articles": [by_key[key] for key in keys if key in by_key],
        "tags": tags,
        "tag": tag,
        "read": ArticleMark.objects.filter(owner=owner, kind=ArticleMark.Kind.READ).count(),
    }
    return render(request, "keeping/marked.html", context)


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def reader_tokens(request: HttpRequest) -> HttpResponse:
    """List the reader's tokens; POST makes one and shows it, once."""
    owner = cast("User", request.user)
    made = ""
    if request.method == "POST":
        if ReaderToken.objects.filter(owner=owner).count() >= _MAX_TOKENS:
            return refusal(f"There are {_MAX_TOKENS} tokens already.", HTTPStatus.BAD_REQUEST)
        made = get_random_string(_TOKEN_LENGTH)
        label = request.POST.get("label", "").strip()[:100] or "Token"
        ReaderToken.objects.create(owner=owner, label=label, digest=digest_of(made))
    rows = ReaderToken.objects.filter(owner=owner)
    return render(request, "keeping/tokens.html", {"tokens": rows, "made": made})


@signed_in_only
@require_POST
def delete_token(request: HttpRequest, token_id: int) -> HttpResponse:
    get_object_or_404(ReaderToken, pk=token_id, owner=cast("User", request.user)).delete()
    return redirect("reader_tokens")
