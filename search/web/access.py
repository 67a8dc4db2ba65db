"""A private archive: who may read at all, and who may read texts and originals.

One setting decides (`DATELINE_ACCESS`). What is open to everybody is listed here and nowhere
else: an address that is not listed is closed, so a new page cannot leak by being forgotten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers

from search.models import ReaderToken

#: Addresses that a private archive answers without sign-in.
OPEN = frozenset(
    {
        *("sign_in", "sign_in_code", "sign_out", "robots", "healthz", "readyz", "metrics"),
        *("opensearch", "end_alert", "theme"),
    }
)

#: Addresses that a personal token opens: reading, never the desk nor the account.
TOKEN_READS = frozenset(
    {
        *("search", "article", "article_by_key", "article_by_id", "article_by_id_and_title"),
        *("collection", "compare", "first_use", "suggest", "frozen_search", "saved_searches"),
        *("collections", "collection_page", "collocates", "small_multiples", "openapi"),
        "facet_values",
    }
)


def may_read(request: HttpRequest) -> bool:
    """Return whether whoever asks may search and read at all."""
    return settings.SEARCH.access != "sign-in" or request.user.is_authenticated


def may_read_texts(request: HttpRequest) -> bool:
    """Return whether whoever asks may read full texts and originals."""
    return settings.SEARCH.access == "public" or request.user.is_authenticated


def may_export_texts(request: HttpRequest) -> bool:
    """Return whether downloads may hold full texts for whoever asks."""
    return settings.SEARCH.export_text and may_read_texts(request)


class AccessMiddleware:
    """Lets a personal token read for its owner, and keeps others out of a private archive."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.SEARCH.access != "public" or getattr(request, "reads_by_token", False):
            # Nobody's answer may reach somebody else through a cache.
            patch_cache_control(response, private=True)
        elif origin := _allowed_origin(request):
            response["Access-Control-Allow-Origin"] = origin
            patch_vary_headers(response, ("Origin",))
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name in TOKEN_READS and (refused := _read_by_token(request)):
            return refused
        if may_read(request) or name in OPEN:
            return None
        return to_sign_in(request)


def _allowed_origin(request: HttpRequest) -> str:
    """Return the origin whose pages may read this answer, "" for none: CORS, without cookies."""
    origin, allowed = request.headers.get("Origin", ""), settings.SEARCH.cors_origins
    if not origin or request.method not in ("GET", "HEAD") or request.user.is_authenticated:
        return ""
    if "*" in allowed:
        return "*"
    return origin if origin in allowed else ""


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead a person to the sign-in page; tell a program that it needs a token."""
    is_page = not request.GET.get("format") and request.path != "/suggest"
    if (
        is_page
        and request.method in ("GET", "HEAD", "POST")
        and "HX-Request" not in request.headers
    ):
        return redirect_to_login(request.get_full_path() if request.method != "POST" else "/")
    response = HttpResponse(
        "This archive is read by signing in, or with a personal token.\n",
        "text/plain; charset=utf-8",
        HTTPStatus.UNAUTHORIZED,
    )
    response["WWW-Authenticate"] = 'Bearer realm="Dateline"'
    return response


def digest_of(token: str) -> str:
    """Return the digest by which a token is known."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _read_by_token(request: HttpRequest) -> HttpResponse | None:
    """Make the owner of the request's token its user; a token only reads.

    It stands in the Authorization header, or as `token` in the address, for feed readers.
    """
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        token = request.GET.get("token", "")
    if not token or request.user.is_authenticated:
        return None
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(
            "A token only reads.\n", "text/plain; charset=utf-8", HTTPStatus.FORBIDDEN
        )
    rows = ReaderToken.objects.select_related("owner").filter(
        digest=digest_of(token), owner__is_active=True
    )
    found = rows.first()
    if found is None:
        response = HttpResponse(
            "This token is not known here.\n", "text/plain; charset=utf-8", HTTPStatus.UNAUTHORIZED
        )
        response["WWW-Authenticate"] = 'Bearer realm="Dateline", error="invalid_token"'
        return response
    request.user = found.owner
    request.reads_by_token = True  # type: ignore[attr-defined]
    return None
