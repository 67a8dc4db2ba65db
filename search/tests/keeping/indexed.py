"""Articles that are stored and indexed, with nothing left in the outbox."""

from __future__ import annotations

from typing import Any

from corpus.models import Article, OutboxEntry
from search.tests.archive import store


def store_indexed(title: str, text: str, date: str = "", **given: Any) -> Article:
    """Store an article as an import does that has drained its outbox."""
    article = store(title, text, date, **given)
    OutboxEntry.objects.all().delete()
    return article
