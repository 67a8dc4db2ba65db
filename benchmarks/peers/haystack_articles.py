"""Articles as haystack indexes them. Import it where haystack's settings are loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from haystack import connections, indexes  # type: ignore[import-not-found]
from haystack.backends.whoosh_backend import (  # type: ignore[import-not-found]
    WhooshSearchBackend,
)
from haystack.utils.loading import UnifiedIndex  # type: ignore[import-not-found]
from test_haystack.core.models import MockModel  # type: ignore[import-not-found]
from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import FileIndex

from benchmarks.harness.corpora import Article
from benchmarks.peers.columnar_index import ColumnarSearchBackend

_CONNECTION = "whoosh"
_UNDATED = dt.date(1970, 1, 1)


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):  # type: ignore[misc]
    """Every kind of field that haystack has: text, n-grams, keywords, number, date, boolean."""

    text = indexes.CharField(document=True)
    title = indexes.CharField()
    title_auto = indexes.NgramField()
    title_begin = indexes.EdgeNgramField()
    sources = indexes.MultiValueField()
    published = indexes.DateTimeField()
    words = indexes.IntegerField()
    long = indexes.BooleanField()

    def get_model(self) -> Any:
        return MockModel

    def prepare(self, obj: Any) -> dict[str, Any]:
        """Return the values of an article's fields."""
        article: Article = obj.article
        words = len(article.text.split())
        day = article.day or _UNDATED
        self.prepared_data: dict[str, Any] = {
            "id": f"core.mockmodel.{article.number}",
            "django_ct": "core.mockmodel",
            "django_id": str(article.number),
            "text": article.text,
            "title": article.title,
            "title_auto": article.title,
            "title_begin": article.title,
            "sources": [article.source],
            "published": dt.datetime(day.year, day.month, day.day),
            "words": words,
            "long": words > 500,
        }
        return self.prepared_data


def build(folder: Path, articles: Sequence[Article]) -> Any:
    """Return haystack's backend with our index, which holds the articles from then on."""
    unified = UnifiedIndex()
    article_index = ArticleIndex()
    unified.build(indexes=[article_index])
    connections[_CONNECTION]._index = unified
    backend = ColumnarSearchBackend(_CONNECTION, PATH=str(folder))
    backend.setup()
    if not backend.index.doc_count():
        backend.update(article_index, [_object(article) for article in articles])
    return backend


def stock_copy(ours: Any, folder: Path) -> Any:
    """Return haystack's own backend with the same documents in Whoosh's own format."""
    if not folder.exists():
        folder.mkdir()
        index = FileIndex.create(type(ours.storage)(str(folder)), ours.schema)
        writer = index.writer(codec=W3Codec(), limitmb=1024)
        writer.add_reader(ours.index.reader())
        writer.commit()
    backend = WhooshSearchBackend(_CONNECTION, PATH=str(folder))
    backend.setup()
    return backend


def _object(article: Article) -> Any:
    item = MockModel(pk=article.number)
    item.article = article
    return item
