"""A sorted list of terms: one blob of UTF-8, and where each term ends in it.

Two sections: `<name>.blob` (u1) and `<name>.starts` (u4 or u8, one more than there are
terms). Terms are sorted by their bytes, which is the order of their code points. Lone
surrogates are written as if they were characters, so that no text is refused.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import Container, SectionWriter
from search.engines.whoosh.columnar.codec.packed_ints import narrow, starts

_ERRORS = "surrogatepass"
#: One term in so many is kept as an object, for the first steps of a bisection.
_STEP = 32


def encode(term: str) -> bytes:
    return term.encode("utf-8", _ERRORS)


def decode(term: bytes) -> str:
    return term.decode("utf-8", _ERRORS)


class SortedTerms:
    """Terms by number and numbers by term. Reads its sections when made.

    Takes about 2 bytes a term once one was looked up.
    """

    __slots__ = ("_blob", "_bounds", "_sampled", "_starts")

    def __init__(self, container: Container, name: str) -> None:
        self._blob = container[f"{name}.blob"].whole().data
        self._starts = container[f"{name}.starts"].whole()
        # Single items come several times faster from a memoryview than from an array.
        self._bounds = self._starts.data
        self._sampled: list[bytes] = []

    def __len__(self) -> int:
        return len(self._starts) - 1

    def term(self, number: int) -> bytes:
        return bytes(self._blob[self._bounds[number] : self._bounds[number + 1]])

    def all(self, first: int = 0, last: int | None = None) -> list[bytes]:
        """Return the terms from number `first` to before `last`, in order."""
        last = len(self) if last is None else last
        bounds = self._starts[first : last + 1].tolist()
        offset = bounds[0]
        blob = self._blob[offset : bounds[-1]].tobytes()
        return [blob[start - offset : stop - offset] for start, stop in pairwise(bounds)]

    def spelling(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """Return all terms end to end, and where each starts; last, the whole length."""
        return np.frombuffer(self._blob, np.uint8), self._starts.astype(np.int64)

    def lower_bound(self, term: bytes) -> int:
        """Return how many terms sort before `term`. O(log n)."""
        if not self._sampled:
            self._sampled = [self.term(number) for number in range(0, len(self), _STEP)]
        before = bisect_left(self._sampled, term)
        if not before:
            return 0
        low, high = (before - 1) * _STEP + 1, min(before * _STEP, len(self))
        return bisect_left(range(len(self)), term, low, high, key=self.term)

    def find(self, term: bytes) -> int:
        """Return the number of `term`, or -1. O(log n)."""
        number = self.lower_bound(term)
        return number if number < len(self) and self.term(number) == term else -1

    def prefix(self, start: bytes) -> range:
        """Return the numbers of the terms that begin with `start`. O(log n)."""
        first = self.lower_bound(start)
        if first == len(self) or not self.term(first).startswith(start):
            return range(first, first)
        # No UTF-8 text holds the byte FF: this sorts after every term with the prefix.
        return range(first, self.lower_bound(start + b"\xff"))


def write_terms(sections: SectionWriter, name: str, terms: Iterable[bytes]) -> None:
    """Write sorted terms."""
    written = list(terms)
    ends = starts(np.fromiter(map(len, written), np.uint64, len(written)))
    sections.add(f"{name}.blob", np.frombuffer(b"".join(written), "|u1"))
    sections.add(f"{name}.starts", narrow(ends))
