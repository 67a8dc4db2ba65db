"""Where the documents of several segments lie, and the two ways of numbering them.

*Physical* numbers follow the segments: base of the segment + number within it. Postings
come in this order. *Public* numbers count only live documents, newest first (then by
highest article id, undated ones last), so that ties need no sorting, a date range is one
slice, and counting per month is a few bisections.

An *address* is the place of one token in the whole snapshot: all titles, one after
another, then all texts, with one free place after each. Words stand next to each other
where their addresses do, whatever article or field they are in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.executor.found import Docs
from search.engines.whoosh.reading import SegmentReader, TextField

Addresses = NDArray[Any]


class Layout:
    """The numbering of one generation's documents. Immutable; built in O(N log N)."""

    def __init__(self, segments: Sequence[SegmentReader]) -> None:
        self.segments = segments
        counts = [segment.doc_count for segment in segments]
        #: First physical number of each segment, and the count of them all at the end.
        self.bases: list[int] = np.cumsum([0, *counts]).tolist()
        self.physical_count = self.bases[-1]
        first_days = joined([segment.first_days for segment in segments], np.int32)
        article_ids = joined([segment.article_ids for segment in segments], np.int64)
        order = np.lexsort((-article_ids, -first_days))
        self.deleted = _deleted(segments)
        if self.deleted is not None:
            order = order[~self.deleted[order]]
        self.size = len(order)
        #: True where physical and public numbers are the same.
        self.aligned = self.deleted is None and bool((order[1:] > order[:-1]).all())
        #: Physical number of each public one, and the reverse; -1 for deleted documents.
        self.physical: Docs = order
        self.public: Docs = np.full(self.physical_count, -1, np.intp)
        self.public[order] = np.arange(self.size)
        lengths = [
            joined([segment.lengths(field) for segment in segments], np.uint32).astype(np.int64)
            for field in ("title", "text")
        ]
        self._address(lengths)

    def column(self, parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """Put a column's arrays, one per segment, into public order."""
        whole = joined(parts, parts[0].dtype if parts else np.int64)
        return whole if self.aligned else whole[self.physical]

    def live(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return the values of live documents, given one per physical document."""
        return values if self.deleted is None else values[~self.deleted]

    def rows_at(self, addresses: Addresses) -> Docs:
        """Return the row of each ascending address: the document, or for a token of its
        text the document + `physical_count`.
        """
        split = int(addresses.searchsorted(addresses.dtype.type(self.text_start)))
        if not split:
            return self._texts.rows_at(addresses)
        titles = self._titles.rows_at(addresses[:split])
        return np.concatenate([titles, self._texts.rows_at(addresses[split:])])

    def starts(self, field: TextField) -> Addresses:
        """Return the address of each physical document's first token in `field`."""
        if field == "title":
            return self.row_starts[: self.physical_count]
        return self.row_starts[self.physical_count : -1]

    def _address(self, lengths: Sequence[NDArray[np.int64]]) -> None:
        self.lengths = dict(zip(("title", "text"), lengths, strict=True))
        self.averages = {
            field: float(self.live(values).sum()) / self.size if self.size else 0.0
            for field, values in self.lengths.items()
        }
        starts = np.cumsum(np.concatenate([[0], *(values + 1 for values in lengths)]))
        self.address_type = np.uint32 if starts[-1] < 2**32 - 1 else np.int64
        #: The first address of each row, and the end.
        self.row_starts: Addresses = starts.astype(self.address_type)
        self.text_start = int(starts[self.physical_count])
        self._titles = _Rows(self.row_starts, 0, self.physical_count)
        self._texts = _Rows(self.row_starts, self.physical_count, 2 * self.physical_count)


class _Rows:
    """Finds the rows of addresses: from the first row of a block, a few steps on."""

    def __init__(self, starts: Addresses, first: int, last: int) -> None:
        self._starts = starts
        self._base, end = int(starts[first]), int(starts[last])
        # Blocks are about half as long as rows are.
        self._shift = max(0, ((end - self._base) // max(1, last - first)).bit_length() - 2)
        blocks = np.arange(self._base, end + 1, 1 << self._shift)
        self._firsts = starts.searchsorted(blocks.astype(starts.dtype), "right") - 1

    def rows_at(self, addresses: Addresses) -> Docs:
        rows: Docs = self._firsts.take(
            (addresses - self._starts.dtype.type(self._base)) >> self._shift
        )
        starts = self._starts
        for _ in range(3):
            behind = starts.take(rows + 1) <= addresses
            if not behind.any():
                return rows
            rows += behind
        left = (starts.take(rows + 1) <= addresses).nonzero()[0]
        rows[left] = starts.searchsorted(addresses.take(left), "right") - 1
        return rows


def joined(parts: Sequence[NDArray[Any]], kind: Any) -> NDArray[Any]:
    """Return all parts as one array, without a copy where there is only one."""
    if len(parts) == 1:
        return np.asarray(parts[0])
    return np.concatenate(parts) if parts else np.empty(0, kind)


def _deleted(segments: Sequence[SegmentReader]) -> NDArray[np.bool_] | None:
    if all(segment.deleted is None for segment in segments):
        return None
    return np.concatenate(
        [
            np.zeros(segment.doc_count, np.bool_) if segment.deleted is None else segment.deleted
            for segment in segments
        ]
    )
