"""Labels (source, author, language) as codes: filters, facets and `source:` words.

A label is looked at once, however many articles carry it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from search.analysis import exact_terms
from search.engines.leaves import Slot, label_holds, slots, sought
from search.engines.whoosh.executor.found import Listed, Span
from search.engines.whoosh.executor.layout import Layout
from search.engines.whoosh.reading import LabelColumn
from search.query import Leaf

_words_of = lru_cache(1 << 16)(exact_terms)


class LabelTable:
    """One facet's labels over all segments, sorted, and each document's code into them."""

    def __init__(self, layout: Layout, columns: Sequence[LabelColumn]) -> None:
        if len(columns) == 1:
            self.labels = list(columns[0].labels)
            codes = [columns[0].codes]
        else:
            self.labels = sorted({label for column in columns for label in column.labels})
            place = {label: code for code, label in enumerate(self.labels)}
            codes = [
                np.array([place[label] for label in column.labels], np.int32)[column.codes]
                for column in columns
            ]
        #: By public document number.
        self.codes: NDArray[np.int32] = layout.column(codes)

    def coded(self, labels: Collection[str]) -> NDArray[np.bool_]:
        """Return a table of all labels, True for those given; unknown ones are passed over."""
        table = np.zeros(len(self.labels), np.bool_)
        table[[self._places[label] for label in labels if label in self._places]] = True
        return table

    def holding(self, leaf: Leaf) -> NDArray[np.bool_]:
        """Return a table of all labels, True for those whose words hold `leaf`."""
        table = np.zeros(len(self.labels), np.bool_)
        row = sought(slots(leaf))
        if not row:
            return table
        candidates = set.intersection(*(self._with_word(slot) for slot in row))
        table[[code for code in candidates if label_holds(leaf, self.labels[code])]] = True
        return table

    def most_frequent(self, found: Span | Listed, size: int) -> tuple[tuple[str, int], ...]:
        """Return up to `size` labels of what was found with their counts, most first.

        Equal counts are in the order of the labels.
        """
        if isinstance(found, Span):
            codes = self.codes[found.start : found.stop]
        else:
            codes = self.codes.take(found.docs)
        if len(self.labels) == 1:
            return ((self.labels[0], len(codes)),) if len(codes) and size else ()
        counts = np.bincount(codes, minlength=len(self.labels))
        present = counts.nonzero()[0]
        order = np.argsort(-counts.take(present), kind="stable")[:size]
        chosen = present.take(order)
        labels = [self.labels[code] for code in chosen.tolist()]
        return tuple(zip(labels, counts.take(chosen).tolist(), strict=True))

    def _with_word(self, slot: Slot) -> set[int]:
        """Return the labels with a word that `slot` accepts, wherever it stands."""
        if slot.kind == "term":
            return set(self._by_word.get(slot.text, ()))
        accepts = slot.accepts()
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
