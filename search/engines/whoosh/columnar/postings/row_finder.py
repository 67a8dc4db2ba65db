"""From the global position of a token to its row: the title or text of one document."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.postings.docset import Docs

GlobalPositions = NDArray[Any]

#: Below this many positions, bisection is faster than building the table.
_FEW = 2_000


class RowFinder:
    """Finds the rows of global positions among rows `first` to before `last`.

    From the first row of the block a global position lies in, the right one is a few steps on:
    blocks are about half as long as rows. 8 bytes a row, once many positions were looked up.
    """

    def __init__(self, starts: GlobalPositions, first: int, last: int) -> None:
        self._starts = starts
        self._first, self._last = first, last
        self._base, self._end = int(starts[first]), int(starts[last])
        average = (self._end - self._base) // max(1, last - first)
        self._shift = max(0, average.bit_length() - 2)

    def rows_at(self, global_positions: GlobalPositions) -> Docs:
        """Return the row of each of these global_positions, which must lie in the range."""
        if len(global_positions) < _FEW:
            return np.asarray(self._starts.searchsorted(global_positions, "right") - 1)
        starts = self._starts
        blocks = (global_positions - starts.dtype.type(self._base)) >> self._shift
        rows: Docs = self._rows_of_blocks.take(blocks).astype(np.intp)
        for _ in range(3):
            behind = starts.take(rows + 1) <= global_positions
            if not behind.any():
                return rows
            rows += behind
        left = (starts.take(rows + 1) <= global_positions).nonzero()[0]
        rows[left] = starts.searchsorted(global_positions.take(left), "right") - 1
        return rows

    @cached_property
    def _rows_of_blocks(self) -> NDArray[np.int32]:
        """For each block the last row that starts at or before the block does."""
        rows = np.zeros(((self._end - self._base) >> self._shift) + 2, np.int32)
        starts = self._starts[self._first : self._last].astype(np.int64) - self._base
        # Of several rows that start in one block, the last assignment counts.
        rows[-(-starts >> self._shift)] = np.arange(self._first, self._last, dtype=np.int32)
        return np.maximum.accumulate(rows)
