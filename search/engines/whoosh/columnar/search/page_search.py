"""A request to a response, in one pass over arrays."""

from __future__ import annotations

from collections.abc import Mapping

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
from search.engines.whoosh.columnar.matches.hit_matches import marks
from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import DocRange, DocSet, SortedDocs, listed
from search.engines.whoosh.columnar.postings.search_limits import Budget
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.columnar.search.query_execution import QueryExecution, check
from search.engines.whoosh.columnar.search.score_parts import contributions
from search.engines.whoosh.columnar.search.top_docs import page, rank
from search.query.nodes import Node

_NO_FILTERS = Filters()


def search(snapshot: IndexSearcher, request: SearchRequest) -> SearchResponse:
    """Answer one page; raise QueryError for a query beyond the limits."""
    check(request.node, snapshot.limits)
    budget = Budget(request.budget_seconds)
    work = QueryExecution(snapshot, budget)
    matched = work.found(request.node)
    filters = work.filters(request.filters)
    narrowed = filtered(matched, filters, snapshot.size)
    total = sets.count(narrowed)
    dates, labels, histogram = DateCounts(), {}, Histogram()
    if request.facets:
        dates, histogram = _dates(snapshot, request, matched, filters, narrowed)
        if request.label_facets:
            labels = _labels(snapshot, request, matched, filters, narrowed)
    hits = _hits(work, request, narrowed)
    notices = list(budget.notices)
    if budget.late:
        notices.append(f"The search was stopped for time: there are at least {total:,} articles.")
    return SearchResponse(hits, total, dates, labels, histogram, not budget.cuts, tuple(notices))


def place(snapshot: IndexSearcher, request: SearchRequest, article: int) -> Place | None:
    """Return where `article` stands among all hits, in the order of `search`."""
    check(request.node, snapshot.limits)
    work = QueryExecution(snapshot, Budget(request.budget_seconds))
    matched = work.found(request.node)
    narrowed = filtered(matched, work.filters(request.filters), snapshot.size)
    numbers = (snapshot.article_ids == article).nonzero()[0]
    if not len(numbers) or not sets.holds(narrowed, numbers)[0]:
        return None
    before = rank(narrowed, request.sort, int(numbers[0]), snapshot.first_days)
    first = max(before - 1, 0)
    docs, _ = page(narrowed, request.sort, first, before - first + 2, snapshot.first_days)
    beside = snapshot.article_ids.take(docs).tolist()
    return Place(
        position=before + 1,
        total=sets.count(narrowed),
        previous=beside[0] if before else None,
        next=beside[-1] if len(beside) > before - first + 1 else None,
    )


def count(
    snapshot: IndexSearcher,
    node: Node,
    filters: Filters = _NO_FILTERS,
    budget_seconds: float = float("inf"),
) -> int:
    """Return the number of articles, that of `search` for the same; TooSlowError if in no time."""
    check(node, snapshot.limits)
    budget = Budget(min(budget_seconds, snapshot.limits.count_seconds))
    work = QueryExecution(snapshot, budget)
    total = sets.count(filtered(work.found(node), work.filters(filters), snapshot.size))
    if budget.late:
        raise TooSlowError("It would take too long to count what this query finds.")
    return total


def filtered(
    matched: DocSet, filters: Mapping[str, DocSet], size: int, leaving_out: str = ""
) -> DocSet:
    """Return the documents of `matched` that pass all filters, or all but one."""
    parts = [part for name, part in filters.items() if name != leaving_out]
    return sets.intersect([matched, *parts], (), size) if parts else matched


def _hits(work: QueryExecution, request: SearchRequest, narrowed: DocSet) -> tuple[Hit, ...]:
    snapshot = work.snapshot
    docs, scores = page(narrowed, request.sort, request.offset, request.limit, snapshot.first_days)
    if not len(docs):
        return ()
    found = marks(work, request.node, docs) if request.matches else [()] * len(docs)
    why = contributions(work, request.node, docs) if request.why else [None] * len(docs)
    return tuple(
        map(
            Hit,
            snapshot.article_ids.take(docs).tolist(),
            scores.tolist(),
            snapshot.fingerprints.take(docs).tolist(),
            found,
            why,
        )
    )


def _dates(
    snapshot: IndexSearcher,
    request: SearchRequest,
    matched: DocSet,
    filters: Mapping[str, DocSet],
    narrowed: DocSet,
) -> tuple[DateCounts, Histogram]:
    dates = snapshot.dates
    months = dates.months(narrowed)
    histogram = dates.histogram(narrowed, months)
    if "date" in filters:
        narrowed = filtered(matched, filters, snapshot.size, leaving_out="date")
        months = dates.months(narrowed)
    counts = dates.counts(narrowed, months, request.open_period, every_month=request.every_month)
    return counts, histogram


def _labels(
    snapshot: IndexSearcher,
    request: SearchRequest,
    matched: DocSet,
    filters: Mapping[str, DocSet],
    narrowed: DocSet,
) -> dict[str, tuple[tuple[str, int], ...]]:
    labels = {}
    shared = _as_list(narrowed)
    for facet in request.label_facets:
        found = shared
        if facet in filters:
            found = _as_list(filtered(matched, filters, snapshot.size, leaving_out=facet))
        labels[facet] = snapshot.labels(facet).most_frequent(found, request.facet_size)
    return labels


def _as_list(found: DocSet) -> DocRange | SortedDocs:
    return found if isinstance(found, DocRange) else listed(found)
