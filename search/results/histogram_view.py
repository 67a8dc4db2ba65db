"""The histogram as the page draws it: values that arrive ready, in SVG user units."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from search.query.periods import Interval, Period


@dataclass(frozen=True, slots=True)
class Bar:
    """One bucket of the histogram with its place in the drawing, in SVG user units.

    `period` is its first year, month or day; the bucket reaches from `first` to `last`,
    both included. `url` finds exactly its `count` articles.
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
    """`anchor` is the part of the label that stands at `x`."""

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
