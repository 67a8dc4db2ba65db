"""Searches in the formats of programs: downloads of everything found, or a plain refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from search.concordance.export_lock import BusyError, LockedExport
from search.concordance.kwic_export import KWIC_FORMATS
from search.engines.base import QueryError
from search.export.article_rows import ExportScope, export_list
from search.export.export_formats import EXPORT_FORMATS, ExportFormat
from search.export.export_row import ExportHead
from search.query.search_query import SearchQuery
from search.results.session import SearchSession
from search.search_page import answered, concordance
from search.web.access import may_export_texts, may_read_texts
from search.web.site_state_middleware import state_of

_RETRY_SECONDS = "60"
#: What is sent at once: a packet for each row would take longer than the row.
_BLOCK_BYTES = 1 << 15


def download(
    request: HttpRequest, query: SearchQuery, session: SearchSession, name: str
) -> HttpResponseBase:
    """Answer all that `query` finds in the format `name`; refuse in a sentence what cannot be."""
    if query.view == "kwic":
        if not may_read_texts(request):
            return refusal("All matches are given to who signed in.", HTTPStatus.FORBIDDEN)
        return _concordance(request, query, session, name)
    chosen = EXPORT_FORMATS.get(name)
    if chosen is None:
        return _unknown(name, EXPORT_FORMATS)
    with_text = chosen.needs_text or request.GET.get("text") == "1"
    if with_text and not may_export_texts(request):
        return refusal("This archive does not give out full texts.", HTTPStatus.FORBIDDEN)
    try:
        return _articles(request, query, session, chosen, with_text=with_text)
    except QueryError as error:
        return refusal(str(error), HTTPStatus.BAD_REQUEST)


def refusal(sentence: str, status: HTTPStatus) -> HttpResponse:
    """Answer a program that what it asked for cannot be had, and why."""
    response = HttpResponse(f"{sentence}\n", "text/plain; charset=utf-8", status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _unknown(name: str, formats: Iterable[str]) -> HttpResponse:
    known = ", ".join(["json", "atom", "feed", *formats])
    shown = "".join(sign for sign in name[:40] if sign.isprintable())
    return refusal(
        f"There is no format “{shown}” here. These are: {known}.", HTTPStatus.NOT_ACCEPTABLE
    )


def _articles(
    request: HttpRequest,
    query: SearchQuery,
    session: SearchSession,
    chosen: ExportFormat,
    *,
    with_text: bool,
) -> HttpResponseBase:
    asked, node = answered(query, session)
    scope = ExportScope(
        node=node,
        filters=asked.filters(session.today),
        sort=asked.order,
        has_words=bool(asked.q),
        base_url=request.build_absolute_uri("/").rstrip("/"),
        with_text=with_text,
        passages=asked.snippets,
        passage_chars=asked.snippet_chars,
    )

    def pieces() -> Iterator[str] | Iterator[bytes]:
        found = export_list(scope)
        head = ExportHead(
            archive=settings.SEARCH.archive_name,
            query=asked.q,
            search_url=request.build_absolute_uri(asked.at_page(1).url()),
            total=len(found.ids),
            accessed=session.today,
            with_text=with_text,
            notices=(*state_of(request).notices, *found.notices),
        )
        return chosen.write(found.rows(), head)

    response = _streamed(request, pieces, chosen.media_type)
    return attached(request, response, _file(query), chosen.extension)


def _concordance(
    request: HttpRequest, query: SearchQuery, session: SearchSession, name: str
) -> HttpResponseBase:
    chosen = KWIC_FORMATS.get(name)
    if chosen is None:
        return _unknown(name, KWIC_FORMATS)

    def pieces() -> Iterator[str] | Iterator[bytes]:
        return chosen.write(concordance(query, session), request.build_absolute_uri)

    response = _streamed(request, pieces, chosen.media_type)
    return attached(request, response, _file(query), chosen.extension)


def _file(query: SearchQuery) -> str:
    usual = "matches" if query.view == "kwic" else "articles"
    return slugify(query.q)[:40].strip("-") or usual


def attached(
    request: HttpRequest, response: HttpResponseBase, name: str, extension: str
) -> HttpResponseBase:
    """Give a download its file name: `name.csv`, or `name.degraded.csv` where the state is not ok.

    Tables have no place for a sentence, and a saved file no header: the name alone stays with it.
    """
    state = state_of(request).state
    suffix = extension if state == "ok" else f"{state}.{extension}"
    if response.status_code == HTTPStatus.OK:
        response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response


def _streamed(
    request: HttpRequest,
    pieces: Callable[[], Iterator[str] | Iterator[bytes]],
    media_type: str,
) -> HttpResponseBase:
    """Answer a download as it is made; 503 where this process is making one already."""
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=media_type)
    else:
        try:
            response = StreamingHttpResponse(LockedExport(lambda: _blocks(pieces())), media_type)
        except BusyError:
            busy = render(request, "search/busy.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
            busy["Retry-After"] = _RETRY_SECONDS
            return busy
    response["X-Robots-Tag"] = "noindex"
    return response


def _blocks(pieces: Iterator[str] | Iterator[bytes]) -> Iterator[bytes]:
    """Gather the pieces of a file into blocks worth sending."""
    block = bytearray()
    for piece in pieces:
        block += piece.encode("utf-8", "replace") if isinstance(piece, str) else piece
        if len(block) >= _BLOCK_BYTES:
            yield bytes(block)
            block.clear()
    yield bytes(block)
