"""Answers that are not sent again to those who have them."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from corpus.curation.synonyms.synonym_list import list_version
from corpus.jobs.supervised import STARTED_VARIABLE
from search.web.site_state_middleware import state_of

#: What differs from answer to answer though nothing changed.
_INCIDENTAL = frozenset({"took_ms"})
#: Code, templates and settings change with a start. Processes that share none have one each.
_STARTED = os.environ.get(STARTED_VARIABLE) or secrets.token_hex(8)


def json_answer(request: HttpRequest, values: Mapping[str, Any]) -> HttpResponseBase:
    """Answer JSON values and the archive's `state` with an ETag, or 304 where the caller has them.

    `state` is `ok`, `lagging`, `degraded` or `down` (see `search.indexing.site_state`).
    """
    values = {**values, "state": state_of(request).state}
    lasting = {name: value for name, value in values.items() if name not in _INCIDENTAL}
    written = json.dumps(lasting, ensure_ascii=False, sort_keys=True)
    etag = f'"{hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()[:32]}"'
    response = JsonResponse(values, json_dumps_params={"ensure_ascii": False})
    response["ETag"] = etag
    return get_conditional_response(request, etag, None, response) or response


def page_answer(
    request: HttpRequest, make: Callable[[], HttpResponseBase], *headers: str
) -> HttpResponseBase:
    """Return the page that `make` makes, or 304, without making it, where the reader has it.

    The page may depend on the address, the articles, the index, the equal words, the day, who
    reads, and the request's `headers`. Its ETag is a hash of these, so it is known beforehand.
    A page that depends on more states its own Cache-Control and gets no ETag.
    """
    etag = _etag_of_page(request, headers)
    kept = get_conditional_response(request, etag, None, HttpResponse())
    is_kept = kept is not None and kept.status_code == HTTPStatus.NOT_MODIFIED
    response = kept if kept is not None and is_kept else make()
    if is_kept or (response.status_code == HTTPStatus.OK and "Cache-Control" not in response):
        response["ETag"] = etag
        # Browsers keep the page, and ask each time whether it is still so.
        patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, headers)
    return response


def _etag_of_page(request: HttpRequest, headers: tuple[str, ...]) -> str:
    state = state_of(request)
    parts = (
        *(_STARTED, state.version, state.state, state.notices, timezone.localdate()),
        *(request.get_host(), request.get_full_path()),
        *(request.headers.get(name) for name in headers),
        request.COOKIES.get("theme"),
        list_version() if request.GET.get("q") else None,
        _person(request),
    )
    digest = hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()
    return f'"{digest[:32]}"'


def _person(request: HttpRequest) -> tuple[object, ...]:
    """Return what a page says of who reads it: their name, rights, and token against forgery."""
    user = request.user
    if not user.is_authenticated:
        return ()
    rights = sorted(user.get_all_permissions())
    return (user.pk, user.get_username(), *rights, request.COOKIES.get(settings.CSRF_COOKIE_NAME))
