"""The order of all documents: newest first, then by highest article id, undated ones last."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int32]
Ids = NDArray[np.int64]
Order = NDArray[np.int64]

#: More documents than these are not put in one by one: sorting all is as quick.
_FEW = 2_000


def newest_first(days: Sequence[Days], ids: Sequence[Ids]) -> Order | None:
    """Return the order of the documents of some segments, numbered through.

    None where they are in order already. The codec writes segments in this order, so what
    is left to do after a commit is to put a few new documents among the many.
    """
    if not days:
        return None
    sizes = [len(part) for part in days]
    largest = int(np.argmax(sizes))
    few = sum(sizes) - sizes[largest]
    if few == 0 and _in_order(days[largest], ids[largest]):
        return None
    if few > _FEW or not _in_order(days[largest], ids[largest]):
        return _unless_counted(np.lexsort((-np.concatenate(ids), -np.concatenate(days))))
    bases = np.cumsum([0, *sizes]).tolist()
    numbers = np.concatenate(
        [np.arange(bases[i], bases[i + 1]) for i in range(len(days)) if i != largest]
    )
    places = np.concatenate(
        [
            _places(days[largest], ids[largest], days[i], ids[i])
            for i in range(len(days))
            if i != largest
        ]
    )
    new_days = np.concatenate([part for i, part in enumerate(days) if i != largest])
    new_ids = np.concatenate([part for i, part in enumerate(ids) if i != largest])
    order = np.lexsort((-new_ids, -new_days))
    whole = np.arange(bases[largest], bases[largest + 1])
    return _unless_counted(np.insert(whole, places[order], numbers[order]))


def _unless_counted(order: Order) -> Order | None:
    return None if bool((order[1:] > order[:-1]).all()) else order


def _in_order(days: Days, ids: Ids) -> bool:
    falling = days[1:] < days[:-1]
    level = days[1:] == days[:-1]
    level &= ids[1:] < ids[:-1]
    return bool((falling | level).all())


def _places(days: Days, ids: Ids, new_days: Days, new_ids: Ids) -> Order:
    """Return how many documents of those in order come before each new one."""
    falling = -days
    lows = falling.searchsorted(-new_days, "left").tolist()
    highs = falling.searchsorted(-new_days, "right").tolist()
    return np.array(
        [
            low + int((-ids[low:high]).searchsorted(-number))
            for low, high, number in zip(lows, highs, new_ids.tolist(), strict=True)
        ],
        np.int64,
    )
