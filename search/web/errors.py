"""Error pages: not found, search unavailable, bad request, server error."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist, loader

from search.engines.base import EngineError
from search.web.load_gate import TooBusyError
from search.web.request_id import request_id
from search.web.site_state_middleware import state_of

logger = logging.getLogger(__name__)


_BUSY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer has to wait, in words for readers."""

    heading: str
    explanation: str
    retry_seconds: int = 30


INDEX_AWAY = Reason(
    "The archive cannot answer just now.",
    "Its index is being repaired or rebuilt. Nothing is lost; please try again in a minute.",
)
DATABASE_BUSY = Reason(
    "The archive is busy.",
    "Somebody else is saving just now. Nothing of yours was changed; please try again.",
    5,
)
DISK_FULL = Reason(
    "The disk is full.",
    "This could not be saved. Searching and reading go on; the operator has to make room.",
    60,
)
READ_ONLY = Reason(
    "The data folder is read-only.",
    "This could not be saved. Searching and reading go on.",
    60,
)
DATABASE_AWAY = Reason(
    "The archive's database cannot answer just now.",
    "The fault has been noted. Where it lasts, the operator can restore a backup.",
)


class UnavailableMiddleware:
    """Turns what cannot be answered now into a 503 or 429: a page, or JSON for programs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, TooBusyError):
            return too_busy(request)
        if isinstance(exception, EngineError):
            logger.error("search cannot answer", exc_info=exception)
            return unavailable(request, INDEX_AWAY)
        if isinstance(exception, DatabaseError) and not isinstance(exception, IntegrityError):
            logger.error("the database cannot answer", exc_info=exception)
            return unavailable(request, database_reason(exception))
        return None


def database_reason(error: DatabaseError) -> Reason:
    """Return what readers are told of a database error, by SQLite's and PostgreSQL's words."""
    said = str(error).lower()
    if "locked" in said or "busy" in said or "timeout" in said:
        return DATABASE_BUSY
    if "disk is full" in said or "no space" in said or "disk full" in said:
        return DISK_FULL
    if "readonly" in said or "read-only" in said:
        return READ_ONLY
    return DATABASE_AWAY


def unavailable(request: HttpRequest, reason: Reason) -> HttpResponse:
    """Answer that this cannot be done now, and when to try again.

    Rendered without context processors: the database that these would ask may be away.
    """
    response: HttpResponse
    if _is_program(request):
        state = "down" if reason in (INDEX_AWAY, DATABASE_AWAY) else state_of(request).state
        response = JsonResponse(
            {"error": reason.heading, "state": state}, status=HTTPStatus.SERVICE_UNAVAILABLE
        )
    else:
        page = loader.get_template("503.html").render({"reason": reason})
        response = HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(reason.retry_seconds)
    return response


def too_busy(request: HttpRequest) -> HttpResponse:
    """Answer that too many dear searches run already, and when to try again."""
    response: HttpResponse
    status = HTTPStatus.TOO_MANY_REQUESTS
    if _is_program(request):
        values = {"error": "Too many large searches are running.", "state": state_of(request).state}
        response = JsonResponse(values, status=status)
    else:
        response = render(request, "429.html", status=status)
    response["Retry-After"] = str(_BUSY_SECONDS)
    return response


def _is_program(request: HttpRequest) -> bool:
    return request.GET.get("format") not in (None, "", "html") or request.path == "/suggest"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django refuses because it exceeds a limit."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a server error.

    The page is rendered without request and context processors, as the session, the user or
    the database may be what failed.
    """
    try:
        page = loader.get_template("500.html").render({"request_id": request_id()})
    except TemplateDoesNotExist:
        page = "Something broke on our side. Please try again in a moment."
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
