"""Where the documents of several segments lie, and the two ways of numbering them.

*Physical* numbers follow the segments: base of the segment + number within it. Postings
come in this order. *Public* numbers count only live documents, newest first (then by
highest article id, undated ones last), so that ties need no sorting, a date range is one
slice, and counting per month is a few bisections.

A *global position* is the place of one token in the whole index: all titles, one after
another, then all texts, with one free place after each. Words stand next to each other
where their global positions do, whatever article or field they are in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.postings.array_ops import merged
from search.engines.whoosh.columnar.postings.doc_order import newest_first
from search.engines.whoosh.columnar.postings.docset import Docs
from search.engines.whoosh.columnar.postings.row_finder import GlobalPositions, RowFinder
from search.engines.whoosh.columnar.segment_reader import (
    DERIVED,
    TEXT_FIELDS,
    SegmentReader,
    TextField,
    Unit,
    cases_at,
)

__all__ = ["GlobalPositions", "SegmentLayout", "joined"]


class SegmentLayout:
    """The numbering of one generation's documents. Immutable.

    Takes 16 bytes an article, and 16 more once places were requested.
    """

    def __init__(self, segments: Sequence[SegmentReader]) -> None:
        self.segments = segments
        counts = [segment.doc_count for segment in segments]
        #: First physical number of each segment, and the count of them all at the end.
        self.bases: list[int] = np.cumsum([0, *counts]).tolist()
        self.physical_count = self.bases[-1]
        self.deleted = _deleted(segments)
        order = newest_first(
            [segment.first_days for segment in segments],
            [segment.article_ids for segment in segments],
        )
        if order is not None and self.deleted is not None:
            order = order[~self.deleted.take(order)]
        elif self.deleted is not None:
            order = (~self.deleted).nonzero()[0]
        self.size = self.physical_count if order is None else len(order)
        #: True where physical and public numbers are the same.
        self.aligned = order is None
        self._physical = None if order is None else order.astype(np.int32)
        self._borders: dict[Unit, GlobalPositions] = {}

    def physical(self, docs: Docs) -> Docs:
        """Return the physical numbers of public ones."""
        return docs if self._physical is None else self._physical.take(docs).astype(np.intp)

    def public(self, docs: Docs) -> Docs:
        """Return the public numbers of live physical ones."""
        return docs if self._physical is None else self._public.take(docs).astype(np.intp)

    def column(self, parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """Put a column's arrays, one per segment, into public order."""
        whole = joined(parts, parts[0].dtype if parts else np.int64)
        return whole if self._physical is None else whole.take(self._physical)

    def live(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return the values of live documents, given one per physical document."""
        return values if self.deleted is None else values[~self.deleted]

    def rows_at(self, global_positions: GlobalPositions) -> Docs:
        """Return the row of each ascending global position: the document, or for a token of its
        text the document + `physical_count`.
        """
        split = self.split(global_positions)
        if not split:
            return self._texts.rows_at(global_positions)
        titles = self._titles.rows_at(global_positions[:split])
        return np.concatenate([titles, self._texts.rows_at(global_positions[split:])])

    def starts(self, field: TextField) -> GlobalPositions:
        """Return the global position of each physical document's first token in `field`."""
        if field == "title":
            return self.row_starts[: self.physical_count]
        return self.row_starts[self.physical_count : -1]

    def cases(self, global_positions: GlobalPositions) -> NDArray[np.uint8]:
        """Return the letter case of the token at each ascending global position."""
        rows = self.rows_at(global_positions)
        found = np.zeros(len(rows), np.uint8)
        for number, field in enumerate(TEXT_FIELDS):
            shift = number * self.physical_count
            for segment, base in zip(self.segments, self.bases, strict=False):
                first = base + shift
                low, high = rows.searchsorted((first, first + segment.doc_count))
                if low == high:
                    continue
                # One place is free behind each row.
                tokens = global_positions[low:high].astype(np.int64) - rows[low:high]
                tokens -= int(self.row_starts[first]) - first
                found[low:high] = cases_at(segment.cases(field), tokens)
        return found

    def borders(self, unit: Unit) -> GlobalPositions:
        """Return the global position of each sentence's or paragraph's first token, ascending.

        A title is one of each; made once, takes 4 bytes a sentence.
        """
        known = self._borders.get(unit)
        if known is None:
            parts = [segment.borders(unit) for segment in self.segments]
            counts = joined([part.counts for part in parts], np.uint32)
            inside = np.repeat(self.starts("text"), counts)
            inside += joined([part.positions for part in parts], np.uint32)
            known = merged(self.row_starts[:-1], inside)
            self._borders[unit] = known
        return known

    def split(self, global_positions: GlobalPositions) -> int:
        """Return how many of ascending global positions are in titles; the others are in texts."""
        return int(global_positions.searchsorted(global_positions.dtype.type(self._text_start)))

    @cached_property
    def derived_titles(self) -> NDArray[np.bool_]:
        """Whether the title of each physical document was made of its text."""
        columns = [segment.labels("headline") for segment in self.segments]
        parts = [
            np.isin(c.codes, [code for code, label in enumerate(c.labels) if label == DERIVED])
            for c in columns
        ]
        return joined(parts, np.bool_)

    @cached_property
    def lengths(self) -> dict[TextField, NDArray[np.uint32]]:
        """Tokens of each physical document."""
        fields: tuple[TextField, ...] = ("title", "text")
        return {
            field: joined([segment.lengths(field) for segment in self.segments], np.uint32)
            for field in fields
        }

    @cached_property
    def averages(self) -> dict[TextField, float]:
        """Tokens of a live document, on average; 0 where there is none."""
        return {
            field: float(self.live(values).sum(dtype=np.int64)) / self.size if self.size else 0.0
            for field, values in self.lengths.items()
        }

    @cached_property
    def row_starts(self) -> GlobalPositions:
        """The first global position of each row, and the end."""
        starts = np.zeros(2 * self.physical_count + 1, np.int64)
        np.add(self.lengths["title"], 1, out=starts[1 : self.physical_count + 1])
        np.add(self.lengths["text"], 1, out=starts[self.physical_count + 1 :])
        np.cumsum(starts, out=starts)
        return starts.astype(np.uint32) if starts[-1] < 2**32 - 1 else starts

    @property
    def position_type(self) -> Any:
        return self.row_starts.dtype

    @cached_property
    def _text_start(self) -> int:
        return int(self.row_starts[self.physical_count])

    @cached_property
    def _titles(self) -> RowFinder:
        return RowFinder(self.row_starts, 0, self.physical_count)

    @cached_property
    def _texts(self) -> RowFinder:
        return RowFinder(self.row_starts, self.physical_count, 2 * self.physical_count)

    @cached_property
    def _public(self) -> NDArray[np.int32]:
        public = np.full(self.physical_count, -1, np.int32)
        if self._physical is not None:
            public[self._physical] = np.arange(self.size, dtype=np.int32)
        return public


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
