"""How the site is, for those who watch it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError

from corpus.models import Article, OutboxEntry
from search.engines import get_engine


def health() -> tuple[dict[str, Any], bool]:
    """Return the state as JSON values, and whether search can answer.

    `status` is `ok`, `degraded` (an older generation answers) or `down`; `articles` are
    those in the database, `indexed` those in the index, `pending` the changes on their way.
    """
    status = get_engine().status()
    state = status.state
    articles: int | None
    pending: int | None
    try:
        articles = Article.objects.shown().count()
        pending = OutboxEntry.objects.count()
    except DatabaseError:
        articles = pending = None
        state = "down"
    values = {
        "status": state,
        "engine": settings.SEARCH["ENGINE"],
        "articles": articles,
        "indexed": status.documents,
        "pending": pending,
        "generation": status.generation,
        "schema_version": status.schema_version,
    }
    return values, state != "down"
