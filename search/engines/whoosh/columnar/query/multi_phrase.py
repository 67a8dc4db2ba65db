"""Words that follow each other, each from a set of terms, in one or both of two fields.

Lucene calls a phrase with several terms at one position a multi-phrase. A single word, a
prefix, a wildcard and a fuzzy word are multi-phrases of one position: to the ranking, all
terms of a position are one term.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from search.engines.whoosh.columnar.postings.docset import (
    NOTHING,
    Docs,
    DocSet,
    Mask,
    holds,
    scores_at,
)
from search.engines.whoosh.columnar.query.array_query import (
    ArrayQuery,
    ClauseSpans,
    Scored,
    ScoreParts,
    ranking_of,
    stretched,
)
from search.engines.whoosh.columnar.query.reader_walk import (
    FieldRuns,
    field_name,
    matching_terms,
    phrase_runs,
)
from search.engines.whoosh.columnar.query.term_pattern import OtherRows, TermPattern
from search.engines.whoosh.columnar.segment_reader import Unit

if TYPE_CHECKING:
    from search.engines.whoosh.columnar.search.query_execution import QueryExecution

#: What the parts of a word's score are for, in the order of `TermScorer.parts`.
REASONS = ("title", "text", "present", "exact")


@dataclass(frozen=True, slots=True)
class ExactForms:
    """The form of a word that was requested, which adds to the score where it occurs.

    `exact` is that form in any spelling. It occurs with the very accents that were typed where
    `spelled` does; without any, where `exact` does and `accented` does not.
    """

    exact: MultiPhrase
    spelled: MultiPhrase | None = None
    accented: MultiPhrase | None = None


@dataclass(eq=True)
class MultiPhrase(ArrayQuery):
    """Documents where consecutive positions of a field hold terms of `patterns`.

    `fields` are title, text or both. Matches end at position `end` or before, where one is
    given, and lie in one sentence or paragraph where a `unit` is. `others` are other spellings:
    rows of which each is as good. A run that two rows match is one.
    """

    patterns: tuple[TermPattern, ...]
    fields: tuple[str, ...]
    end: int | None = None
    forms: ExactForms | None = None
    others: OtherRows | None = None
    unit: Unit | None = None
    clause: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        # Looked up in caches by every query: computing it anew takes longer than a rare word.
        self._hash = hash(
            (self.patterns, self.fields, self.end, self.forms, self.others, self.unit)
        )

    def __hash__(self) -> int:
        return self._hash

    def docset(self, execution: QueryExecution) -> DocSet:
        if not self.patterns:
            return NOTHING
        return execution.searcher.phrase(self, execution.budget)

    def spans(self, execution: QueryExecution, docs: Docs) -> Iterator[ClauseSpans]:
        for spans in execution.phrase_spans(self, docs):
            if len(spans.starts):
                yield self.clause, spans

    def parts(self, execution: QueryExecution, docs: Docs) -> tuple[Mask, ScoreParts]:
        found = execution.docset(self)
        searcher = execution.searcher
        raw, forms = searcher.frequencies(self, execution.budget)
        parts = searcher.scorer.parts(raw, forms, searcher.layout.physical(docs))
        return clause_parts(self.clause, found, parts, docs)

    def scored(self, searcher: Searcher) -> Scored:
        return ranking_of(searcher).phrase_scores(searcher, self)

    def runs(self, reader: IndexReader) -> FieldRuns:
        """Return where it matches in one segment, by Whoosh's reader alone."""
        return phrase_runs(reader, self)

    def __repr__(self) -> str:
        words = " ".join(pattern.text for pattern in self.patterns)
        return f"MultiPhrase({words!r}, {self.fields!r})"

    def leaves(self) -> Iterator[Query]:
        """Yield a leaf a field: what Whoosh's highlighter asks for terms."""
        for name in self.fields:
            yield PhraseTerms(self, name)


@dataclass(eq=True, unsafe_hash=True)
class PhraseTerms(Query):  # type: ignore[misc]
    """The terms of a multi-phrase in one Whoosh field."""

    phrase: MultiPhrase
    name: str

    def field(self) -> str:
        return self.name

    def has_terms(self) -> bool:
        return True

    def _patterns(self) -> Iterator[TermPattern]:
        for row in (self.phrase.patterns, *(self.phrase.others or ())):
            yield from row

    def expanded_terms(
        self, ixreader: IndexReader, phrases: bool = True
    ) -> Iterator[tuple[str, bytes]]:
        for pattern in self._patterns():
            whole = field_name(self.name, pattern.group)
            for term in matching_terms(ixreader, whole, pattern):
                yield self.name, term

    def terms(self, phrases: bool = False) -> Iterator[tuple[str, str]]:
        for pattern in self._patterns():
            if pattern.kind == "term":
                yield self.name, pattern.text


def clause_parts(
    clause: int,
    found: DocSet,
    parts: list[np.ndarray[tuple[int], np.dtype[np.float64]]],
    docs: Docs,
) -> tuple[Mask, ScoreParts]:
    """Return the parts of a clause's scores, stretched to the rounded scores of `found`."""
    held = holds(found, docs)
    scores = np.zeros(len(held))
    scores[held] = scores_at(found, docs[held])
    named = {(clause, reason): own for reason, own in zip(REASONS, parts, strict=True)}
    return held, stretched(named, scores, held)
