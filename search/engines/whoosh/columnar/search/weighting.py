"""The ranking of `bm25f` as Whoosh's weighting model: what its matchers score by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from whoosh.matching import Matcher
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import Searcher

from search.engines.whoosh.columnar.index.field_types import GroupField
from search.engines.whoosh.columnar.query.array_query import Scored
from search.engines.whoosh.columnar.query.min_frequency import MinFrequency
from search.engines.whoosh.columnar.query.multi_phrase import MultiPhrase
from search.engines.whoosh.columnar.query.near_query import NearQuery
from search.engines.whoosh.columnar.query.proximity_boost import (
    ProximityBoost,
    WordPair,
    word_pairs,
)
from search.engines.whoosh.columnar.query.reader_walk import FieldRuns, live_docs
from search.engines.whoosh.columnar.query.term_pattern import TermPattern
from search.engines.whoosh.columnar.query.window_runs import pair_starts
from search.engines.whoosh.columnar.search import bm25f
from search.engines.whoosh.columnar.search.bm25f import (
    LEAD_WORDS,
    PARAMETERS,
    QUANTUM,
    Parameters,
)
from search.engines.whoosh.columnar.segment_reader import DERIVED

#: By document, how often something occurs in each field.
_Freqs = Mapping[int, Mapping[str, float]]
_Counted = Mapping[Searcher, _Freqs]


class FieldedBM25F(WeightingModel):  # type: ignore[misc]
    """BM25F over title and text, computed document by document from Whoosh's reader.

    Statistics are those of the live documents of the whole index, as with arrays.
    """

    def __init__(self, parameters: Parameters = PARAMETERS) -> None:
        self.parameters = parameters

    def scorer(self, searcher: Searcher, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:
        """Return the scorer of a term: of one field of words, others add no score."""
        field = searcher.schema[fieldname]
        if not isinstance(field, GroupField) or not searcher.is_atomic():
            return _TermScorer({})
        pattern = TermPattern(field.from_bytes(text), group=field.group)
        return _TermScorer(self.phrase_scores(searcher, MultiPhrase((pattern,), (field.field,))))

    def phrase_scores(self, searcher: Searcher, query: MultiPhrase) -> Scored:
        """Return the scores of a phrase in one segment."""

        def compute() -> Mapping[Searcher, Scored]:
            raw, of = _counted(searcher, query), self.parameters
            scores = self._saturated(searcher, raw, of.delta)
            for form, weight in self._forms(searcher, query):
                for leaf, own in self._saturated(searcher, form).items():
                    for doc, value in own.items():
                        scores[leaf][doc] += weight * value
            return {leaf: _rounded(own) for leaf, own in scores.items()}

        scores: Mapping[Searcher, Scored] = _remembered(searcher, query, compute)
        return scores[searcher]

    def frequency_scores(self, searcher: Searcher, query: NearQuery | MinFrequency) -> Scored:
        """Return the scores in one segment of what counts as one term, without other forms."""

        def compute() -> Mapping[Searcher, Scored]:
            share = max(len(query.members), 1) if isinstance(query, NearQuery) else 1
            raw = _counted(searcher, query, share)
            scores = self._saturated(searcher, raw, self.parameters.delta)
            return {leaf: _rounded(own) for leaf, own in scores.items()}

        scores: Mapping[Searcher, Scored] = _remembered(searcher, query, compute)
        return scores[searcher]

    def proximity_scores(self, searcher: Searcher, query: ProximityBoost) -> Scored:
        """Return what the pairs of a query's words add in one segment."""

        def compute() -> Mapping[Searcher, Scored]:
            leaves = [leaf for leaf, _ in searcher.get_parent().leaf_searchers()]
            size = sum(1 for leaf in leaves for _ in live_docs(leaf.reader()))
            counts = [sum(map(len, _counted(searcher, word).values())) for word in query.words]
            summed: dict[Searcher, dict[int, float]] = {leaf: {} for leaf in leaves}
            pairs = word_pairs(query.words, counts, size)
            for pair in pairs:
                most = bm25f.pair_weight(size, pair.matching, len(pairs), self.parameters)
                for leaf, own in summed.items():
                    for doc, s in self._together(leaf, pair).items():
                        score = most * (s / (self.parameters.proximity_k + s))
                        own[doc] = own.get(doc, 0.0) + score
            return {
                leaf: {doc: round(score / QUANTUM) * QUANTUM for doc, score in own.items()}
                for leaf, own in summed.items()
            }

        scores: Mapping[Searcher, Scored] = _remembered(searcher, query, compute)
        return scores[searcher]

    def _together(self, leaf: Searcher, pair: WordPair) -> dict[int, float]:
        """Return by document what the places of a pair come to before they saturate."""
        of, reader = self.parameters, leaf.reader()
        others = pair.second.runs(reader)
        found: dict[int, float] = {}
        for doc, fields in pair.first.runs(reader).items():
            for field in ("title", "text"):
                runs = fields.get(field, ()), others.get(doc, {}).get(field, ())
                for start, as_typed in pair_starts(*runs, pair.gap):
                    value = 1.0 if as_typed else of.near_weight
                    value *= of.lead_weight if field == "text" and start < LEAD_WORDS else 1.0
                    norm = self.norm(leaf, field, doc)
                    found[doc] = found.get(doc, 0.0) + value * norm
        return found

    def _forms(self, searcher: Searcher, query: MultiPhrase) -> list[tuple[_Counted, float]]:
        forms, of = query.forms, self.parameters
        if forms is None:
            return []
        exact = _counted(searcher, forms.exact)
        if forms.spelled is not None:
            typed = _counted(searcher, forms.spelled)
        elif forms.accented is not None:
            typed = _less(exact, _counted(searcher, forms.accented))
        else:
            typed = exact
        return [(exact, of.exact_weight), (typed, of.spelled_weight)]

    def _saturated(
        self, searcher: Searcher, counted: _Counted, delta: float = 0.0
    ) -> dict[Searcher, dict[int, float]]:
        """Return the scores of what occurs in documents as one term, not yet rounded."""
        matching = sum(map(len, counted.values()))
        if not matching:
            return {leaf: {} for leaf in counted}
        occurrences = sum(
            count for own in counted.values() for here in own.values() for count in here.values()
        )
        documents = sum(1 for leaf in counted for _ in live_docs(leaf.reader()))
        of = self.parameters
        weight = bm25f.term_weight(documents, matching, occurrences, of)
        return {
            leaf: {
                doc: weight * (s / (of.k1 + s) + delta)
                for doc, here in own.items()
                for s in (self._weighted(leaf, doc, here),)
            }
            for leaf, own in counted.items()
        }

    def _weighted(self, searcher: Searcher, doc: int, freqs: Mapping[str, float]) -> float:
        return sum(count * self.norm(searcher, field, doc) for field, count in freqs.items())

    def norm(self, searcher: Searcher, field: str, doc: int) -> float:
        """Return the weight of one occurrence in a field of a document."""
        of, length = self.parameters, searcher.doc_field_length(doc, field)
        weight, mu = of.text_weight, of.text_mu
        if field.startswith("title"):
            derived = searcher.reader().column_reader("headline")[doc] == DERIVED
            weight, mu = of.derived_weight if derived else of.title_weight, of.title_mu
        average = _average_length(searcher, field)
        # Norms are kept in 32 bits.
        return float(np.float32(weight * ((average + mu) / (length + mu))))


