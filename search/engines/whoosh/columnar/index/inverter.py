"""From tokens in the order of documents to posting lists in the order of terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import AnyArray
from search.engines.whoosh.columnar.codec.packed_ints import starts
from search.engines.whoosh.columnar.codec.posting_blocks import Counts, FieldRun, TermBlock

_HALF = np.uint64(32)
#: Stands for a token that is no term of a group.
NO_TERM = 2**32 - 1


@dataclass(frozen=True, slots=True)
class TokenRun:
    """One field of some documents: all tokens as numbers, and how many each has."""

    tokens: NDArray[np.uint32]
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TermTable:
    """What token numbers mean in one group: `term_of` gives a place in the sorted terms.

    Each term occurs somewhere; in a `sparse` group `NO_TERM` is the term of most tokens.
    """

    terms: Sequence[bytes]
    term_of: NDArray[np.uint32]
    sparse: bool = False


def invert(table: TermTable, title: TokenRun, text: TokenRun) -> TermBlock:
    """Return the posting lists of all terms, for documents numbered from 0."""
    title_pairs, title_freqs, title_positions = _invert_field(title, table)
    text_pairs, text_freqs, text_positions = _invert_field(text, table)
    merged, title_posts, text_posts = _unite(title_pairs, text_pairs)
    return TermBlock(
        terms=table.terms,
        doc_freqs=np.bincount(merged >> _HALF, minlength=len(table.terms)),
        docs=merged.astype(np.uint32),
        title=FieldRun(title_posts, title_freqs, title_positions),
        text=FieldRun(text_posts, text_freqs, text_positions),
    )


def pair(high: AnyArray, low: AnyArray) -> NDArray[np.uint64]:
    """Put two numbers below 2**32 into one that sorts by the first, then the second."""
    pairs = high.astype(np.uint64)
    pairs <<= _HALF
    pairs |= low.astype(np.uint64, copy=False)
    return pairs


def _invert_field(run: TokenRun, table: TermTable) -> tuple[NDArray[np.uint64], AnyArray, AnyArray]:
    """Return the field's (term, document) pairs, ascending, frequencies and positions."""
    terms = table.term_of.take(run.tokens)
    tokens = np.arange(len(terms), dtype=np.uint32)
    if table.sparse:
        tokens = tokens[terms != NO_TERM]
        terms = terms.take(tokens)
    total = len(terms)
    counts = np.bincount(terms, minlength=len(table.terms))
    # Sorting numbers that carry their own place is several times faster than argsort.
    keys = pair(terms, tokens)
    keys.sort()
    order = keys.astype(np.uint32)
    del keys, terms
    docs = np.repeat(np.arange(len(run.lengths), dtype=np.uint32), run.lengths).take(order)
    positions = order - starts(run.lengths).astype(np.uint32).take(docs)
    first = np.ones(total, bool)
    np.not_equal(docs[1:], docs[:-1], out=first[1:])
    first[starts(counts)[:-1][counts > 0]] = True
    at = np.flatnonzero(first)
    places = np.repeat(np.arange(len(counts), dtype=np.uint32), counts).take(at)
    return pair(places, docs.take(at)), np.diff(at, append=total).astype(np.uint32), positions


def _unite(
    title: NDArray[np.uint64], text: NDArray[np.uint64]
) -> tuple[NDArray[np.uint64], Counts, Counts]:
    """Return the sorted union of two sorted sets, and where the items of each are in it."""
    at = np.searchsorted(text, title)
    inside = at < len(text)
    inside[inside] = text[at[inside]] == title[inside]
    merged = np.insert(text, at[~inside], title[~inside])
    title_at = np.searchsorted(merged, title)
    only_title = np.zeros(len(merged), bool)
    only_title[title_at[~inside]] = True
    return merged, title_at, np.flatnonzero(~only_title)
