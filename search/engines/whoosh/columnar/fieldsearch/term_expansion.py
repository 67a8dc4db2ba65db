"""The terms of one segment that a prefix, wildcard, fuzzy word or range stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    return _found(leaf, query.fieldname, query._btexts(leaf.reader))


def _found(leaf: LeafArrays, fieldname: str, texts: Iterable[bytes | str]) -> TermNumbers:
    """Return the numbers of terms that are in the field, given as Whoosh's queries give them."""
    terms, encoded = leaf.reader.fields.get(fieldname), leaf.reader.schema[fieldname].to_bytes
    numbers = {find(terms, text if isinstance(text, bytes) else encoded(text)) for text in texts}
    return np.array(sorted(numbers - {-1}), np.intp)


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
    schema = leaf.reader.schema
    # A stemmed field keeps its words as they are written in a field of its own.
    spelled = schema[query.fieldname].spelling_fieldname(query.fieldname)
    words = leaf.reader.fields.get(spelled)
    if words is None or not is_text(schema[spelled]):
        return _listed(leaf, query)
    distance = int(query.maxdist)
    numbers = leaf.reader.enums.within(spelled, query.text, distance, query.prefixlength)
    if spelled == query.fieldname:
        return numbers
    return _found(leaf, query.fieldname, map(words.term, numbers.tolist()))


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
