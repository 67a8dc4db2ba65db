"""One generation of the index, ready to be searched.

A `Snapshot` is built from the generation's segments and never changes. What it decodes it
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

from search.engines.base import Concordance
from search.engines.leaves import Family
from search.engines.whoosh.executor import bm25f
from search.engines.whoosh.executor.budget import DEFAULT_LIMITS, Budget, Limits
from search.engines.whoosh.executor.caching import ByteCache, row_of
from search.engines.whoosh.executor.dates import Dates
from search.engines.whoosh.executor.found import (
    NOTHING,
    Dense,
    Found,
    Listed,
)
from search.engines.whoosh.executor.labels import LabelTable
from search.engines.whoosh.executor.layout import Addresses, Layout
from search.engines.whoosh.executor.lexicon import Lexicon, Raw
from search.engines.whoosh.executor.occurrences import Occurrences
from search.engines.whoosh.executor.scoring import Forms, Scorer
from search.engines.whoosh.executor.spelling import Spelling
from search.engines.whoosh.reading import SegmentReader
from search.query import Leaf, Term
from search.stemming import stemming_of

_FAMILIES: tuple[Family, ...] = ("stem", "exact", "spelled")
#: The share of the cache for places of terms, which phrases need, and for the order of
#: lines, which pages of a concordance need; the rest is for scores.
_ADDRESSES = 0.35
_LINES = 0.25
_SCORES = 1 - _ADDRESSES - _LINES


class Snapshot:
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
        previous: Snapshot | None = None,
    ) -> None:
        self.limits = limits
        self.layout = Layout(segments)
        self.size = self.layout.size
        known = previous._spellings if previous else {}
        self._spellings: dict[int, Spelling] = {}
        for segment in segments:
            stemmings = sorted({stemming_of(label) for label in segment.labels("lang").labels})
            for family in _FAMILIES:
                index = segment.terms(family)
                old = known.get(id(index))
                fresh = old if old and old.index is index else Spelling(index, stemmings)
                self._spellings[id(index)] = fresh
        self.lexicons: dict[Family, Lexicon] = {
            family: Lexicon(
                self.layout,
                [self._spellings[id(segment.terms(family))] for segment in segments],
                limits.expansions,
            )
            for family in _FAMILIES
        }
        self._scored: ByteCache[Found] = ByteCache(int(limits.cache_bytes * _SCORES))
        self._addresses: ByteCache[Addresses] = ByteCache(int(limits.cache_bytes * _ADDRESSES))
        #: Answers kept by `concordance`, by what was asked.
        self.concordances: ByteCache[Concordance] = ByteCache(int(limits.cache_bytes * _LINES))
        self.occurrences = Occurrences(self.layout, self.lexicons, self._addresses)
        self.scorer = Scorer(self.layout, parameters)
        self._labels: dict[str, LabelTable] = {}

    def leaf(self, leaf: Leaf, budget: Budget) -> Found:
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

    def raw(self, leaf: Leaf, budget: Budget) -> tuple[Raw, Forms]:
        """Return where a leaf stands, and where a plain word stands in the form asked for:
        in any spelling, and with the accents typed.
        """
        row = row_of(leaf)
        if isinstance(leaf, Term) and not leaf.exact and [slot.kind for slot in row] == ["term"]:
            exact = self.occurrences.raw(replace(leaf, exact=True), budget)
            spelt = self.occurrences.as_spelt(leaf, exact, budget)
            return self.occurrences.raw(leaf, budget), (exact, spelt)
        return self.occurrences.raw(leaf, budget), ()

    def scored(self, raw: Raw) -> Found:
        """Score what stands in documents as one term."""
        return self.scorer.scored(raw)

    def labels(self, facet: str) -> LabelTable:
        """Return one of LABELS."""
        table = self._labels.get(facet)
        if table is None:
            columns = [segment.labels(facet) for segment in self.layout.segments]
            table = self._labels[facet] = LabelTable(self.layout, columns, facet)
        return table

    @cached_property
    def stemmings(self) -> list[str]:
        """By which stemmings the documents were indexed."""
        table = self.labels("lang")
        codes = np.flatnonzero(np.bincount(table.codes, minlength=len(table.labels)))
        return sorted({stemming_of(table.labels[code]) for code in codes.tolist()})

    @cached_property
    def dates(self) -> Dates:
        return Dates(self.first_days, self.last_days)

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


def _bytes_of(found: Found) -> int:
    if isinstance(found, Listed):
        return found.docs.nbytes + (0 if found.scores is None else found.scores.nbytes)
    if isinstance(found, Dense):
        return found.mask.nbytes + (0 if found.scores is None else found.scores.nbytes)
    return 0
