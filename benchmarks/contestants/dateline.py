"""This project's engine: asked for what the others give, and for all that its page shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from benchmarks.contestants.base import TOP, Answer
from benchmarks.harness.corpora import Article
from benchmarks.harness.queries import Query
from search.engines import get_engine
from search.engines.base import LABEL_FACETS, Document, Filters, SearchRequest
from search.engines.whoosh.engine import WhooshEngine
from search.query.nodes import And, Fuzzy, Node, Not, Or, Phrase, Prefix, Term
from search.query.periods import Period


class Dateline:
    """The common work: hits, total, months. Years and undated articles it counts anyway."""

    name = "Dateline"
    version = ""
    label_facets: tuple[str, ...] = ()
    matches = False

    def __init__(self, folder: Path) -> None:
        settings.SEARCH = replace(settings.SEARCH, index_dir=folder)
        self._engine = get_engine()

    def build(self, articles: Iterable[Article]) -> None:
        self._engine.rebuild(map(_document, articles))

    def prepare(self, query: Query) -> Callable[[], Answer]:
        request = SearchRequest(
            _node(query),
            Filters(query.first, query.last),
            limit=TOP,
            label_facets=self.label_facets,
            matches=self.matches,
            budget_seconds=60.0,
        )

        def run() -> Answer:
            response = self._engine.search(request)
            buckets = response.histogram.buckets
            if response.histogram.interval == "month":
                months = {at.year * 12 + at.month - 1: count for at, count in buckets}
            else:
                months = _by_month(buckets)
            return Answer([hit.id for hit in response.hits], response.total, months)

        return run

    def best(self, words: list[str], count: int) -> list[int]:
        node = Or(tuple(map(Term, words)))
        response = self._engine.search(SearchRequest(node, limit=count, facets=False))
        return [hit.id for hit in response.hits]

    def add(self, article: Article) -> None:
        self._engine.update([_document(article)])

    def close(self) -> None:
        pass


class DatelineUncached(Dateline):
    """The same index, read anew by every query: no postings, positions or scores are kept."""

    name = "Dateline (nothing kept)"
    shares = "dateline"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._engine = WhooshEngine(folder / "whoosh", cache_bytes=0)


class DatelinePage(Dateline):
    """The same index, asked for a whole page: also sources, authors, languages, and marks."""

    name = "Dateline (whole page)"
    shares = "dateline"
    label_facets = LABEL_FACETS
    matches = True


def _document(article: Article) -> Document:
    return Document(
        article.number,
        article.title,
        article.text,
        source=article.source,
        first_day=article.day,
        last_day=article.day,
    )


def _by_month(buckets: Iterable[tuple[Period, int]]) -> dict[int, int]:
    """Return the counts by month: a short span has a bucket for each day."""
    months: dict[int, int] = {}
    for period, count in buckets:
        month = period.year * 12 + period.month - 1
        months[month] = months.get(month, 0) + count
    return months


def _node(query: Query) -> Node:
    words = query.words
    terms = tuple(Term(word) for word in words)
    nodes: dict[str, Node] = {
        "AND of 2": And(terms),
        "OR of 2": Or(terms),
        "OR of 4": Or(terms),
        "exclusion": And((terms[0], Not(terms[-1]))),
        "phrase": Phrase(" ".join(words)),
        "prefix": Prefix(words[0]),
        "fuzzy": Fuzzy(words[0]),
    }
    term: Node = terms[0]
    return nodes.get(query.kind, term)
