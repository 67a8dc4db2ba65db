"""Ranking: BM25F, all of its parameters and its formula in this one place.

    s(t,d) = sum over f of weight_f * freq(t,d,f) / (1 - b_f + b_f * length(d,f) / average_f)
    score(t,d) = idf(t) * s(t,d) / (k1 + s(t,d))
    idf(t) = ln(1 + (N - n + 0.5) / (n + 0.5))

Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009), section
3.6 (fields are weighted and summed before the frequency saturates), with Lucene's idf, which
is never negative. N counts the live documents, n those that match, lengths are averaged over
live documents: a score says nothing of segments or of what was deleted.

Every leaf of a query is one term to this formula, with its own frequency in each document
and its own n: a phrase counts the places where it stands, a prefix, wildcard or fuzzy word
the places of all the words it stands for, as if they were written alike. (Summing a score
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

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Parameters:
    k1: float = 1.2
    title_weight: float = 2.0
    title_b: float = 0.75
    text_weight: float = 1.0
    text_b: float = 0.75


PARAMETERS = Parameters()


def idf(documents: int, matching: int) -> float:
    return math.log(1 + (documents - matching + 0.5) / (matching + 0.5))


def norms(lengths: NDArray[Any], average: float, weight: float, b: float) -> NDArray[np.float32]:
    """Return what one occurrence counts in each document, by the length of its field."""
    if not average:
        return np.full(len(lengths), weight, np.float32)
    return (weight / (1 - b + b * (lengths / average))).astype(np.float32)


def saturate(weighted: NDArray[np.float64], idf_value: float, k1: float) -> Scores:
    """Return the scores for weighted frequencies, each at least one QUANTUM."""
    quanta = np.rint(idf_value * (weighted / (k1 + weighted)) / QUANTUM)
    return (np.maximum(quanta, 1.0) * QUANTUM).astype(np.float32)
