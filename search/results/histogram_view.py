"""The histogram as the template draws it, in SVG user units."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from search.query.periods import Interval, Period


@dataclass(frozen=True, slots=True)
class Bar:
    """One bucket of the histogram and its rectangle, in SVG user units.

    `period` is its first year, month or day; the bucket covers `first` to `last`, both
    included. `url` leads to exactly `count` articles.
    """

    period: Period
    first: dt.date
    last: dt.date
    label: str
    count: int
    url: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """An axis label; `anchor` is the part of it that is placed at `x`."""

    x: float
    label: str
    anchor: Literal["start", "middle", "end"] = "middle"


@dataclass(frozen=True, slots=True)
class HistogramView:
    interval: Interval
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    width: int
    height: int
    summary: str
