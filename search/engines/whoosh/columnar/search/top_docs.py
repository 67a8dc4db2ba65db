"""Which documents a page shows, in exact order.

Public numbers fall with the date and then with the article's id, so they are the order of
all ties: equal scores, and sorting by date.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.postings.docset import (
    DocRange,
    Docs,
    DocSet,
    SortedDocs,
    listed,
    multiplied,
    scores_at,
)
from search.engines.whoosh.columnar.search import bm25f
from search.engines.whoosh.columnar.search.bm25f import Scores

Sort = Literal["relevance", "recent", "newest", "oldest"]

#: Rows of the matrix whose columns' maxima bound the page's lowest score from below.
_ROWS = 32


def page(
    found: DocSet, sort: Sort, offset: int, limit: int, days: NDArray[np.int32]
) -> tuple[Docs, Scores]:
    """Return the documents from `offset` on, at most `limit`, and their scores.

    `days` is the first day of each document, by which `oldest` sorts and `recent` weighs.
    """
    stop = offset + limit
    if sort == "recent":
        found, sort = aged(found, days), "relevance"
    if sort == "relevance" and not isinstance(found, DocRange) and found.scores is not None:
        if isinstance(found, SortedDocs):
            places = best(found.scores, stop)[offset:]
            return found.docs.take(places), found.scores.take(places)
        places = best(found.scores, stop)
        if not len(places) or found.scores[places[-1]] > 0:
            return places[offset:], found.scores.take(places[offset:])
        # Unscored documents are wanted too: absent ones would rank among them.
        found = listed(found)
        places = best(_scores_of(found), stop)[offset:]
        return found.docs.take(places), _scores_of(found).take(places)
    docs = _oldest(found, stop, days) if sort == "oldest" else _first(found, stop)
    return docs[offset:], scores_at(found, docs[offset:])


def rank(found: DocSet, sort: Sort, document: int, days: NDArray[np.int32]) -> int:
    """Return how many documents come before `document`, which is one of `found`."""
    if sort == "recent":
        found, sort = aged(found, days), "relevance"
    if sort == "relevance" and not isinstance(found, DocRange) and found.scores is not None:
        score = scores_at(found, np.array([document]))[0]
        here = found if isinstance(found, SortedDocs) else listed(found)
        scores = _scores_of(here)
        level = here.docs[scores == score]
        return int((scores > score).sum()) + int(level.searchsorted(document))
    if sort == "oldest":
        docs = listed(found).docs
        keys = _age(days.take(docs))
        key = keys[docs.searchsorted(document)]
        level = docs[keys == key]
        return int((keys < key).sum()) + int(level.searchsorted(document))
    if isinstance(found, DocRange):
        return document - found.start
    if isinstance(found, SortedDocs):
        return int(found.docs.searchsorted(document))
    return int(np.count_nonzero(found.mask[:document]))


def aged(found: DocSet, days: NDArray[np.int32]) -> DocSet:
    """Return the same set, its scores multiplied by `bm25f.recency` of the documents' days.

    Ages count from the newest document of the index, so that an answer stays the same.
    """
    if isinstance(found, DocRange) or found.scores is None:
        return found
    docs = found.docs if isinstance(found, SortedDocs) else slice(None)
    factors = bm25f.recency(days[docs], int(days.max(initial=0)))
    return replace(found, scores=multiplied(found.scores, factors))


def best(scores: Scores, wanted: int) -> Docs:
    """Return the places of the `wanted` highest scores; of equal ones, the first."""
    size = len(scores)
    if wanted >= size:
        return _descending(scores)
    if not wanted:
        return np.empty(0, np.intp)
    candidates: Docs | None = None
    if size > 8 * _ROWS * wanted:
        # The `wanted` highest of these maxima are that many scores: none below them counts.
        width = size // _ROWS
        highest = scores[: _ROWS * width].reshape(_ROWS, width).max(axis=0)
        bound = _nth(highest, width - wanted)
        candidates = (scores >= bound).nonzero()[0]
        scores = scores.take(candidates)
        if len(scores) <= 4 * wanted:
            return candidates.take(_descending(scores)[:wanted])
    border = _nth(scores, len(scores) - wanted)
    above = (scores > border).nonzero()[0]
    level = (scores == border).nonzero()[0][: wanted - len(above)]
    places = np.concatenate([above[_descending(scores.take(above))], level])
    return places if candidates is None else candidates.take(places)


def _descending(scores: Scores) -> Docs:
    """Return the order of scores from the highest on; equal ones stay in order."""
    return (-scores).argsort(kind="stable")


def _nth(scores: Scores, place: int) -> np.float32:
    """Return the score that `place` others do not exceed."""
    # The method is half a microsecond shorter than NumPy's function.
    parted = scores.copy()
    parted.partition(place)
    score: np.float32 = parted[place]
    return score


def _first(found: DocSet, stop: int) -> Docs:
    """Return the first `stop` documents: the newest."""
    if isinstance(found, DocRange):
        return np.arange(found.start, min(found.start + stop, found.stop))
    if isinstance(found, SortedDocs):
        return found.docs[:stop]
    read = 8 * stop + 1024
    docs = found.mask[:read].nonzero()[0]
    if len(docs) < stop and read < len(found.mask):
        docs = found.mask.nonzero()[0]
    return docs[:stop]


def _oldest(found: DocSet, stop: int, days: NDArray[np.int32]) -> Docs:
    """Return the first `stop` documents by rising date, undated ones last."""
    docs = listed(found).docs
    # A stable sort keeps the order within a day.
    order = np.argsort(_age(days.take(docs)), kind="stable")
    return docs.take(order[:stop])


def _age(days: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return days to sort by: undated ones have day 0, yet come last."""
    return np.where(days > 0, days, np.iinfo(np.int32).max)


def _scores_of(found: SortedDocs) -> Scores:
    return np.zeros(len(found.docs), np.float32) if found.scores is None else found.scores
