"""One commit point of the index, ready to be searched by arrays.

An `IndexSearcher` is built from the segments of a commit point and never changes. What it
decodes it keeps: columns, length norms and, under a byte limit, the positions of terms and
the scored documents of words, phrases and windows that were requested last: the next page, a
facet and a count ask for the same ones. Threads share it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query

from search.engines.whoosh.columnar.postings.byte_cache import ByteCache
from search.engines.whoosh.columnar.postings.docset import DocSet, nbytes
from search.engines.whoosh.columnar.postings.search_limits import (
    DEFAULT_LIMITS,
    SearchLimits,
    TimeBudget,
)
from search.engines.whoosh.columnar.postings.segment_layout import GlobalPositions, SegmentLayout
from search.engines.whoosh.columnar.postings.span_reader import SpanReader, without
from search.engines.whoosh.columnar.postings.term_dictionary import FieldFreqs, TermDictionary
from search.engines.whoosh.columnar.postings.term_enum import TermEnum
from search.engines.whoosh.columnar.postings.term_lookup import IndexTermLookup
from search.engines.whoosh.columnar.query.multi_phrase import MultiPhrase
from search.engines.whoosh.columnar.search import bm25f
from search.engines.whoosh.columnar.search.term_scorer import Forms, TermScorer
from search.engines.whoosh.columnar.segment_reader import Group, SegmentReader

Derived = TypeVar("Derived")

GROUPS: tuple[Group, ...] = ("stem", "exact", "spelled", "joined")
#: The share of the cache for positions of terms, which phrases need, and for the order of
#: match lines, which pages of a concordance need; the rest is for scores.
_POSITIONS = 0.35
_LINES = 0.25
_SCORES = 1 - _POSITIONS - _LINES


class IndexSearcher:
    """The documents of some segments, searched as one.

    `previous` is the searcher of the commit point before: what it learned of segments that
    are in this one too is taken over.
    """

    def __init__(
        self,
        segments: Sequence[SegmentReader],
        *,
        limits: SearchLimits = DEFAULT_LIMITS,
        parameters: bm25f.Parameters = bm25f.PARAMETERS,
        previous: IndexSearcher | None = None,
    ) -> None:
        self.limits = limits
        self.layout = SegmentLayout(segments)
        self.size = self.layout.size
        known = previous._enums if previous else {}
        self._enums: dict[int, TermEnum] = {}
        for segment in segments:
            languages = tuple(segment.labels("lang").labels)
            for group in GROUPS:
                index = segment.terms(group)
                old = known.get(id(index))
                fresh = old if old and old.index is index else TermEnum(index, languages)
                self._enums[id(index)] = fresh
        enums = {
            group: [self._enums[id(segment.terms(group))] for segment in segments]
            for group in GROUPS
        }
        self.dictionaries: dict[str, TermDictionary] = {
            group: TermDictionary(self.layout, enums[group], limits.expansions) for group in GROUPS
        }
        self._scored: ByteCache[DocSet] = ByteCache(int(limits.cache_bytes * _SCORES))
        global_positions: ByteCache[GlobalPositions] = ByteCache(
            int(limits.cache_bytes * _POSITIONS)
        )
        #: In how many documents words are, for whoever counts the same words again and again.
        self.doc_freqs: dict[str, int] = {}
        #: Match lines that were put in order, by what was asked.
        self.lines: ByteCache[Any] = ByteCache(int(limits.cache_bytes * _LINES))
        lookup = IndexTermLookup(enums)
        self.span_reader = SpanReader(self.layout, self.dictionaries, global_positions, lookup)
        self.scorer = TermScorer(self.layout, parameters)
        self._derived: dict[Any, Any] = {}

    def phrase(self, query: MultiPhrase, budget: TimeBudget) -> DocSet:
        """Return the documents in which a phrase of at least one position matches."""
        found = self._scored.get(query)
        if found is None:
            return self.scored(query, lambda: self.frequencies(query, budget), budget)
        return found

    def scored(
        self, query: Query, raw: Callable[[], tuple[FieldFreqs, Forms]], budget: TimeBudget
    ) -> DocSet:
        """Return the documents of `raw`, scored as one term; kept unless something was cut."""
        return self.kept(query, lambda: self.scorer.scored(*raw()), budget)

    def kept(self, query: Query, make: Callable[[], DocSet], budget: TimeBudget) -> DocSet:
        """Return the documents that `make` finds for `query`; kept unless something was cut.

        One request never makes them twice, however little is kept for the next one.
        """
        found = self._scored.get(query)
        if found is None:
            found = budget.found.get(query)
        if found is None:
            cuts = budget.cuts
            found = make()
            if budget.cuts == cuts:
                budget.found[query] = found
                self._scored.put(query, found, nbytes(found))
        return found

    def frequencies(self, query: MultiPhrase, budget: TimeBudget) -> tuple[FieldFreqs, Forms]:
        """Return where a phrase occurs; and where the form of a word occurs that was requested,
        in any spelling and with the accents typed.
        """
        raw = self.span_reader.frequencies(query, budget)
        forms = query.forms
        if forms is None:
            return raw, ()
        exact = self.span_reader.frequencies(forms.exact, budget)
        if forms.spelled is not None:
            return raw, (exact, self.span_reader.frequencies(forms.spelled, budget))
        if forms.accented is not None:
            return raw, (
                exact,
                without(exact, self.span_reader.frequencies(forms.accented, budget)),
            )
        return raw, (exact, exact)

    def derived(self, build: Callable[[IndexSearcher], Derived]) -> Derived:
        """Return what `build` makes of this searcher, made at its first use and kept."""
        if build not in self._derived:
            self._derived[build] = build(self)
        return cast(Derived, self._derived[build])

    @cached_property
    def article_ids(self) -> NDArray[np.int64]:
        """By document, the key that an update replaces it by."""
        return self._column("article_ids")

    @cached_property
    def fingerprints(self) -> NDArray[np.int64]:
        return self._column("fingerprints")

    @cached_property
    def text_lengths(self) -> NDArray[np.int64]:
        """How many tokens each text has."""
        return self.layout.column([segment.lengths("text") for segment in self.layout.segments])

    @cached_property
    def first_days(self) -> NDArray[np.int32]:
        return self._column("first_days")

    @cached_property
    def last_days(self) -> NDArray[np.int32]:
        return self._column("last_days")

    def _column(self, name: str) -> NDArray[Any]:
        return self.layout.column([getattr(segment, name) for segment in self.layout.segments])
