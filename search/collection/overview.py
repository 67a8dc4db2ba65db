"""What the archive holds: by month, source and language, what is missing, how it is indexed.

All that is counted by date, source and language comes from the index, in two questions:
each number is that of the search its link leads to. What no search asks for (headlines of
our own making, hidden lines) comes from one aggregate over the articles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from corpus.models import Article, ImportBatch
from search.collection.coverage import Gap, YearRow, gaps, year_rows
from search.engines.base import SearchRequest, SearchResponse
from search.indexing.index_state import IndexState, index_state
from search.query.nodes import HIDDEN_FIELD, Everything
from search.query.search_query import SearchQuery
from search.results.facets import share
from search.results.histogram import histogram_view
from search.results.histogram_view import HistogramView
from search.results.labels import language_name
from search.results.session import SearchSession

#: Sources that are listed before all of them are asked for.
SOURCES_SHOWN = 25
_IMPORTS_SHOWN = 5
#: More labels than any archive has: all are wanted.
_ALL = 10**9


@dataclass(frozen=True, slots=True)
class Figure:
    """A number; following `url` gives so many articles, "" where no search asks for them."""

    value: str
    label: str
    count: int
    url: str = ""
    share: int = 0


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source: its articles, those undated, and the address of its own collection page."""

    name: str
    label: str
    count: int
    url: str
    undated: int
    undated_url: str
    share: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """What the archive, or one source of it, holds.

    `source` is the label of the one source, None for all. `sources` are the most frequent
    ones, or all; there are `source_total`. `imports` is empty for readers.
    """

    source: str | None
    total: int
    url: str
    json_url: str
    all_sources_url: str
    histogram: HistogramView | None
    years: tuple[YearRow, ...]
    gaps: tuple[Gap, ...]
    dates: tuple[Figure, ...]
    texts: tuple[Figure, ...]
    languages: tuple[Figure, ...]
    sources: tuple[SourceRow, ...]
    source_total: int
    imports: tuple[ImportBatch, ...]
    index: IndexState


def collection_page(
    session: SearchSession,
    *,
    source: str | None = None,
    all_sources: bool = False,
    staff: bool = False,
) -> CollectionPage:
    """Return the page. `source` "" are the articles without one. Raises EngineError."""
    query = SearchQuery() if source is None else SearchQuery().only("source", source)
    counted = _counts(query, session, ("source", "lang", HIDDEN_FIELD))
    undated = _counts(query.only_undated(), session, ("source",))
    sources = _sources(counted, undated, source)
    made = _made(source)
    shown = sources if all_sources else sources[:SOURCES_SHOWN]
    return CollectionPage(
        source=source,
        total=counted.total,
        url=query.url(),
        json_url=_address(source, format="json"),
        all_sources_url=_address(source, sources="all"),
        histogram=histogram_view(
            counted.histogram, query, query.filters(session.today), counted.total
        ),
        years=year_rows(counted.dates, query),
        gaps=gaps(counted.dates, query),
        dates=_dates(made, query, undated.total),
        texts=_texts(made, counted),
        languages=_languages(counted, query),
        sources=shown,
        source_total=len(sources),
        imports=tuple(ImportBatch.objects.all()[:_IMPORTS_SHOWN]) if staff else (),
        index=index_state(),
    )


def _address(source: str | None, **more: str) -> str:
    """Return the page's own address."""
    parameters = more if source is None else {"source": source, **more}
    return f"{reverse('collection')}?{urlencode(parameters)}"


def _counts(query: SearchQuery, session: SearchSession, labels: tuple[str, ...]) -> SearchResponse:
    request = SearchRequest(
        Everything(),
        filters=query.filters(session.today),
        limit=0,
        label_facets=labels,
        facet_size=_ALL,
        every_month=True,
    )
    return session.engine.search(request)


def _sources(
    counted: SearchResponse, undated: SearchResponse, chosen: str | None
) -> tuple[SourceRow, ...]:
    without_date = dict(undated.labels["source"])
    labels = counted.labels["source"]
    top = max((count for _, count in labels), default=0)
    query = SearchQuery()
    return tuple(
        SourceRow(
            name=name,
            label=name or "No source",
            count=count,
            url=query.only("source", name).url(),
            undated=without_date.get(name, 0),
            undated_url=query.only("source", name).only_undated().url(),
            share=share(count, top),
            chosen=name == chosen,
        )
        for name, count in labels
    )


def _languages(counted: SearchResponse, query: SearchQuery) -> tuple[Figure, ...]:
    labels = counted.labels["lang"]
    top = max((count for _, count in labels), default=0)
    return tuple(
        Figure(
            code,
            language_name(code) if code else "Not known",
            count,
            query.only("lang", code).url(),
            share(count, top),
        )
        for code, count in labels
    )


def _made(source: str | None) -> Mapping[str, int]:
    """Count the articles by how precisely they are dated and whence their headline is."""
    found = Article.objects.shown()
    if source is not None:
        found = found.filter(source__name=source) if source else found.filter(source=None)
    kinds = {kind: Q(date_precision=kind) for kind in Article.Precision.values}
    kinds["derived"] = Q(title_origin=Article.TitleOrigin.DERIVED)
    return found.aggregate(**{kind: Count("pk", filter=which) for kind, which in kinds.items()})


def _dates(made: Mapping[str, int], query: SearchQuery, undated: int) -> tuple[Figure, ...]:
    return (
        Figure("day", "Known to the day", made[Article.Precision.DAY]),
        Figure("month", "Known only by month", made[Article.Precision.MONTH]),
        Figure("year", "Known only by year", made[Article.Precision.YEAR]),
        Figure("none", "Undated", undated, query.only_undated().url()),
    )


def _texts(made: Mapping[str, int], counted: SearchResponse) -> tuple[Figure, ...]:
    hidden = [(text, count) for text, count in counted.labels[HIDDEN_FIELD] if text]
    with_hidden = sum(count for _, count in hidden)
    lines = sum(count * (text.count("\n") + 1) for text, count in hidden)
    return (
        Figure(
            "title_derived",
            "Headline derived from the first sentence",
            made["derived"],
        ),
        Figure("with_hidden_lines", "With lines hidden as web furniture", with_hidden),
        Figure("hidden_lines", "Lines hidden", lines),
    )
