"""The columns of an open stock index as arrays, and selections over them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader

from search.engines.base import LABELS, Filters, labels_in
from search.engines.whoosh.columnar.segment_reader import UNDATED

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of each document: a code into `rows`, which holds each set of labels once."""

    codes: NDArray[np.int64]
    rows: tuple[tuple[str, ...], ...]

    def of(self, document: int) -> tuple[str, ...]:
        """Return a document's labels."""
        return self.rows[self.codes[document]]

    def any_of(self, wanted: Iterable[str]) -> Mask:
        """Return where one of the labels is one of `wanted`."""
        chosen = set(wanted)
        return np.array([not chosen.isdisjoint(row) for row in self.rows], bool)[self.codes]


@dataclass(frozen=True, slots=True)
class Columns:
    """One entry per document number of the whole index, deleted ones included."""

    article_ids: NDArray[np.int64]
    fingerprints: NDArray[np.int64]
    first_days: NDArray[np.int64]
    last_days: NDArray[np.int64]
    words: NDArray[np.int64]
    labels: dict[str, Labels]

    @classmethod
    def read(cls, reader: IndexReader) -> Columns:
        """Read all columns."""
        leaves = [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]

        def numbers(name: str) -> NDArray[np.int64]:
            values = [np.fromiter(leaf.column_reader(name), np.int64) for leaf in leaves]
            return np.concatenate(values) if values else np.empty(0, np.int64)

        def labels(facet: str) -> Labels:
            raw = [value for leaf in leaves for value in leaf.column_reader(f"{facet}_label")]
            unique = sorted({value.decode("utf-8", "surrogatepass") for value in raw})
            code = {label.encode("utf-8", "surrogatepass"): at for at, label in enumerate(unique)}
            rows = tuple(labels_in(facet, label) for label in unique)
            return Labels(np.array([code[value] for value in raw], np.int64), rows)

        return cls(
            numbers("article_id"),
            numbers("fingerprint"),
            numbers("first_day"),
            numbers("last_day"),
            numbers("words"),
            {facet: labels(facet) for facet in LABELS},
        )

    def dates_pass(self, filters: Filters) -> Mask:
        """Return which documents pass the date filter and `undated`."""
        passed = np.ones(len(self.article_ids), bool)
        if filters.undated:
            passed &= self.first_days == UNDATED
        if filters.first or filters.last:
            first = (filters.first or dt.date.min).toordinal()
            last = (filters.last or dt.date.max).toordinal()
            passed &= (self.first_days >= first) & (self.last_days <= last)
        return passed

    def labels_pass(self, filters: Filters, *, but: str = "") -> Mask:
        """Return which documents pass the label filters, save those of the facet `but`."""
        passed = np.ones(len(self.article_ids), bool)
        for facet, wanted in filters.include.items():
            if facet != but:
                passed &= self.labels[facet].any_of(wanted)
        for facet, unwanted in filters.exclude.items():
            if facet != but:
                passed &= ~self.labels[facet].any_of(unwanted)
        return passed
