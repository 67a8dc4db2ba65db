"""Whether the database is sound: its pages, and each row against its own checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.db.models import QuerySet

from corpus.models import Article

_MAX_PROBLEMS = 20
_ROWS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class DamagedRow:
    """An article whose row does not fit a checksum that was stored with it."""

    article_id: int
    what: str

    def __str__(self) -> str:
        return f"article {self.article_id}: {self.what}"


def page_problems() -> list[str]:
    """Return what is wrong with the database file, a sentence each; [] where it is sound.

    SQLite's quick_check reads every page. Other servers check their own pages.
    """
    if connection.vendor != "sqlite":
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA quick_check({_MAX_PROBLEMS})")
            told = [str(row[0]) for row in cursor.fetchall()]
    except DatabaseError as error:
        return [f"the database cannot be read: {error}"]
    return [] if told == ["ok"] else [f"the database file is damaged: {line}" for line in told]


def damaged_rows(after: int = 0, limit: int | None = None) -> Iterator[DamagedRow | int]:
    """Go through articles with a greater id than `after`, by id, at most `limit` of them.

    Yields a DamagedRow for each damaged one, and the id of every article that was read. Raises
    DatabaseError where rows cannot be read at all.
    """
    read = 0
    while limit is None or read < limit:
        size = _ROWS_AT_ONCE if limit is None else min(_ROWS_AT_ONCE, limit - read)
        rows = _rows(after, size)
        if not rows:
            return
        for article_id, row in rows:
            if what := row if isinstance(row, str) else _damage(row):
                yield DamagedRow(article_id, what)
            yield article_id
        after = rows[-1][0]
        read += len(rows)


def _rows(after: int, size: int) -> list[tuple[int, Article | str]]:
    """Return the next articles by id; in place of one that cannot be read, why."""
    articles = Article.objects.select_related("source", "original").order_by("pk")
    chosen = articles.filter(pk__gt=after)[:size]
    try:
        return [(article.pk, article) for article in chosen]
    except (DatabaseError, ValueError):
        # Damaged bytes are no text or no JSON any more: read singly, the others are sound.
        ids = articles.filter(pk__gt=after).values_list("pk", flat=True)[:size]
        return [(pk, _read_singly(articles, pk)) for pk in ids]


def _read_singly(articles: QuerySet[Article], pk: int) -> Article | str:
    try:
        return articles.get(pk=pk)
    except (DatabaseError, ValueError) as error:
        return f"its row cannot be read ({error})"


def _damage(article: Article) -> str:
    """Return what is wrong with a row, "" where it fits its checksums."""
    original = getattr(article, "original", None)
    if original is not None:
        digest = hashlib.sha256(original.text.encode("utf-8", "surrogatepass")).hexdigest()
        if digest != article.content_hash:
            return "its original text does not fit its content hash"
    if article.computed_text_checksum() != article.text_checksum:
        return "its text and hidden lines do not fit their checksum"
    if article.computed_checksum() != article.checksum:
        return "its title, author, language or date do not fit their checksum"
    return ""
