"""One article, at its address for good or at an older one."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from corpus.accounts.roles import acts_as_editor
from corpus.models import Article
from search.article.article_page import article_page, original_text
from search.article.permalink import Permalink, by_key, by_number
from search.citation.article_metadata import article_metadata
from search.citation.citation_styles import citations
from search.keeping.article_marks import kept_article
from search.results.session import SearchSession
from search.web.access import may_read_texts, to_sign_in
from search.web.formats.article_formats import article_in_format, article_record, record_links
from search.web.formats.conditional import page_answer
from search.web.params import clean, from_params

_MAX_REDIRECT_QUERY = 8_000


@require_safe
def article(request: HttpRequest, key: str, slug: str = "") -> HttpResponseBase:
    """Answer an article with the matches of the search it was found by."""

    def answer() -> HttpResponseBase:
        return _answer(request, by_key(key, slug), slug)

    # What a reader keeps of it, or has just done to it, is not in its ETag.
    return answer() if request.user.is_authenticated else page_answer(request, answer)


@require_safe
def numbered_article(request: HttpRequest, article_id: int, slug: str = "") -> HttpResponseBase:
    """Lead from an old numeric address to the article's own, while the title agrees."""
    return _answer(request, by_number(article_id, slug), slug)


def _answer(request: HttpRequest, found: Permalink | None, slug: str) -> HttpResponseBase:
    if found is None:
        raise Http404
    if not found.agrees:
        return _other_article(request, found.article, slug)
    address = found.article.get_absolute_url()
    if request.path != address:
        written = request.META.get("QUERY_STRING", "")
        # A query too long for a redirect is answered where it was asked.
        if len(written) < _MAX_REDIRECT_QUERY:
            return redirect(f"{address}?{written}" if written else address)
    if request.GET.get("raw") == "1":
        if not may_read_texts(request):
            return to_sign_in(request)
        return HttpResponse(original_text(found.article), content_type="text/plain; charset=utf-8")
    name = clean(str(request.GET.get("format") or "")).lower()
    if name not in ("", "html"):
        return article_in_format(request, found.article, name)
    answer = _page if may_read_texts(request) else _closed
    return answer(request, found.article)


def _page(request: HttpRequest, found: Article) -> HttpResponse:
    session = SearchSession.begin()
    query, _ = from_params(request.GET, session.today)
    quotation = clean(str(request.GET.get("quote") or ""))
    editable = acts_as_editor(request)
    page = article_page(found, query, session, editable=editable, quotation=quotation)
    row, head = article_record(request, found, session.today)
    context = {
        "article": page,
        "metadata": article_metadata(row, head, found.text),
        "citations": citations(row, head),
        "record_links": record_links(found),
        "kept": kept_article(request.user, found.key),
    }
    response = render(request, "search/article.html", context)
    if page.notices:  # What could not be marked now may be marked soon.
        response["Cache-Control"] = "no-cache"
    return response


def _closed(request: HttpRequest, found: Article) -> HttpResponse:
    """Answer an article without its text, to who would have to sign in to read it."""
    row, head = article_record(request, found, timezone.localdate())
    context = {
        "row": row,
        "citations": citations(row, head),
        "record_links": record_links(found),
        "metadata": article_metadata(row, head, ""),
    }
    return render(request, "search/article_closed.html", context)


def _other_article(request: HttpRequest, found: Article, slug: str) -> HttpResponse:
    """Say that the address names another title than the article it leads to has."""
    named = clean(slug.strip("/").replace("-", " "))[:80]
    context = {"named": named, "title": found.title, "url": found.get_absolute_url()}
    return render(request, "search/other_article.html", context, status=HTTPStatus.NOT_FOUND)
