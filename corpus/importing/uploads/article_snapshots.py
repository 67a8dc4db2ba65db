"""What an article was before an import changed it: kept with the import, for its undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from corpus.models import Article, ImportBatch, Original, Source

# What an import may write, as `Article.take` does; dates go through JSON as text.
_FIELDS = (
    *("title", "title_origin", "text", "hidden_lines", "word_count", "author", "url"),
    *("language", "language_confidence", "content_hash"),
    *("date_precision", "date_origin", "date_evidence", "date_doubt"),
    *("source_id", "batch_id", "edited_fields", "flags", "tags"),
)
# What an editor sets with a field: it stays with it.
_WITH = {
    "title": ("title_origin",),
    "source": ("source_id",),
    "language": ("language_confidence",),
    "published": ("date_precision", "date_origin", "date_evidence", "date_doubt"),
}

State = dict[str, Any]


def states_of(origins: Iterable[str]) -> dict[str, State]:
    """Return the state of the articles that have these origins, by origin, locked."""
    rows = list(Article.objects.select_for_update().filter(origin__in=list(origins)))
    originals = dict(
        Original.objects.filter(article__in=[row.pk for row in rows]).values_list(
            "article_id", "text"
        )
    )
    return {row.origin: _state(row, originals.get(row.pk, "")) for row in rows}


def _state(article: Article, original: str) -> State:
    state: State = {name: getattr(article, name) for name in _FIELDS}
    state["published"] = article.published.isoformat() if article.published else None
    return state | {"original": original}


def set_back(article: Article, state: Mapping[str, Any]) -> str:
    """Set an article back to a state, and return the original text of then. Does not save.

    What an editor has set stays.
    """
    kept = set(article.edited_fields) - {"hidden"}
    kept |= {name for field in kept for name in _WITH.get(field, ())}
    for name in _FIELDS:
        # States kept by an earlier version lack what has come since.
        if name not in kept and name != "edited_fields" and name in state:
            setattr(article, name, state[name])
    if "published" not in kept:
        day = state["published"]
        article.published = dt.date.fromisoformat(day) if day else None
    _forget_what_is_gone(article)
    return str(state["original"])


def _forget_what_is_gone(article: Article) -> None:
    """A source or import may have been deleted since."""
    if article.source_id and not Source.objects.filter(pk=article.source_id).exists():
        article.source_id = None
    if article.batch_id and not ImportBatch.objects.filter(pk=article.batch_id).exists():
        article.batch_id = None
