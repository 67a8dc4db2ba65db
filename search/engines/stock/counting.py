"""Facet counts and histogram over selected documents of a stock index."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from search.engines.base import DateCounts, Histogram
from search.engines.stock.columns import Labels
from search.engines.whoosh.columnar.segment_reader import UNDATED
from search.query.periods import Interval, Period, interval_for

Numbers = NDArray[np.int64]


def date_counts(
    first_days: Numbers,
    last_days: Numbers,
    open_period: Period | None,
    *,
    every_month: bool = False,
) -> DateCounts:
    """Count the documents of each year, and of each month and day of the open period."""
    counts = {
        interval: _periods(first_days, last_days, interval) for interval in ("year", "month", "day")
    }
    year = Period(open_period.year) if open_period else None
    month = (
        Period(open_period.year, open_period.month) if open_period and open_period.month else None
    )
    return DateCounts(
        years=counts["year"],
        months={p: n for p, n in counts["month"].items() if every_month or Period(p.year) == year},
        days={p: n for p, n in counts["day"].items() if p.parent == month},
        undated=int((first_days == UNDATED).sum()),
    )


def histogram(first_days: Numbers, last_days: Numbers) -> Histogram:
    """Count the documents of each bucket; those dated more coarsely are in none."""
    dated = first_days != UNDATED
    if not dated.any():
        return Histogram()
    first, last = int(first_days[dated].min()), int(last_days[dated].max())
    interval = interval_for(dt.date.fromordinal(first), dt.date.fromordinal(last))
    return Histogram(interval, tuple(sorted(_periods(first_days, last_days, interval).items())))


def label_counts(documents: Numbers, labels: Labels, size: int) -> tuple[tuple[str, int], ...]:
    """Return up to `size` labels with their counts, most frequent first, then by name."""
    counts = Counter(label for document in documents.tolist() for label in labels.of(document))
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:size])


def _periods(first_days: Numbers, last_days: Numbers, interval: Interval) -> dict[Period, int]:
    """Count the documents whose whole date lies in one period."""
    days = np.stack([first_days, last_days], 1)[first_days != UNDATED]
    spans, counts = np.unique(days, axis=0, return_counts=True)
    found: Counter[Period] = Counter()
    for (first, last), count in zip(spans.tolist(), counts.tolist(), strict=True):
        period = Period.of(dt.date.fromordinal(first), interval)
        if dt.date.fromordinal(last) in period:
            found[period] += count
    return dict(sorted(found.items()))
