"""Labels (source, author, language) as codes: filters, facets and `source:` words.

A label is looked at once, however many articles carry it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from search.analysis.analyzer import exact_terms
from search.engines.base import labels_in
from search.engines.whoosh.columnar.postings.docset import (
    NOTHING,
    Bitmap,
    DocRange,
    DocSet,
    SortedDocs,
)
from search.engines.whoosh.columnar.postings.segment_layout import SegmentLayout
from search.engines.whoosh.columnar.query.term_pattern import TermPattern
from search.engines.whoosh.columnar.segment_reader import LabelColumn
from search.engines.whoosh.leaf_patterns import TokenTerms, occurrences_in, patterns_of
from search.query.nodes import Leaf, Phrase

_words_of = lru_cache(1 << 16)(exact_terms)


class LabelFacet:
    """One facet's labels over all segments, sorted, and each document's code.

    A code represents a row: the labels of a document, of which most facets have but one.
    Tables of rows say for each code whether it is meant.
    """

    def __init__(self, layout: SegmentLayout, columns: Sequence[LabelColumn], facet: str) -> None:
        if len(columns) == 1:
            rows = list(columns[0].labels)
            codes = [columns[0].codes]
        else:
            rows = sorted({label for column in columns for label in column.labels})
            place = {label: code for code, label in enumerate(rows)}
            codes = [
                np.array([place[label] for label in column.labels], np.int32)[column.codes]
                for column in columns
            ]
        #: By public document number.
        self.codes: NDArray[np.int32] = layout.column(codes)
        self.row_count = len(rows)
        self.labels = rows
        # Each label of each row, as two arrays; None where all rows are one label.
        self._of_rows: tuple[NDArray[np.intp], NDArray[np.intp]] | None = None
        labels = [labels_in(facet, row) for row in rows]
        if any(len(of_row) > 1 for of_row in labels):
            self.labels = sorted({label for of_row in labels for label in of_row})
            owners = np.repeat(np.arange(len(rows)), [len(of_row) for of_row in labels])
            owned = [self._places[label] for of_row in labels for label in of_row]
            self._of_rows = owners, np.array(owned, np.intp)

    def coded(self, labels: Collection[str]) -> NDArray[np.bool_]:
        """Return a table of all rows, True for those with one of these; unknown ones are none."""
        return self._rows_with(self._places[label] for label in labels if label in self._places)

    def holding(self, leaf: Leaf) -> NDArray[np.bool_]:
        """Return a table of all rows, True for those with a label whose words hold `leaf`."""
        row = patterns_of(leaf)
        if not row:
            return self._rows_with(())
        candidates = set.intersection(*(self._with_word(pattern) for pattern in row))
        return self._rows_with(code for code in candidates if label_holds(leaf, self.labels[code]))

    def docs(self, rows: NDArray[np.bool_]) -> DocSet:
        """Return the documents of a table of rows."""
        if not rows.any():
            return NOTHING
        if rows.all():
            return DocRange(0, len(self.codes))
        return Bitmap(rows.take(self.codes))

    def most_frequent(
        self, found: DocRange | SortedDocs, size: int
    ) -> tuple[tuple[tuple[str, int], ...], int]:
        """Return up to `size` labels of what was found with their counts, most first, and
        how many labels there are in all.

        Equal counts are in the order of the labels.
        """
        if isinstance(found, DocRange):
            codes = self.codes[found.start : found.stop]
        else:
            codes = self.codes.take(found.docs)
        if len(self.labels) == 1:
            shown = ((self.labels[0], len(codes)),) if len(codes) and size else ()
            return shown, int(len(codes) > 0)
        counts = np.bincount(codes, minlength=self.row_count)
        if self._of_rows is not None:
            owners, owned = self._of_rows
            # Sums of whole numbers below 2**53 are exact in floating point.
            sums = np.bincount(owned, counts.take(owners), minlength=len(self.labels))
            counts = sums.astype(np.intp)
        present = counts.nonzero()[0]
        order = np.argsort(-counts.take(present), kind="stable")[:size]
        chosen = present.take(order)
        labels = [self.labels[code] for code in chosen.tolist()]
        return tuple(zip(labels, counts.take(chosen).tolist(), strict=True)), len(present)

    def _rows_with(self, labels: Iterable[int]) -> NDArray[np.bool_]:
        """Return a table of all rows, True for those with one of these labels."""
        chosen = np.zeros(len(self.labels), np.bool_)
        chosen[list(labels)] = True
        if self._of_rows is None:
            return chosen
        owners, owned = self._of_rows
        rows = np.zeros(self.row_count, np.bool_)
        rows[owners[chosen[owned]]] = True
        return rows

    def _with_word(self, pattern: TermPattern) -> set[int]:
        """Return the labels with a word that `pattern` accepts, wherever it occurs."""
        if pattern.kind == "term":
            return set(self._by_word.get(pattern.text, ()))
        accepts = pattern.accepts()
        return {code for word, codes in self._by_word.items() if accepts(word) for code in codes}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {label: code for code, label in enumerate(self.labels)}

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        codes: dict[str, list[int]] = {}
        for code, label in enumerate(self.labels):
            for word in set(_words_of(label)):
                codes.setdefault(word, []).append(code)
        return codes


@lru_cache(4096)
def label_holds(leaf: Leaf, label: str) -> bool:
    """Say whether a source's or author's name has the words of `leaf`, in a row.

    "Smith, John" and "John Smith" are one author.
    """
    leaves, names = [leaf], [label]
    if leaf.field == "author":
        names += _turned(label)
        if isinstance(leaf, Phrase):
            leaves += [replace(leaf, text=text) for text in _turned(leaf.text)]
    rows = [TokenTerms(exact=exact_terms(name)) for name in names]
    return any(occurrences_in(one, row) for one in leaves for row in rows)


def _turned(name: str) -> tuple[str, ...]:
    """Return a name of the form "Last, First" as "First Last"; nothing for other names."""
    last, comma, first = name.partition(",")
    return (f"{first} {last}",) if comma and last.strip() and first.strip() else ()
