"""Which documents a page shows, in exact order.

Public numbers fall with the date and then with the article's id, so they are the order of
all ties: equal scores, and sorting by date.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.engines.base import Sort
from search.engines.whoosh.executor.bm25f import Scores
from search.engines.whoosh.executor.found import Dense, Docs, Found, Listed, Span, listed

#: Rows of the matrix whose columns' maxima bound the page's lowest score from below.
_ROWS = 32


def page(
    found: Found, sort: Sort, offset: int, limit: int, days: NDArray[np.int32]
) -> tuple[Docs, Scores]:
    """Return the documents from `offset` on, at most `limit`, and their scores.

    `days` is the first day of each document, by which `oldest` sorts.
    """
    stop = offset + limit
    if sort == "relevance" and not isinstance(found, Span) and found.scores is not None:
        if isinstance(found, Listed):
            places = best(found.scores, stop)[offset:]
            return found.docs.take(places), found.scores.take(places)
        places = best(found.scores, stop)
        if not len(places) or found.scores[places[-1]] > 0:
            return places[offset:], found.scores.take(places[offset:])
        # Unscored documents are wanted too: absent ones would stand among them.
        found = listed(found)
        places = best(_scores_of(found), stop)[offset:]
        return found.docs.take(places), _scores_of(found).take(places)
    docs = _oldest(found, stop, days) if sort == "oldest" else _first(found, stop)
    return docs[offset:], _scores_at(found, docs[offset:])


def best(scores: Scores, wanted: int) -> Docs:
    """Return the places of the `wanted` highest scores; of equal ones, the first."""
    size = len(scores)
    if wanted >= size:
        return np.argsort(-scores, kind="stable")
    if not wanted:
        return np.empty(0, np.intp)
    candidates: Docs | None = None
    if size > 8 * _ROWS * wanted:
        # The `wanted` highest of these maxima are that many scores: none below them counts.
        width = size // _ROWS
        highest = scores[: _ROWS * width].reshape(_ROWS, width).max(axis=0)
        bound = np.partition(highest, width - wanted)[width - wanted]
        candidates = (scores >= bound).nonzero()[0]
        scores = scores.take(candidates)
        if len(scores) <= 4 * wanted:
            return candidates.take(np.argsort(-scores, kind="stable")[:wanted])
    border = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
    above = (scores > border).nonzero()[0]
    level = (scores == border).nonzero()[0][: wanted - len(above)]
    places = np.concatenate([above[np.argsort(-scores.take(above), kind="stable")], level])
    return places if candidates is None else candidates.take(places)


def _first(found: Found, stop: int) -> Docs:
    """Return the first `stop` documents: the newest."""
    if isinstance(found, Span):
        return np.arange(found.start, min(found.start + stop, found.stop))
    if isinstance(found, Listed):
        return found.docs[:stop]
    read = 8 * stop + 1024
    docs = found.mask[:read].nonzero()[0]
    if len(docs) < stop and read < len(found.mask):
        docs = found.mask.nonzero()[0]
    return docs[:stop]


def _oldest(found: Found, stop: int, days: NDArray[np.int32]) -> Docs:
    """Return the first `stop` documents by rising date, undated ones last."""
    docs = listed(found).docs
    chosen = days.take(docs)
    # Undated ones have day 0, yet come last; a stable sort keeps the order within a day.
    order = np.argsort(np.where(chosen > 0, chosen, np.iinfo(np.int32).max), kind="stable")
    return docs.take(order[:stop])


def _scores_of(found: Listed) -> Scores:
    return np.zeros(len(found.docs), np.float32) if found.scores is None else found.scores


def _scores_at(found: Found, docs: Docs) -> Scores:
    if isinstance(found, Span) or found.scores is None:
        return np.zeros(len(docs), np.float32)
    if isinstance(found, Dense):
        return found.scores.take(docs)
    return found.scores.take(found.docs.searchsorted(docs))
