"""Whoosh's `Searcher`, answering by arrays what has an array form, else by Whoosh's matchers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.scoring import BM25F
from whoosh.searching import Results, ResultsPage, Searcher
from whoosh.sorting import Count, FacetMap, Facets, FieldFacet, MultiFacet
from whoosh.util import now

from search.engines.whoosh.columnar.fieldsearch.field_orders import FieldOrders
from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import Docs, DocSet, SortedDocs
from search.engines.whoosh.columnar.query.array_query import NoArrayFormError
from search.engines.whoosh.columnar.search.array_results import ArrayResults, Docnums, FoundDocs
from search.engines.whoosh.columnar.search.top_docs import best


class ArrayReader(Protocol):
    """What a reader's `arrays(weighting)` gives: queries to sets of documents.

    Documents in sets have numbers from 0 to `size` - 1, in the order of ties.
    """

    @property
    def size(self) -> int: ...

    def docset(self, query: Query, *, scored: bool = True) -> DocSet:
        """Return the documents of a query. Raises NoArrayFormError."""

    def docnums(self, docs: Docs) -> Docnums:
        """Return the numbers by which Whoosh knows some documents."""

    def docs(self, docnums: Docnums) -> Docs:
        """Return the documents that Whoosh knows by some numbers, those that are live."""


@dataclass(frozen=True)
class SearchOptions:
    """The keyword arguments of `whoosh.searching.Searcher.search`."""

    limit: int | None = 10
    sortedby: Any = None
    reverse: bool = False
    groupedby: Any = None
    collapse: Any = None
    collapse_limit: int = 1
    collapse_order: Any = None
    optimize: bool = True
    filter: Any = None
    mask: Any = None
    terms: bool = False
    maptype: type[FacetMap] | None = None
    scored: bool = True


class ColumnarSearcher(Searcher):  # type: ignore[misc]
    """A searcher of any reader; fast where the reader has `arrays(weighting)`.

    With `arrays=False` it is Whoosh's searcher: the same answers from the same reader,
    document by document.
    """

    def __init__(
        self,
        reader: IndexReader,
        weighting: Any = BM25F,
        closereader: bool = True,
        fromindex: Any = None,
        parent: Searcher | None = None,
        *,
        arrays: bool = True,
    ) -> None:
        super().__init__(reader, weighting, closereader, fromindex, parent)
        self._uses_arrays = arrays and hasattr(reader, "arrays")

    def search(self, q: Query, **options: Any) -> Results:
        """Answer as Whoosh's searcher does, with an exact length; see `Searcher.search`."""
        try:
            return self._search_arrays(q, SearchOptions(**options))
        except NoArrayFormError:
            return super().search(q, **options)

    def docs_for_query(self, q: Query, for_deletion: bool = False) -> Iterator[int]:
        """Yield the numbers of all documents of a query, ascending."""
        try:
            arrays = self._arrays()
            found = arrays.docset(q, scored=False)
        except NoArrayFormError:
            return super().docs_for_query(q, for_deletion)  # type: ignore[no-any-return]
        return iter(np.sort(arrays.docnums(sets.listed(found).docs)).tolist())

    def refresh(self) -> Searcher:
        """Return a searcher of the newest generation: this one where it is."""
        if not self._ix or self._ix.latest_generation() == self.reader().generation():
            return self if self._ix else super().refresh()
        self.is_closed = True
        return self._ix.searcher(weighting=self.weighting)

    def _subsearcher(self, reader: IndexReader) -> Searcher:
        return Searcher(reader, fromindex=self._ix, weighting=self.weighting, parent=self)

    def _arrays(self) -> ArrayReader:
        if not self._uses_arrays:
            raise NoArrayFormError("arrays are switched off")
        arrays: ArrayReader = self.reader().arrays(self.weighting)
        return arrays

    def _search_arrays(self, q: Query, asked: SearchOptions) -> Results:
        if asked.limit is not None and asked.limit < 1:
            raise ValueError("limit must be >= 1")
        if asked.terms:
            raise NoArrayFormError("which terms matched is known to matchers alone")
        start, arrays = now(), self._arrays()
        found = arrays.docset(q, scored=asked.scored and not _sorts_by_fields(asked.sortedby))
        found = sets.listed(self._filtered(arrays, found, asked.filter, asked.mask))
        docnums = arrays.docnums(found.docs)
        try:
            groups = self._groups(asked, docnums)
            top_n = self._top(found, docnums, asked)
        except NoArrayFormError:
            results = self._collected(FoundDocs(docnums, found.scores), asked)
            results.q = q
        else:
            results = ArrayResults(self, q, top_n, docnums, facetmaps=groups)
            results.runtime = now() - start
        if asked.filter or asked.mask:
            results.allowed, results.restricted = asked.filter, asked.mask
        return results

    def _collected(self, found: FoundDocs, asked: SearchOptions) -> Results:
        """Let Whoosh's collectors sort, group and collapse what was found."""
        collector = self.collector(**(vars(asked) | {"filter": None, "mask": None}))
        self.search_with_collector(found, collector)
        return collector.results()

    def _top(
        self, found: SortedDocs, docnums: Docnums, asked: SearchOptions
    ) -> list[tuple[Any, int]]:
        """Return the first hits: what each is ordered by, and its number."""
        if asked.collapse:
            raise NoArrayFormError("documents are collapsed one after the other")
        if asked.sortedby:
            return self._sorted(docnums, asked)
        if not asked.scored:
            return [(None, docnum) for docnum in docnums.tolist()]
        scores: Any = np.zeros(len(docnums)) if found.scores is None else found.scores
        # Whoosh gives all documents where it groups or reverses, whatever the limit.
        limit = None if asked.groupedby or asked.reverse else asked.limit
        places = best(scores, len(docnums) if limit is None else limit)
        if asked.reverse:
            places = places[::-1]
        return list(zip(scores.take(places).tolist(), docnums.take(places).tolist(), strict=True))

    def _sorted(self, docnums: Docnums, asked: SearchOptions) -> list[tuple[Any, int]]:
        if not _sorts_by_fields(asked.sortedby):
            raise NoArrayFormError("a facet that is no field")
        facets = MultiFacet.from_sortedby(asked.sortedby).facets
        orders = self._orders()
        keys = [orders.keys(facet.fieldname, reverse=facet.reverse) for facet in facets]
        own = [key.numbers.take(docnums) for key in keys]
        places = np.lexsort(own[::-1])
        places = (places[::-1] if asked.reverse else places)[: asked.limit]
        columns = [
            map(key.facet_key, numbers.take(places).tolist())
            for key, numbers in zip(keys, own, strict=True)
        ]
        rows = zip(*columns, strict=True)
        names = [row[0] for row in rows] if len(own) == 1 else list(rows)
        return list(zip(names, docnums.take(places).tolist(), strict=True))

    def _groups(self, asked: SearchOptions, docnums: Docnums) -> dict[str, FacetMap]:
        """Return the counts by fields' terms, where these are all that is requested."""
        if not asked.groupedby:
            return {}
        facets = dict(Facets.from_groupedby(asked.groupedby).items())
        for name, facet in facets.items():
            if type(facet) is not FieldFacet or (facet.maptype or asked.maptype) is not Count:
                raise NoArrayFormError("a grouping that is no count by a field")
            field = self.schema[facet.fieldname]
            if not facet.allow_overlap or field.vector or _keeps_lists(field.column_type):
                raise NoArrayFormError(f"{name} is not counted by terms")
        orders = self._orders()
        maps = {name: Count() for name in facets}
        for name, facet in facets.items():
            maps[name].dict.update(orders.counts(facet.fieldname, docnums))
        return maps

    def _orders(self) -> FieldOrders:
        orders: FieldOrders | None = getattr(self.reader(), "orders", None)
        return FieldOrders(self.reader()) if orders is None else orders

    def _filtered(self, arrays: ArrayReader, found: DocSet, only: Any, without: Any) -> DocSet:
        """Leave the documents in the filter, if there is one, and not in the mask."""
        parts = [found, self._allowed(arrays, only)] if only else [found]
        masks = [self._allowed(arrays, without)] if without else []
        return sets.intersect(parts, masks, arrays.size) if only or without else found

    def _allowed(self, arrays: ArrayReader, these: Any) -> DocSet:
        if isinstance(these, Query):
            try:
                return SortedDocs(sets.listed(arrays.docset(these, scored=False)).docs)
            except NoArrayFormError:
                return self._docs_of(arrays, super().docs_for_query(these))
        if isinstance(these, ResultsPage):
            these = these.results
        if isinstance(these, ArrayResults) and these.is_untouched:
            return SortedDocs(np.sort(arrays.docs(these.docnums)))
        return self._docs_of(arrays, self._filter_to_comb(these))

    def _docs_of(self, arrays: ArrayReader, docnums: Iterable[int]) -> DocSet:
        numbers: NDArray[np.intp] = np.fromiter(docnums, np.intp)
        known = numbers[(numbers >= 0) & (numbers < self.doc_count_all())]
        return SortedDocs(np.sort(arrays.docs(known)))


def _sorts_by_fields(sortedby: Any) -> bool:
    """Say whether the order is that of fields, so that scores are not asked for."""
    if not sortedby:
        return False
    facets = MultiFacet.from_sortedby(sortedby).facets
    return all(type(facet) is FieldFacet and not facet.allow_overlap for facet in facets)


def _keeps_lists(column: Any) -> bool:
    return bool(column) and bool(column.stores_lists())
