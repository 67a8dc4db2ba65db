"""What lists show of articles, read as plain rows: a model instance takes three times as long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import F, Value

from corpus.models import Article
from corpus.models.article import article_address
from search.engines.base import fingerprint


class ListedArticle(NamedTuple):
    """One article in a list; `text` is "" where it was not read."""

    id: int
    key: str
    title: str
    title_origin: str
    source: str
    author: str
    language: str
    published: dt.date | None
    date_precision: str
    date_origin: str
    checksum: int
    text: str

    @property
    def url(self) -> str:
        return article_address(self.key, self.title)

    @property
    def fingerprint(self) -> int:
        """The fingerprint of the document that is indexed for the article."""
        return fingerprint(self.id, self.checksum, self.source)


_COLUMNS = (
    *("pk", "key", "title", "title_origin", "source__name", "author", "language"),
    *("published", "date_precision", "date_origin", "checksum"),
)


def listed_articles(ids: Collection[int], *, texts: bool = True) -> dict[int, ListedArticle]:
    """Return the shown articles among `ids`, with their texts unless not wanted. One query."""
    if not ids:
        return {}
    # Without an order: for the default one SQLite goes through an index of the whole archive.
    shown = Article.objects.shown().order_by().filter(pk__in=ids)
    text = F("text") if texts else Value("")
    rows = shown.values_list(*_COLUMNS, text)
    # An article without a source has None there.
    listed = (ListedArticle._make((*row[:4], row[4] or "", *row[5:])) for row in rows)
    return {article.id: article for article in listed}
