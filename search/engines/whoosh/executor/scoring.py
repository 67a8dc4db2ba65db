"""From where something stands to the documents it is found in, with their scores."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.executor import bm25f
from search.engines.whoosh.executor.found import NOTHING, Dense, Found, Listed, is_large
from search.engines.whoosh.executor.layout import Layout
from search.engines.whoosh.executor.lexicon import Raw


class Scorer:
    """Scores by `bm25f` in one generation. Keeps the length norms: 8 bytes an article."""

    def __init__(self, layout: Layout, parameters: bm25f.Parameters) -> None:
        self._layout = layout
        self._parameters = parameters

    def scored(self, raw: Raw, exact: Raw | None = None) -> Found:
        """Score what stands in documents as one term; give it public numbers.

        `exact` is where, among these places, the very form stands that was asked for.
        """
        raw = self._live(raw)
        if not len(raw.docs):
            return NOTHING
        parts = self._saturated(raw, self._parameters.delta)
        if exact is not None and self._parameters.exact_weight:
            exact = self._live(exact)
            if len(exact.docs):
                extra = self._parameters.exact_weight * self._saturated(exact)
                parts[raw.docs.searchsorted(exact.docs)] += extra
        return self._public(raw.docs, bm25f.rounded(parts))

    @cached_property
    def norms(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """What one occurrence in the title and in the text of each document counts."""
        lengths, averages, of = self._layout.lengths, self._layout.averages, self._parameters
        title = bm25f.norms(lengths["title"], averages["title"], of.title_weight, of.title_mu)
        text = bm25f.norms(lengths["text"], averages["text"], of.text_weight, of.text_mu)
        return title, text

    def _live(self, raw: Raw) -> Raw:
        deleted = self._layout.deleted
        if deleted is None:
            return raw
        live = ~deleted.take(raw.docs)
        return Raw(raw.docs[live], raw.title_freqs[live], raw.text_freqs[live])

    def _saturated(self, raw: Raw, delta: float = 0.0) -> bm25f.Parts:
        title_norms, text_norms = self.norms
        weighted = np.multiply(raw.text_freqs, text_norms.take(raw.docs), dtype=np.float64)
        occurrences = float(raw.text_freqs.sum())
        in_titles = float(raw.title_freqs.sum())
        if in_titles:
            titles = np.multiply(raw.title_freqs, title_norms.take(raw.docs), dtype=np.float64)
            weighted = titles + weighted
            occurrences += in_titles
        size, of = self._layout.size, self._parameters
        weight = bm25f.term_weight(size, len(raw.docs), occurrences, of)
        return bm25f.saturated(weighted, weight, of.k1, delta)

    def _public(self, docs: NDArray[np.intp], scores: bm25f.Scores) -> Found:
        docs = self._layout.public(docs)
        if is_large(len(docs), self._layout.size):
            whole = np.zeros(self._layout.size, np.float32)
            whole[docs] = scores
            return Dense(whole > 0, whole)
        if not self._layout.aligned:
            order = docs.argsort()
            docs, scores = docs.take(order), scores.take(order)
        return Listed(docs, scores)
