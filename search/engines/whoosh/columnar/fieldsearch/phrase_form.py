"""Phrases by arithmetic on positions, with the meaning of Whoosh's `SpanNear2`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.fieldsearch.leaf_arrays import LeafArrays, find, multiplied
from search.engines.whoosh.columnar.perfield.field_terms import FieldTerms
from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import NOTHING, Docs, DocSet, SortedDocs
from search.engines.whoosh.columnar.query.array_query import NoArrayFormError

#: A document and a position in one number: the document in the upper bits.
_Keys = NDArray[np.int64]
_MAX_SLOP = 2**31


def phrase(leaf: LeafArrays, query: Any, scored: bool) -> DocSet:
    """Return the documents of a phrase; its score is the sum of its words' scores."""
    texts = _encoded(leaf, query)
    if texts is None:
        return NOTHING
    terms = leaf.reader.fields[query.fieldname]
    if not terms.has_positions() or not 1 <= query.slop < _MAX_SLOP:
        raise NoArrayFormError("a phrase in a field without positions")
    words = [leaf.term(query.fieldname, text, scored=scored) for text in texts]
    together = sets.listed(sets.intersect(words, (), leaf.size))
    numbers = [find(terms, text) for text in texts]
    held = _documents(terms, numbers, together.docs, query.slop, leaf.size)
    scores = None if together.scores is None else together.scores[held]
    return multiplied(SortedDocs(together.docs[held], scores), query.boost)


def _encoded(leaf: LeafArrays, query: Any) -> list[bytes] | None:
    """Return the words as terms, or None where one is not in the segment.

    Raises NoArrayFormError where Whoosh's own matcher raises an error.
    """
    if query.fieldname not in leaf.reader.schema:
        return None
    field = leaf.reader.schema[query.fieldname]
    if not field.format or not field.format.supports("positions") or not query.words:
        raise NoArrayFormError("a phrase in a field without positions")
    texts = []
    for word in query.words:
        try:
            text = field.to_bytes(word)
        except ValueError:
            return None
        if find(leaf.reader.fields.get(query.fieldname), text) < 0:
            return None
        texts.append(text)
    return texts


def _documents(
    terms: FieldTerms, numbers: Sequence[int], docs: Docs, slop: int, size: int
) -> NDArray[np.bool_]:
    """Return which of `docs` hold the terms in order, each at most `slop` behind the one before.

    What counts for the next term is where a chain of terms ends, not where it begins.
    """
    wanted = np.zeros(size, np.bool_)
    wanted[docs] = True
    ends = _keys(terms, numbers[0], wanted)
    for number in numbers[1:]:
        places = _keys(terms, number, wanted)
        before = ends.searchsorted(places) - 1
        nearest = ends.take(np.maximum(before, 0)) if len(ends) else places
        ends = places[(before >= 0) & (places - nearest <= slop)]
    found = np.zeros(size, np.bool_)
    found[ends >> 32] = True
    return found.take(docs)


def _keys(terms: FieldTerms, number: int, wanted: NDArray[np.bool_]) -> _Keys:
    """Return where a term stands in the wanted documents, ascending."""
    docs = terms.run(range(number, number + 1)).docs
    freqs, positions = terms.positions(number)
    each = np.repeat(docs, freqs)
    kept = wanted.take(each)
    keys: _Keys = each[kept].astype(np.int64) << 32
    keys |= positions[kept].astype(np.int64)
    return keys
