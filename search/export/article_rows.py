"""The articles of a search as export rows: ids first, then articles read in bulk, in order."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.urls import reverse

from corpus.extraction.author import authors_of
from corpus.models import Article, Source
from corpus.models.article import title_slug
from search.citation.person_names import PersonName, person_name
from search.engines import get_engine
from search.engines.base import Filters, Hit, SearchRequest, Sort
from search.export.export_row import ExportRow
from search.highlight.highlighter import snippets
from search.indexing.drain import fingerprint_of
from search.query.clauses import marking_clauses
from search.query.nodes import And, Ids, Node

#: Articles read at once: their texts are in memory together.
_ROWS_AT_ONCE = 200
#: An export may take as long as it takes; a page may not.
_BUDGET_SECONDS = 60.0
_FACTS = (
    *("key", "title", "published", "date_precision", "date_origin", "source_id", "author"),
    *("language", "url", "word_count"),
)
_ISO_LENGTHS = {"day": 10, "month": 7, "year": 4, "decade": 4, "circa": 4}


@dataclass(frozen=True, slots=True)
class ExportScope:
    """Which articles an export holds, and what it says of each.

    `has_words` is False where the search asks for no words, so that nothing is marked. `base_url`
    comes before addresses: "https://archive.example". `passages` and `passage_chars` are as in
    `SearchQuery`.
    """

    node: Node
    filters: Filters
    sort: Sort
    has_words: bool
    base_url: str
    with_text: bool = False
    passages: int = 3
    passage_chars: int = 240


@dataclass(frozen=True, slots=True)
class ExportList:
    """The ids that an export holds, in order, fixed when it begins; and what is missing."""

    scope: ExportScope
    ids: Sequence[int] = field(default_factory=lambda: array("q"))
    notices: tuple[str, ...] = ()

    def rows(self) -> Iterator[ExportRow]:
        """Yield a row for each article that is still shown. Raises EngineError."""
        sources: dict[int, Source] = {}
        for start in range(0, len(self.ids), _ROWS_AT_ONCE):
            chunk = list(self.ids[start : start + _ROWS_AT_ONCE])
            yield from _rows(chunk, self.scope, sources)


def export_list(scope: ExportScope, limit: int | None = None) -> ExportList:
    """Find what an export holds, at most `limit` articles. Raises QueryError and EngineError."""
    engine = get_engine()
    response = engine.search(
        SearchRequest(
            node=scope.node,
            filters=scope.filters,
            sort=scope.sort,
            limit=limit or max(1, engine.status().documents),
            facets=False,
            matches=False,
            budget_seconds=_BUDGET_SECONDS,
        )
    )
    return ExportList(scope, array("q", (hit.id for hit in response.hits)), response.notices)


def rows_of(ids: Sequence[int], scope: ExportScope) -> Iterator[ExportRow]:
    """Yield the rows of some articles in their order, whatever they were found by."""
    return ExportList(scope, ids).rows()


def _rows(ids: list[int], scope: ExportScope, sources: dict[int, Source]) -> Iterator[ExportRow]:
    columns = (*_FACTS, "text", "checksum") if scope.has_words else _FACTS
    if scope.with_text:
        columns = (*columns, "text")
    articles = Article.objects.shown().only(*columns).in_bulk(ids)
    _give_sources(articles.values(), sources)
    hits = _hits(ids, scope) if scope.has_words else {}
    clauses = len(marking_clauses(scope.node)) if scope.has_words else 0
    address = _Address(scope.base_url)
    for number in ids:
        article = articles.get(number)
        if article is not None:
            matches, passages = _marked(article, hits.get(number), scope, clauses)
            yield _row(article, scope, address, matches, passages)


def _give_sources(articles: Collection[Article], known: dict[int, Source]) -> None:
    """Set the sources of articles, each read once for the whole export."""
    missing = {article.source_id for article in articles if article.source_id} - known.keys()
    known |= Source.objects.only("name").in_bulk(missing)
    for article in articles:
        if article.source_id:
            article.source = known.get(article.source_id)


@lru_cache(4096)
def _names(field: str) -> tuple[PersonName, ...]:
    return tuple(map(person_name, authors_of(field)))


def _row(
    article: Article,
    scope: ExportScope,
    address: _Address,
    matches: int | None,
    passages: tuple[str, ...],
) -> ExportRow:
    day = article.published
    return ExportRow(
        key=article.key,
        title=article.title,
        date=day.isoformat()[: _ISO_LENGTHS[article.date_precision]] if day else "",
        date_precision=article.date_precision,
        date_origin=article.date_origin,
        source=article.source.name if article.source else "",
        authors=_names(article.author) if article.author else (),
        language=article.language,
        url=address.of(article),
        original_url=article.url,
        words=article.word_count,
        matches=matches,
        snippets=passages,
        text=article.text if scope.with_text else None,
    )


def _hits(ids: Sequence[int], scope: ExportScope) -> dict[int, Hit]:
    """Return where the words of the search stand in these articles."""
    node = And((scope.node, Ids(tuple(ids))))
    request = SearchRequest(node, limit=len(ids), facets=False, budget_seconds=_BUDGET_SECONDS)
    return {hit.id: hit for hit in get_engine().search(request).hits}


def _marked(
    article: Article, hit: Hit | None, scope: ExportScope, clauses: int
) -> tuple[int | None, tuple[str, ...]]:
    """Return the number of matches and the passages; neither where positions no longer fit."""
    if hit is None or hit.fingerprint != fingerprint_of(article):
        return None, ()
    in_text = [match for match in hit.matches if match.field == "text"]
    found = snippets(
        article.text,
        in_text,
        limit=scope.passages,
        width=scope.passage_chars,
        clauses=clauses,
    )
    return len(hit.matches), tuple(snippet.text for snippet in found if in_text)


class _Address:
    """Addresses of articles, without resolving the pattern for each of a hundred thousand."""

    def __init__(self, base_url: str) -> None:
        before, _, after = reverse("article", args=("KEY", "TITLE")).partition("KEY/TITLE")
        self._before, self._after = base_url + before, after

    def of(self, article: Article) -> str:
        return f"{self._before}{article.key}/{title_slug(article.title)}{self._after}"
