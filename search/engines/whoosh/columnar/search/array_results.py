"""Whoosh's `Results` of a search by arrays, and arrays as a query for Whoosh's collectors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.matching import ListMatcher, Matcher
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.searching import Results, SearchContext, Searcher

Docnums = NDArray[np.intp]


class ArrayResults(Results):  # type: ignore[misc]
    """Results that know their exact length; the set of all documents is made when requested."""

    def __init__(
        self,
        searcher: Searcher,
        query: Query,
        top_n: list[tuple[Any, int]],
        docnums: Docnums,
        **options: Any,
    ) -> None:
        super().__init__(searcher, query, top_n, **options)
        #: All documents that matched, by Whoosh's numbers.
        self.docnums = docnums
        self._total = len(docnums)

    def docs(self) -> Any:
        """Return a set of the numbers of all documents that matched."""
        if self.docset is None:  # type: ignore[has-type]
            self.docset = set(self.docnums.tolist())
        return self.docset

    @property
    def is_untouched(self) -> bool:
        """Say whether `docnums` are the documents still: `filter` and `extend` change them."""
        return self.docset is None or len(self.docset) == len(self.docnums)

    def has_exact_length(self) -> bool:
        return True


class FoundDocs(Query):  # type: ignore[misc]
    """Documents that were found already, with their scores, as Whoosh's collectors want them."""

    def __init__(self, docnums: Docnums, scores: NDArray[Any] | None) -> None:
        order = np.argsort(docnums, kind="stable")
        self._docnums = docnums.take(order)
        self._scores = np.zeros(len(order)) if scores is None else scores.take(order)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        parent = searcher.get_parent()
        offset = 0 if parent is searcher else parent._offset_for_subsearcher(searcher)
        low, high = np.searchsorted(self._docnums, (offset, offset + searcher.doc_count_all()))
        docs = (self._docnums[low:high] - offset).tolist()
        return ListMatcher(docs, weights=self._scores[low:high].tolist())

    def estimate_size(self, reader: IndexReader) -> int:
        return len(self._docnums)

    def estimate_min_size(self, reader: IndexReader) -> int:
        return len(self._docnums)

    def is_leaf(self) -> bool:
        return True

    def leaves(self) -> Iterator[Query]:
        yield self
