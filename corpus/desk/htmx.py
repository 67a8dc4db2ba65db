"""Requests as `django_htmx` hands them to views."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request with the details that htmx sent, if it made the request."""

    htmx: HtmxDetails
