"""Whoosh's own query classes as sets of documents with scores, one function a class.

A form is a function of (segment, query, whether scores are wanted). To give another class
a form, write its function and enter it in `FORMS`. Where a class has none, or its form raises
NoArrayFormError, Whoosh's matcher answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, Protocol

import numpy as np
from whoosh import query as whoosh

from search.engines.whoosh.columnar.fieldsearch.leaf_arrays import (
    LeafArrays,
    bitmap,
    constant,
    multiplied,
)
from search.engines.whoosh.columnar.fieldsearch.phrase_form import phrase
from search.engines.whoosh.columnar.fieldsearch.term_expansion import expansion
from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import NOTHING, Bitmap, DocSet, SortedDocs
from search.engines.whoosh.columnar.query.array_query import NoArrayFormError


class Part(Protocol):
    """Documents that queries are combined over: a segment, or a whole index.

    `whole.evaluate(part, query, scored=...)` gives the documents of a query.
    """

    @property
    def size(self) -> int: ...

    @property
    def live(self) -> Bitmap: ...

    @property
    def whole(self) -> Any: ...


Form = Callable[[Any, Any, bool], DocSet]

#: Up to this many documents Whoosh gives many terms together one score, above it their sum.
_SMALL_SEGMENT = 5_000
#: The text with which a query class means every document that has the field.
_EVERYTHING = {whoosh.Prefix: "", whoosh.Wildcard: "*", whoosh.Regex: ".*"}


def _term(leaf: LeafArrays, query: Any, scored: bool) -> DocSet:
    if query.fieldname not in leaf.reader.schema:
        return NOTHING
    try:
        text = leaf.reader.schema[query.fieldname].to_bytes(query.text)
    except ValueError:
        return NOTHING
    return multiplied(leaf.term(query.fieldname, text, scored=scored), query.boost)


def _many_terms(leaf: LeafArrays, query: Any, scored: bool) -> DocSet:
    """Prefixes, wildcards, fuzzy words, ranges: as `whoosh.query.MultiTerm` scores them.

    A single term keeps its score. Several have their sum, or (where the query asks for one
    score, and there are very many terms or few documents) 1 each.
    """
    if type(query) in _EVERYTHING and query.text == _EVERYTHING[type(query)]:
        return _every(leaf, query, scored)
    numbers = expansion(leaf, query)
    if not scored:
        return leaf.terms(query.fieldname, numbers, scored=False) if len(numbers) else NOTHING
    if len(numbers) < 2:
        return leaf.terms(query.fieldname, numbers, scored=True) if len(numbers) else NOTHING
    summed = len(numbers) == 2 or leaf.size > _SMALL_SEGMENT
    if query.constantscore and not (summed and len(numbers) < whoosh.Or.TOO_MANY_CLAUSES):
        return constant(leaf.terms(query.fieldname, numbers, scored=False), 1.0)
    return multiplied(leaf.terms(query.fieldname, numbers, scored=True), query.boost)


def _numeric_range(leaf: LeafArrays, query: Any, scored: bool) -> DocSet:
    return leaf.whole.evaluate(leaf, query._compile_query(leaf.reader), scored=scored)


def _every(leaf: LeafArrays, query: Any, scored: bool) -> DocSet:
    found: DocSet = leaf.live
    if query.fieldname not in (None, "", "*"):
        terms = leaf.reader.fields.get(query.fieldname)
        if terms is None:
            return NOTHING
        found = leaf.unscored(terms.run(range(len(terms))).docs)
    return constant(found, query.boost) if scored else found


def _and(part: Part, query: Any, scored: bool) -> DocSet:
    parts = _parts(part, query.subqueries, scored)
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    return multiplied(sets.intersect(parts, (), part.size), query.boost)


def _or(part: Part, query: Any, scored: bool) -> DocSet:
    if query.scale or query.matcher_type != whoosh.Or.AUTO_MATCHER:
        raise NoArrayFormError("a matcher chosen by the query")
    parts = _parts(part, query.subqueries, scored)
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    return multiplied(sets.unite(parts, part.size), query.boost)


def _best_of(part: Part, query: Any, scored: bool) -> DocSet:
    parts = [sets.dense(own, part.size) for own in _parts(part, query.subqueries, scored)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    mask = reduce(np.logical_or, (own.mask for own in parts))
    if not scored:
        return Bitmap(mask)
    none = np.zeros(part.size)
    best = reduce(np.maximum, (none if p.scores is None else p.scores for p in parts))
    return multiplied(bitmap(mask, best), query.boost)


def _not(part: Part, query: Any, scored: bool) -> DocSet:
    """All other documents, each with score 1."""
    unwanted = sets.listed(part.whole.evaluate(part, query.query, scored=False)).docs
    mask = part.live.mask.copy()
    mask[unwanted] = False
    return constant(Bitmap(mask), 1.0) if scored else Bitmap(mask)


def _and_not(part: Part, query: Any, scored: bool) -> DocSet:
    wanted = part.whole.evaluate(part, query.a, scored=scored)
    return sets.intersect([wanted], [part.whole.evaluate(part, query.b, scored=False)], part.size)


def _and_maybe(part: Part, query: Any, scored: bool) -> DocSet:
    wanted: DocSet = part.whole.evaluate(part, query.a, scored=scored)
    if not scored:
        return wanted
    more = part.whole.evaluate(part, query.b, scored=True)
    both = sets.intersect([wanted, more], (), part.size)
    return sets.unite([both, sets.intersect([wanted], [more], part.size)], part.size)


def _require(part: Part, query: Any, scored: bool) -> DocSet:
    required = sets.listed(part.whole.evaluate(part, query.b, scored=False)).docs
    wanted = part.whole.evaluate(part, query.a, scored=scored)
    return sets.intersect([wanted, SortedDocs(required)], (), part.size)


def _constant(part: Part, query: Any, scored: bool) -> DocSet:
    found = part.whole.evaluate(part, query.child, scored=False)
    return constant(found, query.score) if scored else found


def _nothing(leaf: LeafArrays, query: Any, scored: bool) -> DocSet:
    return NOTHING


def _parts(part: Part, queries: Sequence[Any], scored: bool) -> list[DocSet]:
    return [part.whole.evaluate(part, query, scored=scored) for query in queries]


#: Forms that combine what `whole.evaluate` gives: their segment may be any `Part`.
GROUPS: dict[type[Any], Callable[[Part, Any, bool], DocSet]] = {
    whoosh.And: _and,
    whoosh.Or: _or,
    whoosh.Not: _not,
    whoosh.AndNot: _and_not,
    whoosh.AndMaybe: _and_maybe,
    whoosh.Require: _require,
    whoosh.DisjunctionMax: _best_of,
    whoosh.ConstantScoreQuery: _constant,
}

FORMS: dict[type[Any], Form] = {
    **GROUPS,
    whoosh.Term: _term,
    whoosh.Phrase: phrase,
    whoosh.Prefix: _many_terms,
    whoosh.Wildcard: _many_terms,
    whoosh.Regex: _many_terms,
    whoosh.FuzzyTerm: _many_terms,
    whoosh.Variations: _many_terms,
    whoosh.TermRange: _many_terms,
    whoosh.NumericRange: _numeric_range,
    whoosh.DateRange: _numeric_range,
    whoosh.Every: _every,
    type(whoosh.NullQuery): _nothing,
}
