"""Which address a request came from, past the proxies that the settings name."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address that a request came from, past as many proxies as the settings name.

    Each proxy appends the address that it was called from to X-Forwarded-For, so what
    stands left of those entries is only what the client claims.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    trusted: int = settings.PROXIES
    if not trusted:
        return direct
    stated = request.headers.get("X-Forwarded-For", "").split(",")
    try:
        return str(ip_address(stated[-trusted].strip()))
    except (IndexError, ValueError):
        return direct
