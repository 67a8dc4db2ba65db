"""Pages are compressed here where no proxy before the site does it.

BREACH reads a secret from the size of compressed pages that repeat what an attacker chose. The one
secret in our pages is the token against forged forms, which Django masks anew in each page; and
Django adds random bytes to each compressed answer ("Heal the BREACH"), so sizes tell little.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_COMPRESSED = ("text/html", "application/json", "application/x-suggestions+json", "image/svg+xml")


class PageCompressionMiddleware(GZipMiddleware):
    """Compresses whole pages and JSON; downloads are streamed as they are."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in _COMPRESSED:
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
