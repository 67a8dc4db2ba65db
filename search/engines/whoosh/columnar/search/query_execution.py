"""One query's work on one commit point, within its budget.

What runs out of time or meets a limit leaves documents out, never puts wrong ones in: an
incomplete set under a Not would, so there it counts as everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

import numpy as np
from whoosh.query import Query

from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import NOTHING, DocRange, Docs, DocSet, Mask
from search.engines.whoosh.columnar.postings.near_spans import Spans
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.query import compound
from search.engines.whoosh.columnar.query.array_query import (
    ArrayQuery,
    ClauseSpans,
    NoArrayFormError,
    ScoreParts,
)
from search.engines.whoosh.columnar.query.multi_phrase import MultiPhrase
from search.engines.whoosh.columnar.query.near_query import NearQuery
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.columnar.work_clock import CLOCK, QUERY_PART


class QueryExecution:
    """Answers queries as document sets. One execution serves one request."""

    def __init__(
        self,
        searcher: IndexSearcher,
        budget: TimeBudget,
        fallback: Callable[[Query], DocSet] | None = None,
    ) -> None:
        self.searcher = searcher
        self.budget = budget
        #: Answers query classes that are not of this package, or raises NoArrayFormError.
        self._fallback = fallback

    @property
    def size(self) -> int:
        """How many documents there are; a set holds numbers from 0 to before `size`."""
        return self.searcher.size

    # Most queries need none of these: they are made at their first use.

    @cached_property
    def _windows(self) -> dict[Query, DocSet]:
        """Windows cost most, and a query may hold the same one many times."""
        return {}

    @cached_property
    def _phrases(self) -> dict[tuple[Query, int], list[Spans]]:
        """By query and the identity of an array of documents, which `_arrays` keeps alive."""
        return {}

    @cached_property
    def _matching(self) -> dict[tuple[Query, int], Docs]:
        """By query and the identity of an array of documents, which `_arrays` keeps alive."""
        return {}

    @cached_property
    def _marked(self) -> set[tuple[Query, int, int]]:
        return set()

    @cached_property
    def _arrays(self) -> list[Docs]:
        return []

    def docset(self, query: Query) -> DocSet:
        """Return the documents of `query` and their scores. Raises NoArrayFormError."""
        if self.budget.spent:
            self.budget.cut()
            return NOTHING
        CLOCK.spend(1, QUERY_PART)
        if type(query) is NearQuery:
            known = self._windows.get(query)
            if known is None:
                known = self._windows[query] = query.docset(self)
            return known
        if isinstance(query, ArrayQuery):
            return query.docset(self)
        form = compound.DOCSETS.get(type(query))
        if form is not None and query.boost == 1.0:
            return form(self, query)
        if self._fallback is None:
            raise NoArrayFormError(f"{type(query).__name__} has no array form")
        return self._fallback(query)

    def excluded(self, query: Query) -> DocSet:
        """Return the documents that `Not(query)` leaves out: all, where that is not known."""
        cuts = self.budget.cuts
        found = self.docset(query)
        return DocRange(0, self.size) if self.budget.cuts > cuts else found

    def holds(self, query: Query, docs: Docs) -> Mask:
        """Say for each of `docs` (public numbers) whether `query` matches it."""
        return sets.holds(self.docset(query), docs)

    def match_spans(self, query: Query, docs: Docs) -> Iterator[ClauseSpans]:
        """Yield where `query` matches in `docs`: physical numbers, ascending, all matching.

        A clause that a query holds many times is yielded once.
        """
        self._marked.clear()
        yield from self.spans(query, docs)

    def spans(self, query: Query, docs: Docs) -> Iterator[ClauseSpans]:
        """Yield the spans of a part of the query that `match_spans` was called for."""
        if isinstance(query, ArrayQuery):
            key = query, query.clause, id(docs)
            if query.clause and key in self._marked:
                return
            self._marked.add(key)
            yield from query.spans(self, docs)
        elif type(query) in compound.SPANS:
            yield from compound.SPANS[type(query)](self, query, docs)

    def phrase_spans(self, phrase: MultiPhrase, docs: Docs) -> list[Spans]:
        """Return where a phrase occurs in `docs` (physical, ascending), by the width of its rows.

        Nowhere, out of time.
        """
        key = phrase, id(docs)
        known = self._phrases.get(key)
        if known is None:
            if self.budget.over:
                self.budget.cut()
                return []
            known = self.searcher.span_reader.spans(phrase, self.budget, docs)
            self._phrases[key] = known
            self._arrays.append(docs)
        return known

    def matching(self, query: Query, docs: Docs) -> Docs:
        """Return those of `docs` (physical numbers, ascending) that `query` matches."""
        key = query, id(docs)
        known = self._matching.get(key)
        if known is None:
            public = sets.listed(self.docset(query)).docs
            found = np.sort(self.searcher.layout.physical(public))
            known = self._matching[key] = np.intersect1d(docs, found, assume_unique=True)
            self._arrays.append(docs)
        return known

    def parts(self, query: Query, docs: Docs) -> tuple[Mask, ScoreParts]:
        """Return which of `docs` (public numbers) match, and the parts of their scores."""
        if isinstance(query, ArrayQuery):
            return query.parts(self, docs)
        form = compound.PARTS.get(type(query))
        return form(self, query, docs) if form else (self.holds(query, docs), {})
