"""Figures for Prometheus: requests counted as they are answered, the archive's state when asked.

Each web process counts for itself. Where `PROMETHEUS_MULTIPROC_DIR` names a folder,
prometheus-client keeps the counts in files there, so that one answer speaks for all processes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily

from corpus.accounts.client_address import client_address
from search.indexing.health import health

_REQUESTS = Counter("dateline_requests", "Requests answered", ["view", "status"])
_SECONDS = Histogram(
    "dateline_request_seconds",
    "Time to answer a request",
    ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
_STATES = ("ok", "lagging", "degraded", "down")


def count(view: str, status: int, seconds: float) -> None:
    """Count one request, by the name of its view."""
    _REQUESTS.labels(view, str(status)).inc()
    _SECONDS.labels(view).observe(seconds)


class _Archive:
    """The archive's state as gauges, looked up when Prometheus asks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        values, _ = health()
        for name, help_text in (
            ("articles", "Articles shown"),
            ("indexed", "Articles in the index"),
            ("pending", "Changes that wait to be indexed"),
            ("generation", "Generation of the index"),
        ):
            yield GaugeMetricFamily(f"dateline_{name}", help_text, value=values[name] or 0)
        state = GaugeMetricFamily("dateline_state", "State of the archive", labels=["state"])
        for each in _STATES:
            state.add_metric([each], float(values["status"] == each))
        yield state
        yield GaugeMetricFamily(
            "dateline_problems", "Things that are wrong now", value=len(values["problems"])
        )


@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Answer Prometheus where `DATELINE_METRICS` names its network; nobody else sees the page."""
    if not _is_allowed(request):
        raise Http404
    archive = CollectorRegistry()
    archive.register(_Archive())
    requests: CollectorRegistry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        requests = CollectorRegistry()
        multiprocess.MultiProcessCollector(requests)  # type: ignore[no-untyped-call]
    text = generate_latest(requests) + generate_latest(archive)
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)


def _is_allowed(request: HttpRequest) -> bool:
    networks: list[Any] = [ip_network(each) for each in settings.METRICS_NETWORKS]
    if not networks:
        return False
    try:
        address = ip_address(client_address(request))
    except ValueError:
        return False
    return any(address in network for network in networks)
