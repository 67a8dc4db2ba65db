"""A request to a response, in one pass over arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

from whoosh.query import Query

from search.engines.base import (
    DateCounts,
    Filters,
    Histogram,
    Hit,
    Place,
    SearchRequest,
    SearchResponse,
    TooSlowError,
)
from search.engines.whoosh.article_columns import date_facets, filter_docsets, label_facet
from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import DocRange, DocSet, SortedDocs, listed
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.columnar.search.query_execution import QueryExecution
from search.engines.whoosh.columnar.search.top_docs import page, rank
from search.engines.whoosh.compiling import check_size, compile_query, unranked
from search.engines.whoosh.hit_matches import contributions, matches
from search.query.nodes import Node

_NO_FILTERS = Filters()
# What `Hit._make` does, without a call in Python for each hit.
_hit: Callable[[Iterable[Any]], Hit] = partial(tuple.__new__, Hit)


def search(searcher: IndexSearcher, request: SearchRequest) -> SearchResponse:
    """Answer one page; raise QueryError for a query beyond the limits."""
    query = compiled(searcher, request.node)
    budget = TimeBudget(request.budget_seconds)
    execution = QueryExecution(searcher, budget)
    # Where no article is shown, nothing is ranked.
    matched = execution.docset(query if request.limit else unranked(query))
    filters = filter_docsets(searcher, request.filters)
    narrowed = filtered(matched, filters, searcher.size)
    total = sets.count(narrowed)
    dates, histogram = DateCounts(), Histogram()
    labels: dict[str, tuple[tuple[str, int], ...]] = {}
    totals: dict[str, int] = {}
    if request.facets:
        dates, histogram = _dates(searcher, request, matched, filters, narrowed)
        if request.label_facets:
            labels, totals = _labels(searcher, request, matched, filters, narrowed)
    hits = _hits(execution, request, query, narrowed)
    notices = list(budget.notices)
    if budget.late:
        notices.append(f"The search was stopped for time: there are at least {total:,} articles.")
    return SearchResponse(
        hits,
        total,
        dates,
        labels,
        totals,
        histogram,
        complete=not budget.cuts,
        notices=tuple(notices),
        late=budget.late,
    )


def place(searcher: IndexSearcher, request: SearchRequest, article: int) -> Place | None:
    """Return the rank of `article` among all hits, in the order of `search`."""
    query = compiled(searcher, request.node)
    matched = QueryExecution(searcher, TimeBudget(request.budget_seconds)).docset(query)
    narrowed = filtered(matched, filter_docsets(searcher, request.filters), searcher.size)
    numbers = (searcher.article_ids == article).nonzero()[0]
    if not len(numbers) or not sets.holds(narrowed, numbers)[0]:
        return None
    before = rank(narrowed, request.sort, int(numbers[0]), searcher.first_days)
    first = max(before - 1, 0)
    docs, _ = page(narrowed, request.sort, first, before - first + 2, searcher.first_days)
    beside = searcher.article_ids.take(docs).tolist()
    return Place(
        position=before + 1,
        total=sets.count(narrowed),
        previous=beside[0] if before else None,
        next=beside[-1] if len(beside) > before - first + 1 else None,
    )


def count(
    searcher: IndexSearcher,
    node: Node,
    filters: Filters = _NO_FILTERS,
    budget_seconds: float | None = None,
) -> int:
    """Return the number of articles, that of `search` for the same; TooSlowError if in no time."""
    query = compiled(searcher, node)
    allowed = searcher.limits.count_seconds if budget_seconds is None else budget_seconds
    budget = TimeBudget(allowed)
    matched = QueryExecution(searcher, budget).docset(unranked(query))
    total = sets.count(filtered(matched, filter_docsets(searcher, filters), searcher.size))
    if budget.late:
        raise TooSlowError("It would take too long to count what this query finds.")
    return total


def matching(searcher: IndexSearcher, node: Node, filters: Filters) -> DocSet:
    """Return the articles of a search; raise QueryError for a query beyond the limits."""
    matched = QueryExecution(searcher, TimeBudget()).docset(compiled(searcher, node))
    return filtered(matched, filter_docsets(searcher, filters), searcher.size)


def filtered(
    matched: DocSet, filters: Mapping[str, DocSet], size: int, leaving_out: str = ""
) -> DocSet:
    """Return the documents of `matched` that pass all filters, or all but one."""
    parts = [part for name, part in filters.items() if name != leaving_out]
    return sets.intersect([matched, *parts], (), size) if parts else matched


def compiled(searcher: IndexSearcher, node: Node) -> Query:
    """Return the Whoosh query of `node`. Raises QueryError beyond the limits."""
    return _compiled(node, searcher.limits.clauses, searcher.limits.depth)


@lru_cache(1024)
def _compiled(node: Node, max_clauses: int, max_depth: int) -> Query:
    check_size(node, max_clauses, max_depth)
    return compile_query(node)


def _hits(
    execution: QueryExecution, request: SearchRequest, query: Query, narrowed: DocSet
) -> tuple[Hit, ...]:
    searcher = execution.searcher
    docs, scores = page(narrowed, request.sort, request.offset, request.limit, searcher.first_days)
    if not len(docs):
        return ()
    found = matches(execution, query, docs) if request.matches else [()] * len(docs)
    why = contributions(execution, query, docs, scores) if request.why else [None] * len(docs)
    ids, prints = searcher.article_ids.take(docs), searcher.fingerprints.take(docs)
    rows = zip(ids.tolist(), scores.tolist(), prints.tolist(), found, why, strict=True)
    return tuple(map(_hit, rows))


def _dates(
    searcher: IndexSearcher,
    request: SearchRequest,
    matched: DocSet,
    filters: Mapping[str, DocSet],
    narrowed: DocSet,
) -> tuple[DateCounts, Histogram]:
    counted = narrowed
    if "date" in filters:
        counted = filtered(matched, filters, searcher.size, leaving_out="date")
    return searcher.derived(date_facets).summary(
        narrowed, counted, request.open_period, request.interval, every_month=request.every_month
    )


def _labels(
    searcher: IndexSearcher,
    request: SearchRequest,
    matched: DocSet,
    filters: Mapping[str, DocSet],
    narrowed: DocSet,
) -> tuple[dict[str, tuple[tuple[str, int], ...]], dict[str, int]]:
    labels, totals = {}, {}
    shared = _as_list(narrowed)
    for facet in request.label_facets:
        found = shared
        if facet in filters:
            found = _as_list(filtered(matched, filters, searcher.size, leaving_out=facet))
        values = label_facet(searcher, facet)
        labels[facet], totals[facet] = values.most_frequent(found, request.facet_size)
    return labels, totals


def _as_list(found: DocSet) -> DocRange | SortedDocs:
    return found if isinstance(found, DocRange) else listed(found)
