"""One identifier, one log line and one timing header for each request."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable
from urllib.parse import unquote_plus

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from search.operations import slow_requests
from search.web import metrics
from search.web.request_id import current

#: A request that takes longer, in seconds, is logged with its query.
SLOW_SECONDS = 1.0
HEADER = "X-Request-ID"
_MAX_QUERY_CHARS = 500
_GIVEN_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")

access_log = logging.getLogger("dateline.access")
slow_log = logging.getLogger("dateline.slow")


class RequestLogMiddleware:
    """Outermost: sees every answer, errors and static files included.

    The access log holds the path without the query, as queries are the readers' affair; only
    a slow one is logged with its query, so that it can be looked into.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        identifier = given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        token = current.set(identifier)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            self._note(request, response, time.perf_counter() - began)
        finally:
            current.reset(token)
        response[HEADER] = identifier
        return response

    def _note(self, request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        response["Server-Timing"] = f"app;dur={seconds * 1000:.1f}"
        view = request.resolver_match.view_name if request.resolver_match else ""
        metrics.count(view or "none", response.status_code, seconds)
        facts = {
            "method": request.method,
            "path": _on_one_line(request.path[:_MAX_QUERY_CHARS]),
            "status": response.status_code,
            "milliseconds": round(seconds * 1000, 1),
        }
        access_log.info("%(method)s %(path)s %(status)s %(milliseconds)s ms", facts, extra=facts)
        if seconds > SLOW_SECONDS:
            query = _without_token(request.META.get("QUERY_STRING", ""))[:_MAX_QUERY_CHARS]
            slow_requests.note(f"{facts['path']}?{query}", seconds)
            slow_log.warning(
                "%s?%s took %.1f s", facts["path"], query, seconds, extra=facts | {"query": query}
            )


def _on_one_line(text: str) -> str:
    """Return text that cannot begin a log line of its own."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _without_token(query: str) -> str:
    """Return the query of an address without a personal token: whoever reads logs could use it."""
    pairs = (
        "token=" if unquote_plus(pair.partition("=")[0]) == "token" else pair
        for pair in query.split("&")
    )
    return _on_one_line("&".join(pairs))
