"""Tells every page, and every program, how far the answer can be trusted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from search.indexing.site_state import SOUND, SiteState, site_state

#: In answers to programs, on all but sound states: `lagging`, `degraded` or `down`.
HEADER = "Dateline-State"
#: Paths whose answers do not depend on index or database.
_APART = (
    *("/static/", "/healthz", "/readyz", "/robots.txt", "/favicon.ico", "/opensearch.xml"),
    *("/help", "/build"),
)


class SiteStateMiddleware:
    """Looks at the state before anything is asked, so that what is hidden stays hidden."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(_APART):
            return self.get_response(request)
        state = site_state()
        request.site_state = state  # type: ignore[attr-defined]
        response = self.get_response(request)
        if state.state != "ok":
            response[HEADER] = state.state
        return response


def state_of(request: HttpRequest) -> SiteState:
    """Return the state that this request's answer was made in."""
    state: SiteState = getattr(request, "site_state", SOUND)
    return state


def site_notices(request: HttpRequest) -> dict[str, Any]:
    """Give templates the sentences that every page shows at its top."""
    return {"site_notices": state_of(request).notices}
