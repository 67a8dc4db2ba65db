"""One term's postings in the form in which Whoosh walks through them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.matching import LeafMatcher
from whoosh.matching.mcore import ReadTooFar

from search.engines.whoosh.columnar.codec.container import AnyArray

#: Postings whose bounds are kept together: as many as in Whoosh's own blocks.
_BLOCK = 128


@dataclass(frozen=True)
class TermPostings:
    """Where a term stands in one Whoosh field.

    `lengths` are the field's lengths in these documents, 0 where it keeps none. `value`
    gives the encoded value of the posting at a place; `positions` its positions, or is None
    where the format has none or the value is not made of positions alone.
    """

    docs: AnyArray
    weights: AnyArray
    lengths: AnyArray
    value: Callable[[int], bytes]
    positions: Callable[[int], list[int]] | None = None

    @cached_property
    def block_weights(self) -> list[float]:
        """The highest weight of each block."""
        return np.maximum.reduceat(self.weights, self._blocks).tolist()  # type: ignore[no-any-return]

    @cached_property
    def block_lengths(self) -> list[tuple[int, int]]:
        """The least and the greatest length of each block."""
        least = np.minimum.reduceat(self.lengths, self._blocks).tolist()
        greatest = np.maximum.reduceat(self.lengths, self._blocks).tolist()
        return list(zip(least, greatest, strict=True))

    @cached_property
    def listed(self) -> tuple[list[int], list[float]]:
        """Documents and weights as lists, which Python reads faster one by one."""
        return self.docs.tolist(), self.weights.astype(np.float64).tolist()

    @property
    def _blocks(self) -> NDArray[np.intp]:
        return np.arange(0, len(self.docs), _BLOCK)


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
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

    def is_active(self) -> bool:
        return self._i < len(self._ids)

    def reset(self) -> None:
        self._i = 0

    def copy(self) -> ArrayMatcher:
        other = ArrayMatcher(self._postings, self.format, self.scorer, self._term)
        other._i = self._i
        return other

    def id(self) -> int:
        return self._ids[self._i]

    def all_ids(self) -> Any:
        return iter(self._ids)

    def weight(self) -> float:
        return self._weights[self._i]

    def value(self) -> bytes:
        return self._postings.value(self._i)

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
        return self._i % _BLOCK == 0

    def skip_to(self, target: int) -> None:
        """Go to the first document from `target` on."""
        if not self.is_active():
            raise ReadTooFar
        self._i = bisect_left(self._ids, target, self._i)

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the next block that may hold a better score; return the blocks skipped."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._i = (self._i // _BLOCK + 1) * _BLOCK
            skipped += 1
        return skipped

    def block_min_id(self) -> int:
        return self._ids[self._i // _BLOCK * _BLOCK]

    def block_max_id(self) -> int:
        return self._ids[min((self._i // _BLOCK + 1) * _BLOCK, len(self._ids)) - 1]

    def block_min_length(self) -> int:
        return self._postings.block_lengths[self._i // _BLOCK][0]

    def block_max_length(self) -> int:
        return self._postings.block_lengths[self._i // _BLOCK][1]

    def block_max_weight(self) -> float:
        return self._postings.block_weights[self._i // _BLOCK]
