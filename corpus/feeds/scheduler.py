"""Fetching feeds as they become due, beside the jobs: nobody has to set up a timer."""

from __future__ import annotations

import logging
import threading

from django.db import close_old_connections
from django.utils import timezone

from corpus.feeds.fetch_run import fetch_feeds
from corpus.models import Feed

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 60.0


def keep(stop: threading.Event, look_seconds: float = _LOOK_SECONDS) -> None:
    """Fetch what is due, now and again until `stop` is set. Never raises."""
    while not stop.wait(look_seconds):
        try:
            close_old_connections()
            fetch_feeds(list(Feed.objects.due(timezone.now())))
        except Exception:
            # Whatever it was, the next look may find it mended; the feeds say how they fared.
            logger.exception("looking after the feeds")
