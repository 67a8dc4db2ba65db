"""Small array operations that NumPy lacks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.intp]
Places = NDArray[Any]


def ragged(starts: NDArray[Any], counts: NDArray[Any]) -> Index:
    """Return start, start + 1, ... for each start, as many as its count, end to end."""
    ends = counts.cumsum(dtype=np.intp)
    if not len(ends):
        return np.empty(0, np.intp)
    shifts: Index = np.repeat(starts.astype(np.intp) - ends + counts, counts)
    shifts += np.arange(ends[-1])
    return shifts


def distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return the different ones of whole numbers, ascending.

    Most come as a few ascending runs, which a stable sort merges; `np.unique` looks each up
    in a hash table, ten times as slowly.
    """
    ordered = np.sort(numbers, kind="stable")
    if len(ordered) < 2:
        return ordered
    fresh = np.empty(len(ordered), np.bool_)
    fresh[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered[fresh]


def runs_of(numbers: NDArray[Any]) -> list[range]:
    """Cut ascending numbers into ranges of neighbours."""
    if len(numbers) == 1:
        number = int(numbers[0])
        return [range(number, number + 1)]
    if not len(numbers):
        return []
    breaks = (np.diff(numbers) != 1).nonzero()[0]
    firsts = numbers[np.concatenate([[0], breaks + 1])].tolist()
    lasts = numbers[np.concatenate([breaks, [len(numbers) - 1]])].tolist()
    return [range(first, last + 1) for first, last in zip(firsts, lasts, strict=True)]


def common(few: Places, many: Places, shift: int = 0) -> Places:
    """Return those of `few` that, plus `shift`, are in `many`; both ascending, unique."""
    # The unsigned types wrap: adding 2**32 - 1 takes one away.
    step = np.array(shift).astype(few.dtype)
    if len(few) > len(many):
        swapped: Places = common(many, few, -shift) - step
        return swapped
    if not len(few):
        return few
    moved = few + step
    if len(few) * 8 < len(many):
        at = many.searchsorted(moved)
        at[at == len(many)] = 0
        hit: Places = few[many.take(at) == moved]
        return hit
    both = np.concatenate([moved, many])
    both.sort()
    twice: Places = both[:-1][both[1:] == both[:-1]] - step
    return twice


def merged(few: Index, many: Index) -> Index:
    """Return the numbers that are in either, ascending; both ascending, unique."""
    at = many.searchsorted(few)
    at[at == len(many)] = 0
    missing = few[many.take(at) != few] if len(many) else few
    if not len(missing):
        return many
    both = np.concatenate([missing, many])
    both.sort()
    return both
