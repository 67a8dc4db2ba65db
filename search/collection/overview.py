"""Overview of the archive: coverage by month, source and language, quality, state of the index.

Counts by date, source and language come from the index in two requests; each equals the total
behind its link. Counts that no search can give (generated headlines, precisions) come from one
database aggregate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext

from corpus.models import Article, ImportBatch
from search.collection.coverage import Gap, YearRow, gaps, year_rows
from search.engines.base import SearchRequest, SearchResponse
from search.indexing.index_state import IndexState, index_state
from search.query.nodes import HIDDEN_FIELD, Everything
from search.query.search_query import SearchQuery
from search.results.facets import share
from search.results.labels import language_name
from search.results.session import SearchSession
from search.timeline.charts.bar_chart import BarChart, chart_of

#: Sources listed unless all are requested.
SOURCES_SHOWN = 25
_IMPORTS_SHOWN = 5
#: A facet size above any number of labels, to get all of them.
_ALL = 10**9


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of articles; `url` searches for them, "" if no search can."""

    value: str
    label: str
    count: int
    url: str = ""
    share: int = 0


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with its articles and undated articles, each with a link to them."""

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
    """The overview of the archive, or of one source.

    `source` is None for the whole archive. `sources` are the most frequent of `source_total`
    sources, or all. `imports` is empty for readers.
    """

    source: str | None
    total: int
    url: str
    json_url: str
    all_sources_url: str
    histogram: BarChart | None
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
    """Return the page; `source` "" means articles without a source. Raises EngineError."""
    query = SearchQuery() if source is None else SearchQuery().only("source", source)
    counted = _counts(query, session, ("source", "lang", HIDDEN_FIELD))
    undated = _counts(query.only_undated(), session, ("source",))
    sources = _sources(counted, undated, source)
    quality = _quality(source)
    shown = sources if all_sources else sources[:SOURCES_SHOWN]
    return CollectionPage(
        source=source,
        total=counted.total,
        url=query.url(),
        json_url=_address(source, format="json"),
        all_sources_url=_address(source, sources="all"),
        histogram=chart_of(query, counted, session),
        years=year_rows(counted.dates, query),
        gaps=gaps(counted.dates, query),
        dates=_dates(quality, query, undated.total),
        texts=_texts(quality, counted),
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
            label=name or gettext("No source"),
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
            language_name(code) if code else gettext("Unknown"),
            count,
            query.only("lang", code).url(),
            share(count, top),
        )
        for code, count in labels
    )


def _quality(source: str | None) -> Mapping[str, int]:
    """Count the articles by precision of date, and those with a generated headline."""
    found = Article.objects.shown()
    if source is not None:
        found = found.filter(source__name=source) if source else found.filter(source=None)
    kinds = {kind: Q(date_precision=kind) for kind in Article.Precision.values}
    kinds["derived"] = Q(title_origin=Article.TitleOrigin.DERIVED)
    return found.aggregate(**{kind: Count("pk", filter=which) for kind, which in kinds.items()})


def _dates(quality: Mapping[str, int], query: SearchQuery, undated: int) -> tuple[Figure, ...]:
    return (
        Figure("day", gettext("Known to the day"), quality[Article.Precision.DAY]),
        Figure("month", gettext("Month only"), quality[Article.Precision.MONTH]),
        Figure("year", gettext("Year only"), quality[Article.Precision.YEAR]),
        Figure(
            "vague",
            gettext("Decade or estimate only"),
            quality[Article.Precision.DECADE] + quality[Article.Precision.CIRCA],
        ),
        Figure("none", gettext("Undated"), undated, query.only_undated().url()),
    )


def _texts(quality: Mapping[str, int], counted: SearchResponse) -> tuple[Figure, ...]:
    hidden = [(text, count) for text, count in counted.labels[HIDDEN_FIELD] if text]
    with_hidden = sum(count for _, count in hidden)
    lines = sum(count * (text.count("\n") + 1) for text, count in hidden)
    return (
        Figure(
            "title_derived",
            gettext("Generated headlines"),
            quality["derived"],
        ),
        Figure("with_hidden_lines", gettext("Articles with hidden lines"), with_hidden),
        Figure("hidden_lines", gettext("Hidden lines"), lines),
    )
