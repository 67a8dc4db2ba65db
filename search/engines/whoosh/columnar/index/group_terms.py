"""One Whoosh field of a posting group: the terms that occur in it, with their postings."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import AnyArray
from search.engines.whoosh.columnar.codec.posting_group import PostingGroup
from search.engines.whoosh.columnar.perfield.field_terms import WeightedDocs, places_by_posting
from search.engines.whoosh.columnar.segment_reader import TextField

#: Postings whose bounds are kept together.
_BLOCK = 128


class GroupTerms:
    """The `FieldTerms` of one field of a group. `lengths` has an item a document."""

    def __init__(self, terms: PostingGroup, field: TextField, lengths: AnyArray) -> None:
        self._terms = terms
        self._field = field
        self._lengths = lengths

    @cached_property
    def _numbers(self) -> NDArray[np.intp]:
        bounds = self._terms.texts if self._field == "text" else self._terms.titles
        return np.flatnonzero(np.diff(bounds))

    def __len__(self) -> int:
        return len(self._numbers)

    def term(self, number: int) -> bytes:
        return self._terms.sorted.term(int(self._numbers[number]))

    def lower_bound(self, term: bytes) -> int:
        return int(np.searchsorted(self._numbers, self._terms.sorted.lower_bound(term)))

    def has_positions(self) -> bool:
        return True

    @cached_property
    def doc_freqs(self) -> NDArray[np.int64]:
        if self._field == "title":
            counts: NDArray[Any] = np.diff(self._terms.hits)
            return counts.astype(np.int64).take(self._numbers)
        held = self._terms.text_freqs(range(len(self._terms))) > 0
        before = np.concatenate([[0], np.cumsum(held, dtype=np.int64)])
        ends: NDArray[np.int64] = before.take(self._terms.posts.astype(np.int64))
        return np.diff(ends).take(self._numbers)

    def run(self, numbers: range) -> WeightedDocs:
        if not numbers:
            return WeightedDocs(np.empty(0, np.uint32), np.empty(0, np.uint8))
        # Terms between that are of the other field alone have no frequency in this one.
        first, last = self._numbers[numbers.start], self._numbers[numbers.stop - 1]
        postings = self._terms.run(range(int(first), int(last) + 1))
        freqs = postings.text_freqs if self._field == "text" else postings.title_freqs
        held = np.flatnonzero(freqs)
        return WeightedDocs(postings.docs.take(held), freqs.take(held))

    def positions(self, number: int) -> tuple[AnyArray, AnyArray]:
        weights = self.run(range(number, number + 1)).weights
        return weights, self._terms.positions(int(self._numbers[number]), self._field)

    def values(self, number: int, format_: Any) -> Callable[[int], bytes]:
        places = places_by_posting(*self.positions(number))
        return lambda place: format_.encode(places(place))

    def block_lengths(self, number: int) -> tuple[int, list[int], list[int]]:
        lengths = self._lengths.take(self.run(range(number, number + 1)).docs)
        edges = np.arange(0, len(lengths), _BLOCK)
        shortest = np.minimum.reduceat(lengths, edges).tolist()
        return _BLOCK, shortest, np.maximum.reduceat(lengths, edges).tolist()

    def spelling(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        terms = [self.term(number) for number in range(len(self))]
        ends = np.cumsum([0, *map(len, terms)], dtype=np.int64)
        return np.frombuffer(b"".join(terms), np.uint8), ends
