"""JSON that is not sent again to who has it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.cache import get_conditional_response

#: What differs from answer to answer though nothing changed.
_INCIDENTAL = frozenset({"took_ms"})


def json_answer(request: HttpRequest, values: Mapping[str, Any]) -> HttpResponseBase:
    """Answer JSON values with an ETag, or 304 where the caller has them."""
    lasting = {name: value for name, value in values.items() if name not in _INCIDENTAL}
    written = json.dumps(lasting, ensure_ascii=False, sort_keys=True)
    etag = f'"{hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()[:32]}"'
    response = JsonResponse(dict(values), json_dumps_params={"ensure_ascii": False})
    response["ETag"] = etag
    return get_conditional_response(request, etag, None, response) or response
