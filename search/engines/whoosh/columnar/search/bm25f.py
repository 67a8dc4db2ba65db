"""Ranking: BM25F, all of its parameters and its formula in this one place.

    s(t,d)     = sum over f of weight_f * freq(t,d,f) * (average_f + mu_f) / (length(d,f) + mu_f)
    score(t,d) = w(t) * (s(t,d) / (k1 + s(t,d)) + delta)
    w(t)       = idf(t)^p * (occurrences(t) / n)^q
    idf(t)     = ln(1 + (N - n + 0.5) / (n + 0.5))

- BM25F: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond"
  (2009), section 3.6: fields are weighted and summed before the frequency saturates. The
  idf is Lucene's, which is never negative.
- A title that was made of the text says nothing that the text does not: it weighs as much as text.
- Length: mu tokens are added to every length, which is b = average / (average + mu) in the
  usual formula. Short texts, whose lengths say little, are so normalised less than long
  ones, and one setting serves headlines, abstracts and features.
- delta: a word that is there counts for something however long the text: Lv, Zhai,
  "Lower-Bounding Term Frequency Normalization" (2011).
- occurrences / n, how often a word occurs in documents that hold it: words of content come in
  bursts, words of style do not. Church, Gale, "Inverse Document Frequency (IDF): A Measure
  of Deviations from Poisson" (1995).
- A plain word matches all forms of its stem; where the very form that was requested
  occurs, that form's own score is added, times `exact_weight`, without delta; and once more,
  times `spelled_weight`, where it occurs with the very accents, or with none as typed.

N counts the live documents, n those that match, occurrences and lengths are of live
documents: a score says nothing of segments or of what was deleted.

Every leaf of a query is one term to this formula, with its own frequency in each document
and its own n: a phrase counts the places where it occurs, a prefix, wildcard or fuzzy word
the places of all the words it represents, as if they were written alike. (Summing a score
for each would rank by the rarest misspelling.) The score of a document is the sum over the
leaves that match; leaves of label fields, dates and exclusions add nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Scores are multiples of this. Sums of them are exact in float32 up to 1,024, so they do
#: not depend on the order of summing, nor on which of several equal plans was taken.
QUANTUM = 2.0**-14

#: The first words of a text, where news says what it is about.
LEAD_WORDS = 100

#: In so many days half of the preference for new documents is gone.
DAYS_TO_HALF = 365.25

Scores = NDArray[np.float32]
Parts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Tuned together on three judged collections of different kind and length (TIME
    magazine, aeronautics with titles, short physics abstracts), where broad changes to any
    one of them change little.
    """

    k1: float = 2.4
    title_weight: float = 4.0
    derived_weight: float = 1.0
    title_mu: float = 6.0
    text_weight: float = 1.0
    text_mu: float = 25.0
    delta: float = 0.15
    idf_power: float = 1.2
    burst_power: float = 0.5
    exact_weight: float = 0.12
    spelled_weight: float = 0.08
    proximity_weight: float = 1.5
    proximity_k: float = 1.0
    near_weight: float = 0.05
    lead_weight: float = 1.25


PARAMETERS = Parameters()


def term_weight(documents: int, matching: int, occurrences: float, of: Parameters) -> float:
    """Return w(t); `matching` is at least 1."""
    idf = math.log(1 + (documents - matching + 0.5) / (matching + 0.5))
    return math.pow(idf, of.idf_power) * math.pow(occurrences / matching, of.burst_power)


def norms(
    lengths: NDArray[Any], average: float, weight: float | NDArray[Any], mu: float
) -> NDArray[np.float32]:
    """Return what one occurrence counts in each document, by the length of its field.

    `weight` is that of the field, one for all documents or one each.
    """
    return (weight * ((average + mu) / (lengths + mu))).astype(np.float32)


def saturated(weighted: Parts, term_weight: float, k1: float, delta: float = 0.0) -> Parts:
    """Return the scores for the frequencies s(t,d), not yet rounded."""
    return term_weight * (weighted / (k1 + weighted) + delta)


def pair_weight(documents: int, matching: int, pairs: int, of: Parameters) -> float:
    """Return the most that one of some pairs of words adds.

    `matching` is how many of the documents hold the commoner of its words.
    """
    return of.proximity_weight / pairs * term_weight(documents, matching, matching, of)


def recency(days: NDArray[np.int32], newest: int) -> Parts:
    """Return by what scores are multiplied where newer documents are to come first.

    From 1 for the newest day to a half: what is above a half falls by half each year. Documents
    without a day (0) get a half.
    """
    ages = np.where(days > 0, newest - days.astype(np.float64), np.inf)
    return 0.5 + 0.5 * np.exp2(-ages / DAYS_TO_HALF)


def rounded_sum(scores: Parts) -> Scores:
    """Return scores as multiples of QUANTUM; one may be 0."""
    return (np.rint(scores / QUANTUM) * QUANTUM).astype(np.float32)


def rounded(scores: Parts) -> Scores:
    """Return scores as multiples of QUANTUM, at least one each."""
    return (np.maximum(np.rint(scores / QUANTUM), 1.0) * QUANTUM).astype(np.float32)
