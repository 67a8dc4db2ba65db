"""Whoosh as it comes, with this project's analyzer and Whoosh's own date facets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from whoosh import columns, fields, index
from whoosh import query as whoosh_query
from whoosh.collectors import FacetCollector, TopCollector
from whoosh.sorting import Count, DateRangeFacet, FacetType, FieldFacet
from whoosh.support.relativedelta import relativedelta

from benchmarks.contestants.base import TOP, Answer
from benchmarks.harness.corpora import Article
from benchmarks.harness.queries import Query
from search.analysis.stemming import stem
from search.engines.whoosh.news_analyzer import NewsAnalyzer

_FIELDS = {"title": 2.0, "text": 1.0}


class StockWhoosh:
    """Collected without Whoosh's pruning, which gives wrong first pages and no exact total.

    Months are counted by `DateRangeFacet`, as Whoosh's documentation counts dates.
    """

    name = "Whoosh"
    version = version("whoosh-reloaded")

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        words = fields.TEXT(analyzer=NewsAnalyzer(), phrase=True)
        schema = fields.Schema(
            number=fields.COLUMN(columns.NumericColumn("q")),
            month=fields.NUMERIC(sortable=True),
            day=fields.DATETIME,
            title=words,
            text=words,
        )
        exists = index.exists_in(folder)
        self._index = index.open_dir(folder) if exists else index.create_in(folder, schema)
        self._searcher = self._index.searcher()

    def build(self, articles: Iterable[Article]) -> None:
        writer = self._index.writer(limitmb=256)
        for article in articles:
            writer.add_document(**_row(article))
        writer.commit()
        self._searcher = self._index.searcher()

    def prepare(self, query: Query) -> Callable[[], Answer]:
        compiled = _compile(query)
        facet = self.facet()

        def run() -> Answer:
            top = TopCollector(limit=TOP, replace=0, usequality=False)
            counting = FacetCollector(top, facet, maptype=Count)
            self._searcher.search_with_collector(compiled, counting)
            results = counting.results()
            number = self._searcher.reader().column_reader("number")
            months = {self.month(key): n for key, n in results.groups().items() if key}
            return Answer([number[at] for _, at in results.top_n], top.total, months)

        return run

    def facet(self) -> FacetType:
        """Return what counts the months, from the first to the last there is."""
        months = [month for month in self._searcher.reader().column_reader("month") if month]
        first, last = (dt.datetime(m // 12, m % 12 + 1, 1) for m in (min(months), max(months)))
        return DateRangeFacet("day", first, last + relativedelta(days=1), relativedelta(months=1))

    def month(self, key: Any) -> int:
        """Return the month that a key of the facet stands for."""
        start: dt.datetime = key[0]
        return start.year * 12 + start.month - 1

    def best(self, words: list[str], count: int) -> list[int]:
        terms = [whoosh_query.Term(field, stem(word)) for word in words for field in _FIELDS]
        wanted = whoosh_query.Or(terms)
        collector = TopCollector(limit=count, replace=0, usequality=False)
        self._searcher.search_with_collector(wanted, collector)
        number = self._searcher.reader().column_reader("number")
        return [number[hit.docnum] for hit in collector.results()]

    def add(self, article: Article) -> None:
        writer = self._index.writer()
        writer.add_document(**_row(article))
        writer.commit()
        self._searcher = self._searcher.refresh()

    def close(self) -> None:
        self._searcher.close()


class WhooshByColumn(StockWhoosh):
    """The same index, its months counted from a column made for this: Whoosh's fastest way."""

    name = "Whoosh (month column)"
    shares = "whoosh"

    def facet(self) -> FacetType:
        return FieldFacet("month")

    def month(self, key: Any) -> int:
        return int(key)


def _row(article: Article) -> dict[str, object]:
    row: dict[str, object] = {
        "number": article.number,
        "title": article.title,
        "text": article.text,
        "month": article.month,
    }
    midnight = dt.time()
    return row | ({"day": dt.datetime.combine(article.day, midnight)} if article.day else {})


def _word(word: str) -> whoosh_query.Query:
    return whoosh_query.Or(
        [whoosh_query.Term(field, word, boost=boost) for field, boost in _FIELDS.items()]
    )


def _compile(query: Query) -> whoosh_query.Query:
    words = [stem(word) for word in query.words]
    terms = [_word(word) for word in words]
    if query.kind in ("AND of 2", "exclusion"):
        exclusion = [terms[0], whoosh_query.Not(terms[-1])]
        return whoosh_query.And(terms if query.kind == "AND of 2" else exclusion)
    if query.kind == "date range" and query.first and query.last:
        first, last = (dt.datetime.combine(day, dt.time()) for day in (query.first, query.last))
        return whoosh_query.And([terms[0], whoosh_query.DateRange("day", first, last)])
    if query.kind == "phrase":
        return whoosh_query.Or([whoosh_query.Phrase(field, words) for field in _FIELDS])
    if query.kind in ("prefix", "fuzzy"):
        kind = whoosh_query.Prefix if query.kind == "prefix" else whoosh_query.FuzzyTerm
        return whoosh_query.Or([kind(field, query.words[0]) for field in _FIELDS])
    return whoosh_query.Or(terms)
