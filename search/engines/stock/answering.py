"""One request answered from one generation of a stock index."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from search.analysis.sentences import Unit
from search.engines.base import (
    Contribution,
    Hit,
    Match,
    Place,
    SearchRequest,
    SearchResponse,
    Sort,
)
from search.engines.reference_matcher import Places, Run, dates_hold, length_holds, matches
from search.engines.stock.columns import Columns
from search.engines.stock.compiling import compile_node, expand
from search.engines.stock.counting import date_counts, histogram, label_counts
from search.engines.stock.explaining import contributions
from search.engines.stock.placing import Expansions, Positions
from search.engines.stock.snapshot import Found, Snapshot
from search.engines.term_matcher import TermMatcher, TextField, label_holds
from search.engines.whoosh.columnar.segment_reader import UNDATED
from search.query.nodes import (
    LABEL_FIELDS,
    DateRange,
    Ids,
    Leaf,
    Length,
    Node,
    YearDay,
)

Documents = NDArray[np.int64]


def place(
    snapshot: Snapshot, request: SearchRequest, article: int, max_expansions: int
) -> Place | None:
    """Return where `article` stands among all hits of `request`."""
    everything = replace(
        request, offset=0, limit=len(snapshot.columns.article_ids), facets=False, matches=False
    )
    hits = [hit.id for hit in answer(snapshot, everything, max_expansions).hits]
    if article not in hits:
        return None
    at = hits.index(article)
    return Place(
        position=at + 1,
        total=len(hits),
        previous=hits[at - 1] if at else None,
        next=hits[at + 1] if at + 1 < len(hits) else None,
    )


def answer(snapshot: Snapshot, request: SearchRequest, max_expansions: int) -> SearchResponse:
    """Answer `request`; patterns stand for at most `max_expansions` words each."""
    deadline = time.monotonic() + request.budget_seconds

    def lexicon(name: str, matcher: TermMatcher) -> tuple[str, ...]:
        return snapshot.lexicon(name, matcher, max_expansions)

    expansions = expand(request.node, lexicon)
    found = snapshot.collect(compile_node(request.node, expansions), deadline)
    columns, filters = snapshot.columns, request.filters
    dates, labels = columns.dates_pass(filters), columns.labels_pass(filters)
    passed = (dates & labels)[found.documents]
    documents, scores = found.documents[passed], found.scores[passed]
    page = _order(columns, documents, scores, request.sort)
    page = page[request.offset : request.offset + request.limit]
    response = SearchResponse(
        hits=_hits(snapshot, request, expansions, documents[page], scores[page]),
        total=len(documents),
        complete=found.complete,
        notices=tuple(_notices(expansions, max_expansions)),
    )
    return _with_facets(response, request, columns, found) if request.facets else response


def _with_facets(
    response: SearchResponse, request: SearchRequest, columns: Columns, found: Found
) -> SearchResponse:
    filters = request.filters
    dates, labels = columns.dates_pass(filters), columns.labels_pass(filters)
    undated_too = found.documents[labels[found.documents]]
    selected = found.documents[(dates & labels)[found.documents]]
    facets = {}
    for facet in request.label_facets:
        mask = dates & columns.labels_pass(filters, but=facet)
        counted = found.documents[mask[found.documents]]
        facets[facet] = label_counts(counted, columns.labels[facet], request.facet_size)
    return SearchResponse(
        hits=response.hits,
        total=response.total,
        dates=date_counts(
            columns.first_days[undated_too],
            columns.last_days[undated_too],
            request.open_period,
            every_month=request.every_month,
        ),
        labels=facets,
        histogram=histogram(columns.first_days[selected], columns.last_days[selected]),
        complete=response.complete,
        notices=response.notices,
    )


def _order(
    columns: Columns, documents: Documents, scores: NDArray[np.float64], sort: Sort
) -> NDArray[np.intp]:
    """Return the order of the hits; equal keys by newest date, then by highest number."""
    days = columns.first_days[documents]
    ids = columns.article_ids[documents]
    if sort == "newest":
        return np.lexsort((-ids, -days))
    if sort == "oldest":
        return np.lexsort((-ids, days, days == UNDATED))
    return np.lexsort((-ids, -days, -scores))


def _hits(
    snapshot: Snapshot,
    request: SearchRequest,
    expansions: Expansions,
    documents: Documents,
    scores: NDArray[np.float64],
) -> tuple[Hit, ...]:
    """Make hits in the order given; postings are read in their own order, ascending."""
    marks: dict[int, tuple[Match, ...]] = {}
    why: dict[int, tuple[Contribution, ...]] = {}
    columns = snapshot.columns
    for searcher, offset in snapshot.searcher.leaf_searchers():
        reader = searcher.reader()
        within = np.sort(
            documents[(documents >= offset) & (documents < offset + reader.doc_count_all())]
        )
        positions = Positions(reader, expansions)
        for document in within.tolist() if request.matches else ():
            marks[document] = _matches(columns, request.node, positions, document, offset)
        if request.why:
            parts = contributions(searcher, request.node, expansions, (within - offset).tolist())
            why.update(zip(within.tolist(), parts, strict=True))
    return tuple(
        Hit(
            int(columns.article_ids[document]),
            float(score),
            int(columns.fingerprints[document]),
            marks.get(document, ()),
            why.get(document),
        )
        for document, score in zip(documents.tolist(), scores.tolist(), strict=True)
    )


def _matches(
    columns: Columns, node: Node, positions: Positions, document: int, offset: int
) -> tuple[Match, ...]:
    def occurrences(leaf: Leaf, field: TextField) -> list[Run]:
        return positions.occurrences(leaf, field, document - offset)

    def borders(unit: Unit, field: TextField) -> list[int]:
        return positions.borders(unit, field, document - offset)

    def holds(node: Node) -> bool:
        if isinstance(node, Ids):
            return int(columns.article_ids[document]) in node.ids
        if isinstance(node, DateRange | YearDay):
            first, last = int(columns.first_days[document]), int(columns.last_days[document])
            return dates_hold(node, first, last)
        if isinstance(node, Length):
            return length_holds(node, int(columns.words[document]))
        if not isinstance(node, Leaf) or node.field not in LABEL_FIELDS:
            return False
        labels = columns.labels[node.field]
        return any(label_holds(node, label) for label in labels.of(document))

    return matches(node, Places(occurrences, borders, holds))[1]


def _notices(expansions: Expansions, max_expansions: int) -> Iterator[str]:
    """Name each pattern that stands for more words than were looked for."""
    cut = {
        matcher
        for (_, matcher), words in expansions.items()
        if len(words) >= max_expansions and matcher.kind != "term"
    }
    for text in sorted(matcher.text for matcher in cut):
        yield f"Only the first {max_expansions:,} words like “{text}” were looked for."
