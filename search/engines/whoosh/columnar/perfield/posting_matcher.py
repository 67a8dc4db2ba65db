"""One term's postings in the form in which Whoosh walks through them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from whoosh.matching import LeafMatcher
from whoosh.matching.mcore import ReadTooFar
from whoosh.reading import TermInfo

from search.engines.whoosh.columnar.perfield.field_terms import (
    FieldTerms,
    WeightedDocs,
    places_by_posting,
)


class TermPostings:
    """The postings of one term, each part read when it is first asked for."""

    def __init__(self, terms: FieldTerms, number: int) -> None:
        self._terms = terms
        self._number = number

    @cached_property
    def arrays(self) -> WeightedDocs:
        """Documents and weights."""
        return self._terms.run(range(self._number, self._number + 1))

    @cached_property
    def listed(self) -> tuple[list[int], list[float]]:
        """Documents and weights as lists, which Python reads faster one by one."""
        docs, weights = self.arrays
        return docs.tolist(), weights.astype(np.float64).tolist()

    @cached_property
    def block_lengths(self) -> tuple[int, list[int], list[int]]:
        """The postings of a block, and the shortest and longest field of each block."""
        return self._terms.block_lengths(self._number)

    @cached_property
    def block_weights(self) -> list[float]:
        """The highest weight of each block."""
        weights = self.arrays.weights
        edges = np.arange(0, len(weights), self.block_lengths[0])
        return np.maximum.reduceat(weights, edges).tolist()  # type: ignore[no-any-return]

    @cached_property
    def positions(self) -> Callable[[int], list[int]] | None:
        """The positions of the posting at a place; None where values hold other things."""
        if not self._terms.has_positions():
            return None
        return places_by_posting(*self._terms.positions(self._number))

    def values(self, format_: Any) -> Callable[[int], bytes]:
        """Return a function from a posting's place to its encoded value."""
        return self._terms.values(self._number, format_)

    def info(self) -> TermInfo:
        """Return the statistics of the term."""
        docs, weights = self.arrays
        _, shortest, longest = self.block_lengths
        return TermInfo(
            weight=float(weights.sum()),
            df=len(docs),
            minlength=min(shortest),
            maxlength=max(longest),
            maxweight=float(weights.max(initial=0)),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )


class PostingMatcher(LeafMatcher):  # type: ignore[misc]
    """A leaf of Whoosh's matcher trees, with block quality for its optimizations."""

    def __init__(
        self, postings: TermPostings, format_: Any, scorer: Any, term: tuple[str, bytes]
    ) -> None:
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._postings = postings
        self._ids, self._weights = postings.listed
        self._i = 0

    @cached_property
    def _value(self) -> Callable[[int], bytes]:
        return self._postings.values(self.format)

    @cached_property
    def _block(self) -> int:
        return self._postings.block_lengths[0]

    def is_active(self) -> bool:
        return self._i < len(self._ids)

    def reset(self) -> None:
        self._i = 0

    def copy(self) -> PostingMatcher:
        other = PostingMatcher(self._postings, self.format, self.scorer, self._term)
        other._i = self._i
        return other

    def id(self) -> int:
        return self._ids[self._i]

    def all_ids(self) -> Any:
        return iter(self._ids)

    def weight(self) -> float:
        return self._weights[self._i]

    def value(self) -> bytes:
        return self._value(self._i)

    def value_as(self, astype: str) -> Any:
        """Return the posting's value as `positions`, `frequency` ...; no decoding where
        the arrays hold just that."""
        positions = self._postings.positions
        if positions is not None and astype == "positions":
            return positions(self._i)
        if positions is not None and astype == "frequency":
            return len(positions(self._i))
        return super().value_as(astype)

    def next(self) -> bool:
        """Go to the next posting; return whether another block begins."""
        if not self.is_active():
            raise ReadTooFar
        self._i += 1
        return self._i % self._block == 0

    def skip_to(self, target: int) -> None:
        """Go to the first document from `target` on."""
        if not self.is_active():
            raise ReadTooFar
        self._i = bisect_left(self._ids, target, self._i)

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the next block that may hold a better score; return the blocks skipped."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._i = (self._i // self._block + 1) * self._block
            skipped += 1
        return skipped

    def block_min_id(self) -> int:
        return self._ids[self._i // self._block * self._block]

    def block_max_id(self) -> int:
        return self._ids[min((self._i // self._block + 1) * self._block, len(self._ids)) - 1]

    def block_min_length(self) -> int:
        return self._postings.block_lengths[1][self._i // self._block]

    def block_max_length(self) -> int:
        return self._postings.block_lengths[2][self._i // self._block]

    def block_max_weight(self) -> float:
        return self._postings.block_weights[self._i // self._block]
