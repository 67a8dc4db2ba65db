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
        held = self._terms.run(range(len(self._terms))).text_freqs > 0
        before = np.concatenate([[0], np.cumsum(held, dtype=np.int64)])
        ends: NDArray[np.int64] = before.take(self._terms.posts.astype(np.int64))
        return np.diff(ends).take(self._numbers)

    def run(self, numbers: range) -> WeightedDocs:
        parts = [self._postings(number) for number in numbers]
        return WeightedDocs(
            np.concatenate([np.empty(0, np.uint32), *(part.docs for part in parts)]),
            np.concatenate([np.empty(0, np.uint8), *(part.weights for part in parts)]),
        )

    def positions(self, number: int) -> tuple[AnyArray, AnyArray]:
        own = int(self._numbers[number])
        return self._postings(number).weights, self._terms.positions(own, self._field)

    def values(self, number: int, format_: Any) -> Callable[[int], bytes]:
        places = places_by_posting(*self.positions(number))
        return lambda place: format_.encode(places(place))

    def block_lengths(self, number: int) -> tuple[int, list[int], list[int]]:
        lengths = self._lengths.take(self._postings(number).docs)
        edges = np.arange(0, len(lengths), _BLOCK)
        shortest = np.minimum.reduceat(lengths, edges).tolist()
        return _BLOCK, shortest, np.maximum.reduceat(lengths, edges).tolist()

    def spelling(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        terms = [self.term(number) for number in range(len(self))]
        ends = np.cumsum([0, *map(len, terms)], dtype=np.int64)
        return np.frombuffer(b"".join(terms), np.uint8), ends

    def _postings(self, number: int) -> WeightedDocs:
        postings = self._terms.postings(int(self._numbers[number]))
        freqs = postings.text_freqs if self._field == "text" else postings.title_freqs
        held = np.flatnonzero(freqs)
        return WeightedDocs(postings.docs[held], freqs[held])
