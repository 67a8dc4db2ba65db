"""Scores of documents from the frequencies of terms and phrases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.postings.docset import (
    NOTHING,
    Bitmap,
    Docs,
    DocSet,
    SortedDocs,
    is_large,
)
from search.engines.whoosh.columnar.postings.pair_places import PairPlaces
from search.engines.whoosh.columnar.postings.segment_layout import SegmentLayout
from search.engines.whoosh.columnar.postings.term_dictionary import FieldFreqs
from search.engines.whoosh.columnar.search import bm25f
from search.engines.whoosh.columnar.search.bm25f import Parts

#: Postings of the unstemmed form: in any spelling, and exactly as typed.
Forms = tuple[()] | tuple[FieldFreqs, FieldFreqs]

_NONE: Parts = np.zeros(1)


@dataclass(frozen=True, slots=True)
class PairScores:
    """By physical document: what a pair of words adds, and how often it stands as typed."""

    scores: Parts
    times: NDArray[np.int64]


class TermScorer:
    """Scores by `bm25f` in one generation. Keeps the length norms: 8 bytes an article."""

    def __init__(self, layout: SegmentLayout, parameters: bm25f.Parameters) -> None:
        self._layout = layout
        self.parameters = parameters

    def scored(self, raw: FieldFreqs, forms: Forms = ()) -> DocSet:
        """Score what occurs in documents as one term; give it public numbers.

        `forms` is where, among these places, the very form occurs that was requested.
        """
        raw = self._live(raw)
        if not len(raw.docs):
            return NOTHING
        parts = self._saturated(raw, self.parameters.delta)
        for form, weight in self._weighed(forms):
            grown = weight * self._saturated(form)
            if len(form.docs) == len(raw.docs):
                # A form occurs only where the word does: here, wherever it does.
                parts += grown
            else:
                parts[raw.docs.searchsorted(form.docs)] += grown
        return self._public(raw.docs, bm25f.rounded(parts))

    def parts(self, raw: FieldFreqs, forms: Forms, docs: Docs) -> list[Parts]:
        """Return what the score of each of `docs` (physical numbers) is made of.

        The parts, in this order: the places in the title, those in the text, being there at
        all, and the exact form. What saturates is shared out by the weighted frequencies
        s(t,d) of title and text. They are not yet rounded, and all 0 where `raw` has not
        the document.
        """
        raw = self._live(raw)
        here = _entries(raw, docs)
        titles, texts = self._weighted(here)
        weight = self._weight(raw) if len(raw.docs) else 0.0
        both = np.maximum(titles + texts, np.finfo(np.float64).tiny)
        grown = bm25f.saturated(both, weight, self.parameters.k1)
        there = (titles + texts > 0) * np.float64(weight * self.parameters.delta)
        exactly = np.zeros(len(docs), np.float64)
        for form, weight in self._weighed(forms):
            of_form = np.add(*self._weighted(_entries(form, docs)))
            grown_form = bm25f.saturated(of_form, self._weight(form), self.parameters.k1)
            exactly += weight * grown_form
        return [grown * (titles / both), grown * (texts / both), there, exactly]

    def pair_scores(self, places: PairPlaces, matching: int, pairs: int) -> PairScores:
        """Score where two words stand together, one of some pairs.

        `matching` documents hold the commoner word. A place counts as an occurrence of a term
        does, less where the words are only near each other, more in the lead of a text.
        """
        of, size = self.parameters, self._layout.physical_count
        in_text = places.rows >= size
        docs = places.rows - size * in_text
        title_norms, text_norms = self.norms
        values = np.where(places.as_typed, 1.0, of.near_weight)
        values *= np.where(in_text & (places.offsets < bm25f.LEAD_WORDS), of.lead_weight, 1.0)
        values *= np.where(in_text, text_norms.take(docs), title_norms.take(docs))
        weighted: Parts = np.bincount(docs, values, size).astype(np.float64, copy=False)
        weight = bm25f.pair_weight(self._layout.size, matching, pairs, of)
        scores = bm25f.saturated(weighted, weight, of.proximity_k)
        return PairScores(scores, np.bincount(docs[places.as_typed], minlength=size))

    def _weighed(self, forms: Forms) -> Iterator[tuple[FieldFreqs, float]]:
        """Yield the form requested in any spelling, and as spelt, with what each counts."""
        of = self.parameters
        if forms and forms[0] is forms[1]:
            weights: tuple[float, ...] = (of.exact_weight + of.spelled_weight,)
        else:
            weights = (of.exact_weight, of.spelled_weight)
        for form, weight in zip(forms, weights, strict=False):
            live = self._live(form)
            if weight and len(live.docs):
                yield live, weight

    @cached_property
    def norms(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """What one occurrence in the title and in the text of each document counts."""
        lengths, averages, of = self._layout.lengths, self._layout.averages, self.parameters
        weights = np.where(self._layout.derived_titles, of.derived_weight, of.title_weight)
        title = bm25f.norms(lengths["title"], averages["title"], weights, of.title_mu)
        text = bm25f.norms(lengths["text"], averages["text"], of.text_weight, of.text_mu)
        return title, text

    def _live(self, raw: FieldFreqs) -> FieldFreqs:
        deleted = self._layout.deleted
        if deleted is None:
            return raw
        live = ~deleted.take(raw.docs)
        return FieldFreqs(raw.docs[live], raw.title_freqs[live], raw.text_freqs[live])

    def _saturated(self, raw: FieldFreqs, delta: float = 0.0) -> Parts:
        titles, texts = self._weighted(raw)
        weighted = texts if titles is _NONE else titles + texts
        return bm25f.saturated(weighted, self._weight(raw), self.parameters.k1, delta)

    def _weighted(self, raw: FieldFreqs) -> tuple[Parts, Parts]:
        """Return s(t,d) of the title (`_NONE` where no title has any) and of the text."""
        title_norms, text_norms = self.norms
        texts = np.multiply(raw.text_freqs, text_norms.take(raw.docs), dtype=np.float64)
        if not raw.title_freqs.any():
            return _NONE, texts
        titles = np.multiply(raw.title_freqs, title_norms.take(raw.docs), dtype=np.float64)
        return titles, texts

    def _weight(self, raw: FieldFreqs) -> float:
        occurrences = float(raw.text_freqs.sum()) + float(raw.title_freqs.sum())
        size = self._layout.size
        return bm25f.term_weight(size, len(raw.docs), occurrences, self.parameters)

    def _public(self, docs: NDArray[np.intp], scores: bm25f.Scores) -> DocSet:
        docs = self._layout.public(docs)
        if is_large(len(docs), self._layout.size):
            whole = np.zeros(self._layout.size, np.float32)
            whole[docs] = scores
            return Bitmap(whole > 0, whole)
        if not self._layout.aligned:
            order = docs.argsort()
            docs, scores = docs.take(order), scores.take(order)
        return SortedDocs(docs, scores)


def _entries(raw: FieldFreqs, docs: Docs) -> FieldFreqs:
    """Return the frequencies in each of `docs`, in their order; 0 where `raw` has none."""
    at = raw.docs.searchsorted(docs)
    at[at == len(raw.docs)] = 0
    if not len(raw.docs):
        none = np.zeros(len(docs), np.int64)
        return FieldFreqs(docs, none, none)
    there = raw.docs.take(at) == docs
    return FieldFreqs(docs, raw.title_freqs.take(at) * there, raw.text_freqs.take(at) * there)
