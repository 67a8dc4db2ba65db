"""Scales of charts: round numbers beside them, and days, months and years below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from search.query.periods import Period
from search.timeline.intervals import TimeAxis

_ROUND = (1, 2, 2.5, 5, 10)
#: Gridlines above 0, at most.
_MAX_LINES = 4
_MAX_TICKS = 8
_EVERY = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: Half the width of a character on the narrowest page, as a share of the axis.
_HALF_CHAR = 6.4 / 720


@dataclass(frozen=True, slots=True)
class TimeTick:
    """A label below the axis at `x` (0 to 1); `anchor` is the part of it that is placed there."""

    x: float
    label: str
    anchor: Literal["start", "middle", "end"] = "middle"


def value_ticks(top: float, *, whole: bool = True) -> tuple[float, ...]:
    """Return the values of gridlines above 0; the last one is at least `top`.

    They are multiples of 1, 2, 2.5 or 5 times a power of ten, and whole numbers if `whole`.
    """
    if top <= 0:
        return (1.0,)
    power = 10.0 ** math.floor(math.log10(top / _MAX_LINES))
    steps = [factor * power * scale for scale in (1, 10) for factor in _ROUND]
    step = next(
        step
        for step in steps
        if top / step <= _MAX_LINES + 1e-9 and (not whole or step == int(step))
    )
    return tuple(step * number for number in range(1, math.ceil(top / step - 1e-9) + 1))


def time_ticks(axis: TimeAxis) -> tuple[TimeTick, ...]:
    """Return labels centred on their buckets, few enough not to touch."""
    places = _places(axis)
    periods = [axis.buckets[place].period for place in places]
    labels = [_label(period, axis) for period in periods]
    for number, (before, after) in enumerate(pairwise(periods), start=1):
        if before.year == after.year and axis.step != "year":
            labels[number] = labels[number].rpartition(" ")[0] or labels[number]
    size = len(axis.buckets)
    return tuple(_tick(place, size, label) for place, label in zip(places, labels, strict=True))


def _places(axis: TimeAxis) -> range:
    """Return the numbers of the buckets that have a label."""
    size, first = len(axis.buckets), axis.buckets[0].period
    if axis.step == "day":
        return range(0, size, _every(size, (1, 2, 7, 14, 28, 56, 112)))
    if axis.step == "week":
        return range(0, size, _every(size, (1, 2, 4, 8, 13, 26, 52)))
    if axis.step == "month" and size > 2 * 12:
        return range(-(first.month - 1) % 12, size, 12 * _every(size // 12, (1, 2, 5, 10)))
    if axis.step == "month":
        return range(0, size, _every(size, (1, 2, 3, 6)))
    every = _every(size, _EVERY)
    offset = -(first.year // axis.years) % every
    return range(offset if offset < size else 0, size, every)


def _every(size: int, steps: tuple[int, ...]) -> int:
    return next((step for step in steps if size / step <= _MAX_TICKS), steps[-1])


def _label(period: Period, axis: TimeAxis) -> str:
    if axis.step == "year" or (axis.step == "month" and len(axis.buckets) > 2 * 12):
        return str(period.year)
    month = f"{_MONTHS[period.month - 1]} {period.year}" if period.month else str(period.year)
    return f"{period.day} {month}" if period.day and axis.step != "month" else month


def _tick(place: int, size: int, label: str) -> TimeTick:
    """Return a label centred below its bucket, moved inwards at the edges."""
    middle, room = (place + 0.5) / size, len(label) * _HALF_CHAR
    if middle < room:
        return TimeTick(place / size, label, "start")
    if middle > 1 - room:
        return TimeTick((place + 1) / size, label, "end")
    return TimeTick(middle, label)
