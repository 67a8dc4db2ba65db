"""The terms of one segment that a prefix, wildcard, fuzzy word or range stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from whoosh.query import FuzzyTerm, Prefix, TermRange, Wildcard

from search.engines.whoosh.columnar.fieldsearch.leaf_arrays import LeafArrays, find
from search.engines.whoosh.columnar.fieldsearch.term_enums import TermNumbers, is_text
from search.engines.whoosh.columnar.perfield.field_terms import FieldTerms

_NONE: TermNumbers = np.empty(0, np.intp)
#: Sorts behind every UTF-8 text: the end that Whoosh gives to a range without one.
_LAST = b"\xff\xff\xff\xff"


def expansion(leaf: LeafArrays, query: Any) -> TermNumbers:
    """Return the numbers of the terms that a query of many terms stands for, ascending.

    Raises what Whoosh raises for a field that the schema has not.
    """
    expand = _EXPANSIONS.get(type(query), _listed)
    numbers = expand(leaf, query)
    terms = leaf.reader.fields.get(query.fieldname)
    # The empty term is none to Whoosh; it sorts first.
    if terms is not None and len(numbers) and not numbers[0] and not terms.term(0):
        return numbers[1:]
    return numbers


def _listed(leaf: LeafArrays, query: Any) -> TermNumbers:
    """Look up each term that Whoosh names."""
    terms = leaf.reader.fields.get(query.fieldname)
    found = {find(terms, text) for text in query._btexts(leaf.reader)}
    return np.array(sorted(found - {-1}), np.intp)


def _prefix(leaf: LeafArrays, query: Any) -> TermNumbers:
    terms = leaf.reader.fields.get(query.fieldname)
    if terms is None:
        return _listed(leaf, query)
    return _between(terms, *_prefix_bounds(leaf.reader.schema[query.fieldname], query.text))


def _wildcard(leaf: LeafArrays, query: Any) -> TermNumbers:
    terms = leaf.reader.fields.get(query.fieldname)
    if terms is None or "[" in query.text or not is_text(leaf.reader.schema[query.fieldname]):
        return _listed(leaf, query)
    return leaf.reader.enums.matching(query.fieldname, query.text)


def _fuzzy(leaf: LeafArrays, query: Any) -> TermNumbers:
    field = leaf.reader.schema[query.fieldname]
    spelled_apart = field.spelling_fieldname(query.fieldname) != query.fieldname
    terms = leaf.reader.fields.get(query.fieldname)
    if terms is None or spelled_apart or not is_text(leaf.reader.schema[query.fieldname]):
        return _listed(leaf, query)
    distance = int(query.maxdist)
    return leaf.reader.enums.within(query.fieldname, query.text, distance, query.prefixlength)


def _range(leaf: LeafArrays, query: Any) -> TermNumbers:
    terms = leaf.reader.fields.get(query.fieldname)
    if terms is None:
        return _listed(leaf, query)
    encoded = leaf.reader.schema[query.fieldname].to_bytes
    try:
        start = b"" if query.start is None else encoded(query.start)
        end = _LAST if query.end is None else encoded(query.end)
    except ValueError:
        return _NONE
    low, high = terms.lower_bound(start), terms.lower_bound(end)
    if query.startexcl and find(terms, start) == low:
        low += 1
    if not query.endexcl and find(terms, end) == high:
        high += 1
    return np.arange(low, max(low, high))


def _between(terms: FieldTerms, start: bytes, end: bytes | None) -> TermNumbers:
    last = len(terms) if end is None else terms.lower_bound(end)
    return np.arange(terms.lower_bound(start), last)


def _prefix_bounds(field: Any, text: Any) -> tuple[bytes, bytes | None]:
    """Return the prefix in bytes, and the first bytes that sort behind all that have it."""
    start: bytes = field.to_bytes(text)
    kept = start.rstrip(b"\xff")
    return start, kept[:-1] + bytes([kept[-1] + 1]) if kept else None


_EXPANSIONS: dict[type[Any], Callable[[LeafArrays, Any], TermNumbers]] = {
    Prefix: _prefix,
    Wildcard: _wildcard,
    FuzzyTerm: _fuzzy,
    TermRange: _range,
}
