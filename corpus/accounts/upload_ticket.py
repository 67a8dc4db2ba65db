"""A signed cookie by which the web server takes large bodies from editors alone.

The server reads a request before any view can ask who sends it. So it needs a proof that
costs no database query: the desk's pages hand editors a ticket, signed and valid for a day.
The views still check roles; a ticket only decides how many bytes are read.
"""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from corpus.accounts.roles import is_editor

COOKIE = "upload_ticket"
_SECONDS = 24 * 60 * 60
_VALUE = "editor"


class UploadTicketMiddleware:
    """Gives editors a ticket with each page of the desk, each article, and at sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(_paths()) and is_editor(request.user):
            response.set_cookie(
                COOKIE,
                _signer().sign(_VALUE),
                max_age=_SECONDS,
                secure=settings.HTTPS,
                httponly=True,
                samesite="Lax",
            )
        return response


def _paths() -> tuple[str, ...]:
    """Return the beginnings of addresses that hand out tickets: they ask who reads anyway."""
    article = reverse(settings.CORPUS.url_names.article, args=("key", "slug"))
    return reverse("desk"), reverse("sign_in"), article.partition("key")[0]


def has_ticket(cookie_header: str) -> bool:
    """Return whether a Cookie header holds a valid ticket."""
    try:
        morsel = SimpleCookie(cookie_header).get(COOKIE)
        return morsel is not None and _signer().unsign(morsel.value, max_age=_SECONDS) == _VALUE
    except (CookieError, BadSignature):
        return False


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="dateline.upload_ticket")