class _TermScorer(BaseScorer):  # type: ignore[misc]
    """One term of one field, as Whoosh's own `Term` is scored; 0 for an unknown document."""

    def __init__(self, scores: Scored) -> None:
        self._scores = scores

    def supports_block_quality(self) -> bool:
        return False

    def max_quality(self) -> float:
        """Return the highest score: some of Whoosh's matchers ask for it all the same."""
        return max(self._scores.values(), default=0.0)

    def score(self, matcher: Matcher) -> float:
        return self._scores.get(matcher.id(), 0.0)


def _quantised(score: float) -> float:
    return max(round(score / QUANTUM), 1) * QUANTUM


def _rounded(scores: Mapping[int, float]) -> dict[int, float]:
    return {doc: _quantised(score) for doc, score in scores.items()}


def _counted(
    searcher: Searcher, query: MultiPhrase | NearQuery | MinFrequency, share: int = 1
) -> _Counted:
    """Return how often a query matches in each document of the whole index, by segment."""
    leaves = [leaf for leaf, _ in searcher.get_parent().leaf_searchers()]
    return {leaf: _freqs(query.runs(leaf.reader()), share) for leaf in leaves}


def _freqs(runs: FieldRuns, share: int) -> _Freqs:
    return {doc: {field: len(own) / share for field, own in of.items()} for doc, of in runs.items()}


def _less(counted: _Counted, other: _Counted) -> _Counted:
    """Take frequencies away, and leave out documents in which none is left."""
    left: dict[Searcher, dict[int, dict[str, float]]] = {}
    for leaf, own in counted.items():
        gone = other[leaf]
        lessened = {
            doc: {f: n - gone.get(doc, {}).get(f, 0.0) for f, n in here.items()}
            for doc, here in own.items()
        }
        left[leaf] = {doc: here for doc, here in lessened.items() if sum(here.values()) > 0}
    return left


def _average_length(searcher: Searcher, field: str) -> float:
    """Return the tokens of a live document of the whole index, on average."""

    def compute() -> float:
        lengths = [
            leaf.doc_field_length(doc, field)
            for leaf, _ in searcher.get_parent().leaf_searchers()
            for doc in live_docs(leaf.reader())
        ]
        return sum(lengths) / len(lengths) if lengths else 0.0

    return float(_remembered(searcher, f"average {field}", compute))


def _remembered(searcher: Searcher, key: Any, compute: Callable[[], Any]) -> Any:
    """Return a value of the whole index, kept with its searcher's other statistics."""
    cache = searcher.get_parent()._idf_cache
    if key not in cache:
        cache[key] = compute()
    return cache[key]
