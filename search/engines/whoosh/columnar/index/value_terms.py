"""Terms of fields whose whole value is one: keys and labels, made from their columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import NUMERIC

from search.engines.whoosh.columnar.codec.container import AnyArray
from search.engines.whoosh.columnar.codec.packed_ints import runs, starts
from search.engines.whoosh.columnar.codec.sorted_terms import encode
from search.engines.whoosh.columnar.perfield.field_terms import WeightedDocs
from search.engines.whoosh.columnar.segment_reader import LabelColumn

#: Postings whose bounds are kept together: none has a length.
_BLOCK = 1 << 30


class ValueTerms:
    """The `FieldTerms` of a field without positions: each term's documents, end to end."""

    def __init__(self, docs: NDArray[Any], counts: NDArray[Any]) -> None:
        self._docs = docs.astype(np.uint32)
        self.doc_freqs: NDArray[np.int64] = counts.astype(np.int64)
        self._starts = starts(self.doc_freqs).astype(np.int64)

    def __len__(self) -> int:
        return len(self.doc_freqs)

    def term(self, number: int) -> bytes:
        raise NotImplementedError

    def lower_bound(self, term: bytes) -> int:
        return bisect_left(range(len(self)), term, key=self.term)

    def has_positions(self) -> bool:
        return False

    def run(self, numbers: range) -> WeightedDocs:
        docs = self._docs[self._starts[numbers.start] : self._starts[numbers.stop]]
        return WeightedDocs(docs, np.ones(len(docs), np.uint8))

    def positions(self, number: int) -> tuple[AnyArray, AnyArray]:
        raise ValueError("this field keeps no positions")

    def values(self, number: int, format_: Any) -> Callable[[int], bytes]:
        return lambda place: b""

    def block_lengths(self, number: int) -> tuple[int, list[int], list[int]]:
        return _BLOCK, [0], [0]

    def spelling(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        terms = [self.term(number) for number in range(len(self))]
        ends = np.cumsum([0, *map(len, terms)], dtype=np.int64)
        return np.frombuffer(b"".join(terms), np.uint8), ends


class KeyTerms(ValueTerms):
    """A term for each document: its key, as Whoosh's numeric fields write numbers."""

    def __init__(self, field: NUMERIC, keys: NDArray[np.int64]) -> None:
        order = np.argsort(keys, kind="stable")
        super().__init__(order, np.ones(len(keys)))
        self._field = field
        self._keys = keys.take(order)

    def term(self, number: int) -> bytes:
        written: bytes = self._field.to_bytes(int(self._keys[number]))
        return written


class LabelTerms(ValueTerms):
    """A term for each label; of a document with several, each is a term."""

    def __init__(self, column: LabelColumn, split: Callable[[str], Sequence[str]]) -> None:
        rows = [split(label) for label in column.labels]
        self._labels = sorted({encode(label) for row in rows for label in row} - {b""})
        numbers = {label: number for number, label in enumerate(self._labels)}
        owners = [[numbers[encode(label)] for label in set(row) if label] for row in rows]
        counts = np.array([len(own) for own in owners], np.int64)
        flat = np.array([number for own in owners for number in own], np.int64)
        codes = column.codes
        places = runs(starts(counts)[:-1].take(codes), counts.take(codes))
        docs = np.repeat(np.arange(len(codes)), counts.take(codes))
        terms = flat.take(places)
        order = np.argsort(terms, kind="stable")
        super().__init__(docs.take(order), np.bincount(terms, minlength=len(self._labels)))

    def term(self, number: int) -> bytes:
        return self._labels[number]
