"""Tantivy, with month counts by its histogram aggregation."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy
from tantivy import FieldType, Occur
from tantivy import Query as TantivyQuery

from benchmarks.contestants.base import TOP, Answer
from benchmarks.harness.corpora import Article
from benchmarks.harness.queries import Query
from search.analysis.stemming import stem

_FIELDS = {"title": 2.0, "text": 1.0}
_BY_MONTH = {"months": {"histogram": {"field": "month", "interval": 1, "min_doc_count": 1}}}


class Tantivy:
    """Its Python package has no collector for hits and counts at once: two calls a query.

    The total is either counted with the hits, or, pruning the search for hits, summed from
    the months; whichever is faster for the query is measured.
    """

    name = "Tantivy"
    version = version("tantivy")
    threads = 0

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", fast=True)
        builder.add_unsigned_field("month", fast=True)
        builder.add_unsigned_field("day", fast=True, indexed=True)
        for name in _FIELDS:
            builder.add_text_field(name, tokenizer_name="en_stem", index_option="position")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, str(folder))
        self._writer: Any = None
        self._searcher: Any = self._index.searcher()

    def build(self, articles: Iterable[Article]) -> None:
        writer = self._index.writer(256_000_000, self.threads)
        for article in articles:
            writer.add_document(_document(article))
        writer.commit()
        writer.wait_merging_threads()
        self._reload()

    def prepare(self, query: Query) -> Callable[[], Answer]:
        compiled = self._compile(query)

        def run(counted: bool) -> Answer:
            found = self._searcher.search(compiled, TOP, count=counted)
            buckets = self._searcher.aggregate(compiled, _BY_MONTH)["months"]["buckets"]
            months = {int(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
            total = found.count if counted else sum(months.values())
            months.pop(0, None)
            top = self._searcher.fast_field_values("number", [at for _, at in found.hits])
            return Answer(top, total, months)

        counted = min((False, True), key=lambda way: _seconds(lambda: run(way)))
        return lambda: run(counted)

    def best(self, words: list[str], count: int) -> list[int]:
        wanted = self._any([self._word(stem(word)) for word in words])
        hits = self._searcher.search(wanted, count).hits
        return list(self._searcher.fast_field_values("number", [at for _, at in hits]))

    def add(self, article: Article) -> None:
        if self._writer is None:
            self._writer = self._index.writer(50_000_000, 1)
        self._writer.add_document(_document(article))
        self._writer.commit()
        self._reload()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.wait_merging_threads()

    def _reload(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def _compile(self, query: Query) -> TantivyQuery:
        words = [stem(word) for word in query.words]
        terms = [self._word(word) for word in words]
        both = {
            "AND of 2": (Occur.Must, Occur.Must),
            "exclusion": (Occur.Must, Occur.MustNot),
        }
        if query.kind in both:
            return TantivyQuery.boolean_query(list(zip(both[query.kind], terms, strict=True)))
        if query.kind in ("phrase", "prefix", "fuzzy"):
            return self._any([self._in_field(query, name) for name in _FIELDS])
        if query.first and query.last:
            first, last = query.first.toordinal(), query.last.toordinal()
            days = TantivyQuery.range_query(self._schema, "day", FieldType.Unsigned, first, last)
            within = TantivyQuery.const_score_query(days, 0.0)
            return TantivyQuery.boolean_query([(Occur.Must, terms[0]), (Occur.Must, within)])
        return self._any(terms)

    def _in_field(self, query: Query, name: str) -> TantivyQuery:
        word = query.words[0]
        if query.kind == "phrase":
            row = [stem(word) for word in query.words]
            return TantivyQuery.phrase_query(self._schema, name, list(row))
        if query.kind == "prefix":
            return TantivyQuery.regex_query(self._schema, name, f"{word}.*")
        return TantivyQuery.fuzzy_term_query(self._schema, name, word, 1, False)

    def _word(self, word: str) -> TantivyQuery:
        return self._any(
            [
                TantivyQuery.boost_query(TantivyQuery.term_query(self._schema, f, word), boost)
                for f, boost in _FIELDS.items()
            ]
        )

    def _any(self, parts: list[TantivyQuery]) -> TantivyQuery:
        return TantivyQuery.boolean_query([(Occur.Should, part) for part in parts])


class TantivyOneThread(Tantivy):
    """The same, indexing with one thread."""

    name = "Tantivy (1 thread)"
    threads = 1


def _document(article: Article) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("number", article.number)
    document.add_unsigned("month", article.month)
    document.add_unsigned("day", article.day.toordinal() if article.day else 0)
    document.add_text("title", article.title)
    document.add_text("text", article.text)
    return document


def _seconds(run: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)
