"""One generation of the index, ready to be searched.

A `IndexSearcher` is built from the generation's segments and never changes. What it decodes it
keeps: columns, length norms and, under a byte limit, the postings and scores of the terms
that were asked for last, and the order of the last concordances. Other results of queries
are not kept. Threads share it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.analysis.stemming import stemming_of
from search.engines.base import Concordance
from search.engines.term_matcher import Group
from search.engines.whoosh.columnar.postings.byte_cache import ByteCache, row_of
from search.engines.whoosh.columnar.postings.docset import (
    NOTHING,
    Bitmap,
    DocSet,
    SortedDocs,
)
from search.engines.whoosh.columnar.postings.search_limits import DEFAULT_LIMITS, Budget, Limits
from search.engines.whoosh.columnar.postings.segment_layout import Addresses, Layout
from search.engines.whoosh.columnar.postings.span_reader import SpanReader
from search.engines.whoosh.columnar.postings.term_dictionary import FieldFreqs, TermDictionary
from search.engines.whoosh.columnar.postings.term_enum import TermEnum
from search.engines.whoosh.columnar.search import bm25f
from search.engines.whoosh.columnar.search.date_facets import DateFacets
from search.engines.whoosh.columnar.search.label_facets import LabelFacet
from search.engines.whoosh.columnar.search.term_scorer import Forms, TermScorer
from search.engines.whoosh.columnar.segment_reader import SegmentReader
from search.query.nodes import Leaf, Term

_FAMILIES: tuple[Group, ...] = ("stem", "exact", "spelled")
#: The share of the cache for places of terms, which phrases need, and for the order of
#: lines, which pages of a concordance need; the rest is for scores.
_ADDRESSES = 0.35
_LINES = 0.25
_SCORES = 1 - _ADDRESSES - _LINES


class IndexSearcher:
    """The documents of some segments, searched as one.

    `previous` is the generation before: what it learned of segments that are in this one
    too is taken over.
    """

    def __init__(
        self,
        segments: Sequence[SegmentReader],
        *,
        limits: Limits = DEFAULT_LIMITS,
        parameters: bm25f.Parameters = bm25f.PARAMETERS,
        previous: IndexSearcher | None = None,
    ) -> None:
        self.limits = limits
        self.layout = Layout(segments)
        self.size = self.layout.size
        known = previous._spellings if previous else {}
        self._spellings: dict[int, TermEnum] = {}
        for segment in segments:
            stemmings = sorted({stemming_of(label) for label in segment.labels("lang").labels})
            for family in _FAMILIES:
                index = segment.terms(family)
                old = known.get(id(index))
                fresh = old if old and old.index is index else TermEnum(index, stemmings)
                self._spellings[id(index)] = fresh
        self.lexicons: dict[Group, TermDictionary] = {
            family: TermDictionary(
                self.layout,
                [self._spellings[id(segment.terms(family))] for segment in segments],
                limits.expansions,
            )
            for family in _FAMILIES
        }
        self._scored: ByteCache[DocSet] = ByteCache(int(limits.cache_bytes * _SCORES))
        self._addresses: ByteCache[Addresses] = ByteCache(int(limits.cache_bytes * _ADDRESSES))
        #: Answers kept by `concordance`, by what was asked.
        self.concordances: ByteCache[Concordance] = ByteCache(int(limits.cache_bytes * _LINES))
        self.occurrences = SpanReader(self.layout, self.lexicons, self._addresses)
        self.scorer = TermScorer(self.layout, parameters)
        self._labels: dict[str, LabelFacet] = {}

    def leaf(self, leaf: Leaf, budget: Budget) -> DocSet:
        """Return the documents in which a leaf of text fields stands, with its scores."""
        row = row_of(leaf)
        if not row:
            return NOTHING
        if len(row) > 1 or row[0].kind != "term":
            return self.scored(self.occurrences.raw(leaf, budget))
        found = self._scored.get(leaf)
        if found is None:
            found = self.scorer.scored(*self.raw(leaf, budget))
            self._scored.put(leaf, found, _bytes_of(found))
        return found

    def raw(self, leaf: Leaf, budget: Budget) -> tuple[FieldFreqs, Forms]:
        """Return where a leaf stands, and where a plain word stands in the form asked for:
        in any spelling, and with the accents typed.
        """
        row = row_of(leaf)
        if (
            isinstance(leaf, Term)
            and not leaf.exact
            and [matcher.kind for matcher in row] == ["term"]
        ):
            exact = self.occurrences.raw(replace(leaf, exact=True), budget)
            spelt = self.occurrences.as_spelt(leaf, exact, budget)
            return self.occurrences.raw(leaf, budget), (exact, spelt)
        return self.occurrences.raw(leaf, budget), ()

    def scored(self, raw: FieldFreqs) -> DocSet:
        """Score what stands in documents as one term."""
        return self.scorer.scored(raw)

    def labels(self, facet: str) -> LabelFacet:
        """Return one of LABELS."""
        table = self._labels.get(facet)
        if table is None:
            columns = [segment.labels(facet) for segment in self.layout.segments]
            table = self._labels[facet] = LabelFacet(self.layout, columns, facet)
        return table

    @cached_property
    def stemmings(self) -> list[str]:
        """By which stemmings the documents were indexed."""
        table = self.labels("lang")
        codes = np.flatnonzero(np.bincount(table.codes, minlength=len(table.labels)))
        return sorted({stemming_of(table.labels[code]) for code in codes.tolist()})

    @cached_property
    def dates(self) -> DateFacets:
        return DateFacets(self.first_days, self.last_days)

    @cached_property
    def article_ids(self) -> NDArray[np.int64]:
        return self._column("article_ids")

    @cached_property
    def fingerprints(self) -> NDArray[np.int64]:
        return self._column("fingerprints")

    @cached_property
    def words(self) -> NDArray[np.int64]:
        """How many words each text has."""
        return self.layout.column([segment.lengths("text") for segment in self.layout.segments])

    @cached_property
    def first_days(self) -> NDArray[np.int32]:
        return self._column("first_days")

    @cached_property
    def last_days(self) -> NDArray[np.int32]:
        return self._column("last_days")

    def _column(self, name: str) -> NDArray[Any]:
        return self.layout.column([getattr(segment, name) for segment in self.layout.segments])


def _bytes_of(found: DocSet) -> int:
    if isinstance(found, SortedDocs):
        return found.docs.nbytes + (0 if found.scores is None else found.scores.nbytes)
    if isinstance(found, Bitmap):
        return found.mask.nbytes + (0 if found.scores is None else found.scores.nbytes)
    return 0
