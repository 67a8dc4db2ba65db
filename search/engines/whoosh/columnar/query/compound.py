"""Whoosh's And, Or and AndMaybe by arrays (their matchers are Whoosh's own), and the complement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
from whoosh.query import And, AndMaybe, Or, Query
from whoosh.query.qcore import _NullQuery
from whoosh.searching import Searcher

from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import NOTHING, DocRange, Docs, DocSet, Mask
from search.engines.whoosh.columnar.query.array_query import (
    DOCSETS,
    PARTS,
    SPANS,
    ArrayQuery,
    ClauseSpans,
    Scored,
    ScoreParts,
    merged,
)
from search.engines.whoosh.columnar.query.multi_phrase import MultiPhrase
from search.engines.whoosh.columnar.query.near_query import NearQuery
from search.engines.whoosh.columnar.query.reader_walk import live_docs

if TYPE_CHECKING:
    from search.engines.whoosh.columnar.search.query_execution import QueryExecution

__all__ = ["DOCSETS", "PARTS", "SPANS", "Complement", "Union"]


@dataclass(eq=True, unsafe_hash=True)
class Complement(ArrayQuery):
    """All documents but those of `child`, each with score 0 (Whoosh's Not gives 1)."""

    child: Query

    def docset(self, execution: QueryExecution) -> DocSet:
        return sets.complement(execution.excluded(self.child), execution.size)

    def scored(self, searcher: Searcher) -> Scored:
        unwanted = set(self.child.matcher(searcher, searcher.context()).all_ids())
        return {doc: 0.0 for doc in live_docs(searcher.reader()) if doc not in unwanted}

    def parts(self, execution: QueryExecution, docs: Docs) -> tuple[Mask, ScoreParts]:
        return ~execution.parts(self.child, docs)[0], {}

    def is_leaf(self) -> bool:
        return False

    def children(self) -> Iterator[Query]:
        return iter((self.child,))

    def leaves(self) -> Iterator[Query]:
        """Yield none: nothing below a complement is highlighted."""
        return iter(())


class Union(Or):  # type: ignore[misc]
    """Whoosh's Or, always by the matcher that keeps 64-bit scores and documents of score 0.

    As a class attribute the choice outlives normalizing, which makes a new query.
    """

    matcher_type = Or.DEFAULT_MATCHER


def _and(execution: QueryExecution, query: And) -> DocSet:
    wanted = [child for child in query if not isinstance(child, Complement)]
    parts: list[DocSet] = [] if wanted else [DocRange(0, execution.size)]
    for child in wanted:
        part = execution.docset(child)
        if sets.is_empty(part):
            return NOTHING
        parts.append(part)
    unwanted = [execution.excluded(child.child) for child in query if isinstance(child, Complement)]
    return sets.intersect(parts, unwanted, execution.size)


def _or(execution: QueryExecution, query: Or) -> DocSet:
    return sets.unite([execution.docset(child) for child in query], execution.size)


def _and_spans(execution: QueryExecution, query: And, docs: Docs) -> Iterator[ClauseSpans]:
    for child in query:
        yield from execution.spans(child, docs)


def _or_spans(execution: QueryExecution, query: Or, docs: Docs) -> Iterator[ClauseSpans]:
    for child in query:
        # These match wherever they have spans; others may have some where they do not match.
        sure = isinstance(child, MultiPhrase | NearQuery | Or)
        yield from execution.spans(child, docs if sure else execution.matching(child, docs))


def _group_parts(execution: QueryExecution, query: And | Or, docs: Docs) -> tuple[Mask, ScoreParts]:
    children = [execution.parts(child, docs) for child in query]
    every = isinstance(query, And)
    together = np.logical_and if every else np.logical_or
    held = reduce(together, (own for own, _ in children), np.full(len(docs), every))
    return held, merged([parts for _, parts in children], held)


def _and_maybe(execution: QueryExecution, query: AndMaybe) -> DocSet:
    found = execution.docset(query.a)
    if sets.is_empty(found):
        return NOTHING
    return sets.with_scores_of(found, execution.docset(query.b), execution.size)


def _and_maybe_spans(
    execution: QueryExecution, query: AndMaybe, docs: Docs
) -> Iterator[ClauseSpans]:
    yield from execution.spans(query.a, docs)
    yield from execution.spans(query.b, execution.matching(query.b, docs))


def _and_maybe_parts(
    execution: QueryExecution, query: AndMaybe, docs: Docs
) -> tuple[Mask, ScoreParts]:
    held, parts = execution.parts(query.a, docs)
    there, more = execution.parts(query.b, docs)
    return held, merged([parts, merged([more], there)], held)


def _null(execution: QueryExecution, query: Query) -> DocSet:
    return NOTHING


DOCSETS.update({And: _and, Or: _or, Union: _or, AndMaybe: _and_maybe, _NullQuery: _null})
SPANS.update({And: _and_spans, Or: _or_spans, Union: _or_spans, AndMaybe: _and_maybe_spans})
PARTS.update({And: _group_parts, Or: _group_parts, Union: _group_parts, AndMaybe: _and_maybe_parts})
