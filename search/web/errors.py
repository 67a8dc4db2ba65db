"""Pages for what went wrong: no such page, no answer from search, a fault of our own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist, loader

from search.engines.base import EngineError

logger = logging.getLogger(__name__)

_RETRY_SECONDS = "30"


class EngineErrorMiddleware:
    """Turns an engine's failure into a 503: the page explains, programs get JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, EngineError):
            return None
        logger.error("search cannot answer", exc_info=exception)
        return unavailable(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer that search cannot answer now."""
    response: HttpResponse
    if request.GET.get("format") == "json" or request.path == "/suggest":
        response = JsonResponse(
            {"error": "Search cannot answer just now."}, status=HTTPStatus.SERVICE_UNAVAILABLE
        )
    else:
        response = render(request, "503.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = _RETRY_SECONDS
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django refuses: one of its own limits was passed."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of our own.

    Rendered without request and context processors: what is broken may be the session,
    the user or the database that these would ask for.
    """
    try:
        page = loader.get_template("500.html").render()
    except TemplateDoesNotExist:
        page = "Something broke on our side. Please try again in a moment."
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
