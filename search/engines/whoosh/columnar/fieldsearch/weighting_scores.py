"""Whoosh's weighting models as formulas over arrays of postings.

To add a model, write a function of (model, field, postings) and enter it in `_FORMULAS`. A
subclass of a model is not that model: it may score otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.scoring import BM25F, TF_IDF, Frequency, WeightingModel

from search.engines.whoosh.columnar.query.array_query import NoArrayFormError

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class FieldStatistics:
    """What scores ask of a field: whether it keeps lengths, and their average."""

    name: str
    scorable: bool
    average_length: float


@dataclass(frozen=True, slots=True)
class ScoredPostings:
    """The weight, field length and idf of each posting; the idf may be one number for all."""

    weights: Numbers
    lengths: Numbers
    idf: Numbers | float


def scores(
    model: WeightingModel, field: FieldStatistics, postings: ScoredPostings
) -> NDArray[np.float64]:
    """Return the score of each posting. Raises NoArrayFormError for other models."""
    formula = _FORMULAS.get(type(model))
    if formula is None:
        raise NoArrayFormError(type(model).__name__)
    return formula(model, field, postings).astype(np.float64, copy=False)


def has_formula(model: WeightingModel) -> bool:
    """Say whether `scores` knows the model."""
    return type(model) in _FORMULAS


def idf(documents: int, doc_freqs: Numbers) -> NDArray[np.float64]:
    """Return `WeightingModel.idf` of terms by the documents that hold them."""
    return np.log(documents / (doc_freqs + 1.0)) + 1.0


def _bm25f(model: Any, field: FieldStatistics, postings: ScoredPostings) -> Numbers:
    """Whoosh's `scoring.bm25`; the weight alone in a field without lengths."""
    if not field.scorable:
        return postings.weights
    b, k1 = model._field_B.get(field.name, model.B), model.K1
    weights = postings.weights.astype(np.float64)
    norms = k1 * ((1 - b) + b * postings.lengths / (field.average_length or 1))
    scored: Numbers = postings.idf * ((weights * (k1 + 1)) / (weights + norms))
    return scored


def _tf_idf(model: Any, field: FieldStatistics, postings: ScoredPostings) -> Numbers:
    scored: Numbers = postings.weights.astype(np.float64) * postings.idf
    return scored


def _frequency(model: Any, field: FieldStatistics, postings: ScoredPostings) -> Numbers:
    return postings.weights


_FORMULAS: dict[type[Any], Callable[[Any, FieldStatistics, ScoredPostings], Numbers]] = {
    BM25F: _bm25f,
    TF_IDF: _tf_idf,
    Frequency: _frequency,
}
