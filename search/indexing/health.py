"""How the site is, for those who watch it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError

from corpus.models import Article
from search.engines import get_engine
from search.indexing import disk_space, watch_report
from search.indexing.site_state import site_state


def health() -> tuple[dict[str, Any], bool]:
    """Return the state as JSON values, and whether search can answer.

    `status` is `ok`, `lagging` (changes wait to be indexed), `degraded` (an older generation
    answers, or the database is damaged) or `down`; `articles` are those in the database,
    `indexed` those in the index, `pending` the changes that wait. `problems` has a sentence on
    each thing that is wrong, `watched` tells whether the watchman looked lately.
    """
    state = site_state()
    status = get_engine().status()
    report = watch_report.last()
    articles: int | None
    try:
        articles = Article.objects.shown().count()
    except DatabaseError:
        articles = None
    problems = [status.detail, *report.database, *report.failures, disk_space.problem()]
    values = {
        "status": "down" if articles is None else state.state,
        "engine": settings.SEARCH.engine,
        "articles": articles,
        "indexed": status.documents,
        "pending": None if articles is None else state.pending,
        "generation": status.generation,
        "schema_version": status.schema_version,
        "watched": not report.is_stale,
        "problems": [problem for problem in problems if problem],
    }
    return values, values["status"] != "down"


def ready() -> bool:
    """Return whether this process can answer searches now."""
    return site_state().state != "down"
