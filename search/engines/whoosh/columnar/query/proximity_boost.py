"""Words that were typed side by side score more where they stand together.

Of each two neighbours a, b of the query the places are counted where b stands as far behind a as
it was typed, or near a in any order, and score as one more term (see `bm25f.proximity`):
Rasolofo, Savoy, "Term Proximity Scoring for Keyword-Based Retrieval Systems" (2003); Metzler,
Croft, "A Markov Random Field Model for Term Dependencies" (2005).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query
from whoosh.searching import Searcher

from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import (
    Bitmap,
    DocRange,
    Docs,
    DocSet,
    Mask,
    SortedDocs,
)
from search.engines.whoosh.columnar.postings.pair_places import pair_places
from search.engines.whoosh.columnar.query.array_query import (
    ArrayQuery,
    ClauseSpans,
    Scored,
    ScoreParts,
    merged,
    ranking_of,
    stretched,
    total,
)
from search.engines.whoosh.columnar.query.multi_phrase import MultiPhrase
from search.engines.whoosh.columnar.query.reader_walk import walked
from search.engines.whoosh.columnar.search.bm25f import Parts, rounded_sum

if TYPE_CHECKING:
    from search.engines.whoosh.columnar.search.query_execution import QueryExecution
    from search.engines.whoosh.columnar.search.term_scorer import PairScores

#: The reason of what a pair adds to a score.
TOGETHER = "together"
#: Words in more than one document of so many say little: the words around them are paired.
FREQUENT_BELOW = 4
#: Where both words are in fewer documents than one of so many, only these are read.
FEW_SHARED = 8
#: A pair with a word in more documents than this is not read.
MAX_DOCS = 2_000_000


@dataclass(frozen=True, slots=True)
class WordPair:
    """Two words, and how many words were typed between them.

    `matching` is how many live documents hold the more frequent one.
    """

    first: MultiPhrase
    second: MultiPhrase
    gap: int
    matching: int


def word_pairs(
    words: Sequence[MultiPhrase], counts: Sequence[int], size: int
) -> tuple[WordPair, ...]:
    """Return the pairs of neighbours among `words`, each once.

    `counts` says how many of the `size` live documents hold each word. Words that most
    documents hold are passed over, unless less than two would be left.
    """
    told = [at for at, count in enumerate(counts) if count * FREQUENT_BELOW <= size]
    if len(told) < 2:
        told = list(range(len(words)))
    pairs: dict[tuple[MultiPhrase, MultiPhrase, int], WordPair] = {}
    for a, b in pairwise(told):
        between = (pattern for word in words[a + 1 : b] for pattern in word.patterns)
        gap = sum(pattern.width for pattern in between)
        if min(counts[a], counts[b]) and max(counts[a], counts[b]) <= MAX_DOCS:
            key = words[a], words[b], gap
            pairs.setdefault(key, WordPair(*key, max(counts[a], counts[b])))
    return tuple(pairs.values())


@dataclass(eq=True)
class ProximityBoost(ArrayQuery):
    """The documents of `child`, scored higher where `words`, in typed order, stand together."""

    child: Query
    words: tuple[MultiPhrase, ...]

    def __post_init__(self) -> None:
        self._hash = hash((self.child, self.words))

    def __hash__(self) -> int:
        return self._hash

    def docset(self, execution: QueryExecution) -> DocSet:
        return execution.searcher.kept(self, lambda: self._boosted(execution), execution.budget)

    def _boosted(self, execution: QueryExecution) -> DocSet:
        found = execution.docset(self.child)
        if isinstance(found, DocRange):
            return found
        layout = execution.searcher.layout
        if isinstance(found, SortedDocs):
            docs = layout.physical(found.docs)
            summed = self._summed(execution, np.sort(docs))
        else:
            docs = layout.physical(np.arange(execution.size))
            summed = self._summed(execution, None)
        if summed is None:
            return found
        boosts = rounded_sum(summed).take(docs)
        if isinstance(found, Bitmap):
            boosts *= found.mask
        scores = boosts if found.scores is None else found.scores + boosts
        return replace(found, scores=scores)

    def _summed(self, execution: QueryExecution, only: Docs | None) -> Parts | None:
        """Return what the pairs add to each physical document; None where there is no pair."""
        summed: Parts | None = None
        for _, own in self._by_pair(execution, only):
            summed = own.scores if summed is None else summed + own.scores
        return summed

    def _by_pair(
        self, execution: QueryExecution, only: Docs | None
    ) -> Iterator[tuple[WordPair, PairScores]]:
        searcher = execution.searcher
        counts = [sets.count(execution.docset(word)) for word in self.words]
        pairs = word_pairs(self.words, counts, execution.size)
        for pair in pairs:
            docs = self._shared(execution, pair) if only is None else only
            first, second = (
                searcher.span_reader.spans(word, execution.budget, docs)
                for word in (pair.first, pair.second)
            )
            places = pair_places(searcher.layout, first, second, pair.gap)
            yield pair, searcher.scorer.pair_scores(places, pair.matching, len(pairs))

    @staticmethod
    def _shared(execution: QueryExecution, pair: WordPair) -> Docs | None:
        """Return the physical documents with both words, ascending; None where these are many."""
        both = [execution.docset(pair.first), execution.docset(pair.second)]
        shared = sets.intersect(both, (), execution.size)
        if sets.count(shared) * FEW_SHARED > execution.size:
            return None
        return np.sort(execution.searcher.layout.physical(sets.listed(shared).docs))

    def spans(self, execution: QueryExecution, docs: Docs) -> Iterator[ClauseSpans]:
        yield from execution.spans(self.child, docs)

    def parts(self, execution: QueryExecution, docs: Docs) -> tuple[Mask, ScoreParts]:
        held, parts = execution.parts(self.child, docs)
        physical = execution.searcher.layout.physical(docs)
        own: dict[tuple[int, str], NDArray[np.float64]] = {}
        for pair, scored in self._by_pair(execution, np.sort(physical)):
            key = pair.first.clause, TOGETHER
            own[key] = own.get(key, 0.0) + scored.scores.take(physical)
        boosts = rounded_sum(total(own, len(docs)))
        return held, merged([parts, stretched(own, boosts, held)], held)

    def times(self, execution: QueryExecution, docs: Docs) -> Mapping[int, NDArray[np.int64]]:
        """Return by the clause of a pair's first word how often it stands as typed in `docs`."""
        physical = execution.searcher.layout.physical(docs)
        own: dict[int, NDArray[np.int64]] = {}
        for pair, scored in self._by_pair(execution, np.sort(physical)):
            clause = pair.first.clause
            own[clause] = own.get(clause, 0) + scored.times.take(physical)
        return own

    def scored(self, searcher: Searcher) -> Scored:
        boosts = ranking_of(searcher).proximity_scores(searcher, self)
        return {
            doc: score + boosts.get(doc, 0.0) for doc, score in walked(self.child, searcher).items()
        }

    def is_leaf(self) -> bool:
        return False

    def children(self) -> Iterator[Query]:
        return iter((self.child,))
