"""The sorted terms of one field in one segment, with their postings as arrays.

Sections of the field F. "Starts" have one entry more than there are terms and say where
each term's run begins in another section:

    F.blob, F.starts    the terms (see `sorted_terms`)
    F.posts        u4+  starts in F.doc, F.freq, F.weight, F.values
    F.doc          u2+  documents that hold the term, ascending: the first, then each less
                        the one before it
    F.freq         u1+  occurrences in each
    F.weight       f4   weights, where some differ from the frequency
    F.occurrences  u4+  starts in F.position
    F.position     u2+  positions: in the first document, in the second ...
    F.value        u1   of an opaque field: the encoded values, end to end
    F.values       u4+  where each begins, and the end of the last one
    F.shortest     u2+  the shortest field among the documents of each block; a term's
    F.longest      u2+  postings are cut into blocks. Neither is there where no length is

Types with + are packed (see `packed_ints`) or widened where needed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import AnyArray, Container
from search.engines.whoosh.columnar.codec.packed_ints import PackedReader, starts
from search.engines.whoosh.columnar.codec.sorted_terms import SortedTerms
from search.engines.whoosh.columnar.perfield.posting_values import ValueKind, encoded_frequency


class WeightedDocs(NamedTuple):
    """Documents and the weight of a term in each, one entry a posting."""

    docs: NDArray[np.uint32]
    weights: AnyArray


class FieldTerms(Protocol):
    """The terms of one Whoosh field in one segment, numbered in sorted order.

    Document numbers are those of the segment. Arrays are read-only.
    """

    def __len__(self) -> int: ...

    def term(self, number: int) -> bytes: ...

    def lower_bound(self, term: bytes) -> int:
        """Return how many terms sort before `term`."""

    @property
    def doc_freqs(self) -> NDArray[np.int64]:
        """Documents that hold each term, deleted ones included."""

    def run(self, numbers: range) -> WeightedDocs:
        """Return the postings of neighbouring terms, one term after the other."""

    def positions(self, number: int) -> tuple[AnyArray, AnyArray]:
        """Return the frequencies in each document, and all positions end to end.

        Raises ValueError for a field that keeps no positions.
        """

    def values(self, number: int, format_: Any) -> Callable[[int], bytes]:
        """Return a function from a posting's place in the term to its encoded value."""

    def block_lengths(self, number: int) -> tuple[int, list[int], list[int]]:
        """Return the postings of a block, and the shortest and longest field of each block."""

    def has_positions(self) -> bool:
        """Say whether values are made of positions alone."""

    def spelling(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """Return all terms end to end, and where each starts; last, the whole length."""


class StoredFieldTerms:
    """The `FieldTerms` of a field in a segment's file."""

    def __init__(self, container: Container, section: str, kind: ValueKind, block: int) -> None:
        self._container = container
        self._section = section
        self._kind = kind
        self._block = block

    def __len__(self) -> int:
        return len(self._terms)

    def term(self, number: int) -> bytes:
        return self._terms.term(number)

    def lower_bound(self, term: bytes) -> int:
        return self._terms.lower_bound(term)

    def spelling(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        return self._terms.spelling()

    def has_positions(self) -> bool:
        return self._kind == "positions"

    @cached_property
    def doc_freqs(self) -> NDArray[np.int64]:
        bounds: NDArray[np.int64] = self._posts.astype(np.int64)
        return bounds[1:] - bounds[:-1]

    def run(self, numbers: range) -> WeightedDocs:
        bounds = self._posts[numbers.start : numbers.stop + 1].astype(np.int64)
        start, stop = int(bounds[0]), int(bounds[-1])
        docs = np.cumsum(self._doc_gaps.slice(start, stop), dtype=np.uint32)
        if len(numbers) > 1:
            # Each term's documents are counted from 0: sums and differences wrap around alike.
            before = np.zeros(len(numbers), np.uint32)
            before[1:] = docs.take(bounds[1:-1] - start - 1)
            docs -= np.repeat(before, np.diff(bounds))
        return WeightedDocs(docs, self._weights(start, stop))

    def positions(self, number: int) -> tuple[AnyArray, AnyArray]:
        if not self.has_positions():
            raise ValueError("this field keeps no positions")
        start, stop = self._posts[number : number + 2].tolist()
        first, last = self._occurrences[number : number + 2].tolist()
        return self._freqs.slice(start, stop), self._positions.slice(first, last)

    def values(self, number: int, format_: Any) -> Callable[[int], bytes]:
        start, stop = self._posts[number : number + 2].tolist()
        if self._kind == "positions":
            places = places_by_posting(*self.positions(number))
            return lambda place: format_.encode(places(place))
        if self._kind == "frequency":
            freqs = self._freqs.slice(start, stop).tolist()
            return lambda place: encoded_frequency(freqs[place])
        if self._kind == "empty":
            return lambda place: b""
        return lambda place: self._value(start + place)

    def block_lengths(self, number: int) -> tuple[int, list[int], list[int]]:
        first, last = self._block_bounds[number : number + 2].tolist()
        shortest = self._packed("shortest")
        if shortest is None:
            return self._block, [0] * (last - first), [0] * (last - first)
        longest = PackedReader(self._container, f"{self._section}.longest")
        return (
            self._block,
            shortest.slice(first, last).tolist(),
            longest.slice(first, last).tolist(),
        )

    def _weights(self, start: int, stop: int) -> AnyArray:
        weights = self._container.get(f"{self._section}.weight")
        return self._freqs.slice(start, stop) if weights is None else weights.slice(start, stop)

    def _value(self, posting: int) -> bytes:
        bounds = self._container[f"{self._section}.values"]
        first, last = bounds.slice(posting, posting + 2).tolist()
        return self._container[f"{self._section}.value"].slice(first, last).tobytes()

    def _packed(self, name: str) -> PackedReader | None:
        full = f"{self._section}.{name}"
        return PackedReader(self._container, full) if self._container.get(full) else None

    @cached_property
    def _terms(self) -> SortedTerms:
        return SortedTerms(self._container, self._section)

    @cached_property
    def _posts(self) -> AnyArray:
        return self._container[f"{self._section}.posts"].whole()

    @cached_property
    def _occurrences(self) -> AnyArray:
        return self._container[f"{self._section}.occurrences"].whole()

    @cached_property
    def _doc_gaps(self) -> PackedReader:
        return PackedReader(self._container, f"{self._section}.doc")

    @cached_property
    def _freqs(self) -> PackedReader:
        return PackedReader(self._container, f"{self._section}.freq")

    @cached_property
    def _positions(self) -> PackedReader:
        return PackedReader(self._container, f"{self._section}.position")

    @cached_property
    def _block_bounds(self) -> NDArray[np.uint64]:
        """Where each term's blocks begin among all blocks."""
        return starts(-(-self.doc_freqs // self._block))


def places_by_posting(freqs: AnyArray, positions: AnyArray) -> Callable[[int], list[int]]:
    """Return a function from a posting's place in the term to its positions."""
    bounds = starts(freqs).tolist()
    return lambda place: positions[bounds[place] : bounds[place + 1]].tolist()
