"""Unsigned numbers in a narrow array, with the few that do not fit beside it.

A frequency seldom needs more than a byte and a position seldom more than two. The low
bits of every number stand in one section; where there are higher bits, `<name>.at` holds
the numbers' indexes, ascending, and `<name>.high` their higher bits. So one book among
the articles costs a few bytes, not a wider array for all.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import AnyArray, Container, SectionWriter
from search.engines.whoosh.columnar.segment_reader import Unsigned


class PackedReader:
    """Reads what `PackedParts` wrote."""

    __slots__ = ("_at", "_bits", "_high", "_low", "_places")

    def __init__(self, container: Container, name: str) -> None:
        self._low = container[name]
        self._bits = self._low.array.itemsize * 8
        self._at = container[f"{name}.at"].whole()
        self._high = container[f"{name}.high"].whole()
        # Single items come several times faster from a memoryview than from an array.
        self._places = self._at.data

    def __len__(self) -> int:
        return len(self._low)

    def slice(self, start: int, stop: int) -> Unsigned:
        """Return numbers `start` to `stop`: a view where all are low, else a uint32 copy."""
        low: Unsigned = self._low.slice(start, stop)
        if not len(self._at):
            return low
        first = bisect_left(self._places, start)
        if first == len(self._places) or self._places[first] >= stop:
            return low
        last = bisect_left(self._places, stop, first)
        wide = low.astype(np.uint32)
        wide[self._at[first:last] - np.uint64(start)] |= self._high[first:last] << self._bits
        return wide


class PackedParts:
    """Splits numbers as they come into low and high parts."""

    def __init__(self, low: type[np.unsignedinteger[Any]]) -> None:
        self.dtype = np.dtype(low)
        self._bits = self.dtype.itemsize * 8
        self._count = 0
        self._at = [np.empty(0, "<u8")]
        self._high = [np.empty(0, "<u4")]

    def split(self, numbers: AnyArray) -> AnyArray:
        """Return the low parts of the next `numbers` and remember their high parts."""
        if numbers.dtype.itemsize > self.dtype.itemsize and len(numbers):
            high = numbers >> self._bits
            if high.any():
                at = np.flatnonzero(high)
                self._at.append(at.astype("<u8") + np.uint64(self._count))
                self._high.append(high[at].astype("<u4"))
        self._count += len(numbers)
        return numbers.astype(self.dtype, copy=False)

    def write_high(self, sections: SectionWriter, name: str) -> None:
        sections.add(f"{name}.at", *self._at)
        sections.add(f"{name}.high", *self._high)


def narrow(numbers: NDArray[np.uint64]) -> AnyArray:
    """Return `numbers` as `<u4` where the largest, the last, fits; else as `<u8`."""
    return numbers.astype("<u4" if not len(numbers) or numbers[-1] < 1 << 32 else "<u8")


def starts(counts: AnyArray) -> NDArray[np.uint64]:
    """Return where runs of `counts` items start, and where the last one ends."""
    result = np.zeros(len(counts) + 1, np.uint64)
    np.cumsum(counts, dtype=np.uint64, out=result[1:])
    return result


def runs(first: AnyArray, counts: AnyArray) -> NDArray[np.int64]:
    """Return `first[0]`, `first[0] + 1` ..., `counts[0]` of them, then those of the next."""
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    result = np.repeat(first.astype(np.int64) - (ends - counts), counts)
    result += np.arange(total, dtype=np.int64)
    return result
