"""Articles per year, month and day.

Documents are numbered newest first, so the articles of a period are nearly always one run
of numbers: where the runs begin is found once per commit point, and counting a result is one
bisection per run. An article whose date is known less well (a month, a year) lies among
them by its first day and makes a run of its own.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.base import DateCounts, Histogram
from search.engines.whoosh.columnar.postings.docset import (
    Bitmap,
    DocRange,
    Docs,
    DocSet,
    SortedDocs,
)
from search.engines.whoosh.columnar.segment_reader import UNDATED
from search.query.periods import Interval, Period, interval_for

Counts = NDArray[np.int64]

#: A year's places among the counts: its articles of no one month, then the 12 months.
_PLACES = 13
_UNIX_EPOCH = dt.date(1970, 1, 1).toordinal()
#: Up to so many documents are counted one by one, which takes less than making arrays.
_FEW = 48
#: Up to so many times the runs of months, looking up each document is less work than the runs.
_MEDIUM = 4


@dataclass(frozen=True, slots=True)
class _Runs:
    """Runs of neighbouring documents with one code: run i is edges[i] up to edges[i + 1]."""

    edges: Docs
    codes: NDArray[np.int64]


class DateFacets:
    """The dates of one generation, by public document number."""

    def __init__(self, first_days: NDArray[np.int32], last_days: NDArray[np.int32]) -> None:
        size = len(first_days)
        #: Undated articles are the last ones, from this number on.
        self.dated = int((-first_days).searchsorted(-UNDATED))
        self._size = size
        first, last = first_days[: self.dated], last_days[: self.dated]
        # Single items come several times faster from a memoryview than from an array.
        self._first_days = np.ascontiguousarray(first).data
        self._last_days = np.ascontiguousarray(last).data
        changes = ((first[1:] != first[:-1]) | (last[1:] != last[:-1])).nonzero()[0] + 1
        starts = np.concatenate([[0], changes]) if len(first) else np.empty(0, np.intp)
        #: One run for each date (first and last day), newest first.
        self._edges: Docs = np.append(starts, self.dated).astype(np.intp)
        self._firsts, self._lasts = first[starts], last[starts]
        # Negated they ascend.
        self._falling = -self._firsts
        self._coarse: Docs = (self._lasts > self._firsts).nonzero()[0]
        self._month_runs = self._by_month()

    def between(self, first: dt.date | None, last: dt.date | None) -> DocSet:
        """Return the articles whose whole date lies from `first` to `last`."""
        low = first.toordinal() if first else 1
        high = last.toordinal() if last else dt.date.max.toordinal()
        begin, end = self._falling.searchsorted((-high, -low + 1))
        if begin >= end:
            return DocRange(0, 0)
        start, stop = int(self._edges[begin]), int(self._edges[end])
        late = (self._lasts[begin:end] > high).nonzero()[0] + begin
        if not len(late):
            return DocRange(start, stop)
        mask = np.zeros(self._size, np.bool_)
        mask[start:stop] = True
        for run in late.tolist():
            mask[self._edges[run] : self._edges[run + 1]] = False
        return Bitmap(mask)

    def on(self, month: int, day: int) -> DocSet:
        """Return the articles dated to one day of any year."""
        days = (self._firsts - _UNIX_EPOCH).astype("datetime64[D]")
        months = days.astype("datetime64[M]")
        in_month = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
        fits = (self._firsts == self._lasts) & (in_month == day)
        fits &= months.astype(np.int64) % 12 + 1 == month
        mask = np.zeros(self._size, np.bool_)
        mask[: self.dated] = np.repeat(fits, np.diff(self._edges))
        return Bitmap(mask)

    @property
    def undated(self) -> DocRange:
        return DocRange(self.dated, self._size)

    def summary(
        self,
        found: DocSet,
        counted: DocSet,
        opened: Period | None,
        interval: Interval | None = None,
        *,
        every_month: bool = False,
    ) -> tuple[DateCounts, Histogram]:
        """Return the counts of `counted`, as `counts` does, and the histogram of `found`."""
        is_plain = found is counted and opened is None
        if is_plain and isinstance(found, SortedDocs) and len(found.docs) <= _FEW:
            return self._one_by_one(found.docs, interval, every_month=every_month)
        months = self.months(found)
        histogram = self.histogram(found, months, interval)
        if counted is not found:
            months = self.months(counted)
        return self.counts(counted, months, opened, every_month=every_month), histogram

    def months(self, found: DocSet) -> Counts:
        """Count by month: _PLACES counts for each year from the first one on."""
        runs = len(self._month_runs.codes)
        if isinstance(found, SortedDocs) and len(found.docs) < _MEDIUM * runs:
            docs = found.docs
            if self.dated < self._size:
                docs = docs[: docs.searchsorted(self.dated)]
            size = len(self._periods)
            return np.bincount(self._places.take(docs), minlength=size + 1)[:size]
        return _summed(self._month_runs, found, len(self._periods))

    def counts(
        self, found: DocSet, months: Counts, opened: Period | None, *, every_month: bool = False
    ) -> DateCounts:
        """Return the years, and the months and days of the period `opened`, or all months."""
        years = months.reshape(-1, _PLACES).sum(axis=1)
        year_periods = self._year_periods
        in_year: dict[Period, int] = {}
        days: dict[Period, int] = {}
        if opened and year_periods:
            start = (opened.year - year_periods[0].year) * _PLACES
            if 0 <= start < len(months):
                piece = slice(start + 1, start + _PLACES)
                in_year = dict(_filled(self._periods[piece], months[piece]))
        if every_month:
            whole = months.copy()
            whole[::_PLACES] = 0
            in_year = dict(_filled(self._periods, whole))
        if opened and opened.month:
            month = Period(opened.year, opened.month)
            days = self._days(found, month.first, month.last)
        undated = _length(found, self.dated, self._size) if self.dated < self._size else 0
        return DateCounts(dict(_filled(year_periods, years)), in_year, days, undated)

    def histogram(
        self, found: DocSet, months: Counts, interval: Interval | None = None
    ) -> Histogram:
        """Return the buckets over time; articles with a coarser date are in none.

        Without `interval` the span of the dates chooses it.
        """
        ends = self._ends(found)
        if ends is None:
            return Histogram(interval or "year")
        interval = interval or interval_for(*ends)
        if interval == "day":
            return Histogram(interval, tuple(self._days(found, *ends).items()), *ends)
        if interval == "month":
            if len(self._coarse):
                months = months.copy()
                months[::_PLACES] = 0
            return Histogram(interval, _filled(self._periods, months), *ends)
        years = months.reshape(-1, _PLACES).sum(axis=1)
        return Histogram(interval, _filled(self._year_periods, years), *ends)

    def _one_by_one(
        self, docs: Docs, interval: Interval | None, *, every_month: bool
    ) -> tuple[DateCounts, Histogram]:
        """Return what `counts` and `histogram` do of a few documents."""
        numbers = docs.tolist()
        dated = bisect_left(numbers, self.dated)
        undated = len(numbers) - dated
        del numbers[dated:]
        if not numbers:
            return DateCounts(undated=undated), Histogram(interval or "year")
        places, by_place = self._places.data, dict[int, int]()
        for number in numbers:
            place = places[number]
            by_place[place] = by_place.get(place, 0) + 1
        by_place.pop(len(self._periods), 0)
        years: dict[Period, int] = {}
        months: list[tuple[Period, int]] = []
        periods = self._periods
        for place in sorted(by_place):
            count, month = by_place[place], place % _PLACES
            year = periods[place - month]
            years[year] = years.get(year, 0) + count
            if month:
                months.append((periods[place], count))
        counts = DateCounts(years, dict(months) if every_month else {}, {}, undated)
        ends = self._span(numbers)
        interval = interval or interval_for(*ends)
        if interval == "day":
            return counts, Histogram(interval, self._each_day(numbers), *ends)
        buckets = months if interval == "month" else years.items()
        return counts, Histogram(interval, tuple(buckets), *ends)

    def _span(self, numbers: list[int]) -> tuple[dt.date, dt.date]:
        """Return the first and the last day of some dated documents, newest first."""
        first, last = self._first_days[numbers[-1]], self._last_days[numbers[0]]
        if len(self._coarse):
            last = max(map(self._last_days.__getitem__, numbers))
        return dt.date.fromordinal(first), dt.date.fromordinal(last)

    def _each_day(self, numbers: list[int]) -> tuple[tuple[Period, int], ...]:
        """Count some dated documents by day, without those of a coarser date."""
        counts: dict[int, int] = {}
        for number in reversed(numbers):
            day = self._first_days[number]
            if day == self._last_days[number]:
                counts[day] = counts.get(day, 0) + 1
        return tuple((_day(day), count) for day, count in counts.items())

    @cached_property
    def _places(self) -> NDArray[np.int32]:
        """The place of each dated document among the periods; 4 bytes a document."""
        runs = self._month_runs
        return np.repeat(runs.codes.astype(np.int32), np.diff(runs.edges))

    @cached_property
    def _year_periods(self) -> list[Period]:
        return self._periods[::_PLACES]

    def _by_month(self) -> _Runs:
        first, last = _months_of(self._firsts), _months_of(self._lasts)
        if not len(first):
            self._periods: list[Period] = []
            return _Runs(np.zeros(1, np.intp), np.empty(0, np.int64))
        years = first // 12
        base, top = int(years.min()), int((last // 12).max())
        self._periods = [
            Period(year, month)
            for year in range(base + 1970, top + 1971)
            for month in range(_PLACES)
        ]
        codes = (years - base) * _PLACES + np.where(first == last, first % 12 + 1, 0)
        # One place more, for dates that reach over the end of a year: in no period.
        codes[years != last // 12] = len(self._periods)
        starts = np.concatenate([[0], (codes[1:] != codes[:-1]).nonzero()[0] + 1])
        return _Runs(np.append(self._edges[starts], self.dated), codes[starts])

    def _days(self, found: DocSet, first: dt.date, last: dt.date) -> dict[Period, int]:
        low, high = first.toordinal(), last.toordinal()
        begin, end = self._falling.searchsorted((-high, -low + 1))
        if begin >= end:
            return {}
        firsts = self._firsts[begin:end]
        whole = firsts == self._lasts[begin:end]
        codes = np.where(whole, firsts - low, high - low + 1).astype(np.int64)
        counts = _summed(_Runs(self._edges[begin : end + 1], codes), found, high - low + 1)
        return {_day(low + day): count for day, count in enumerate(counts.tolist()) if count}

    def _ends(self, found: DocSet) -> tuple[dt.date, dt.date] | None:
        """Return the first and the last day of what was found, None where all is undated."""
        if isinstance(found, DocRange):
            newest, oldest = found.start, min(found.stop, self.dated) - 1
        elif isinstance(found, SortedDocs):
            stop = len(found.docs)
            if self.dated < self._size:
                stop = int(found.docs.searchsorted(self.dated))
            if not stop:
                return None
            newest, oldest = found.docs.item(0), found.docs.item(stop - 1)
        else:
            mask = found.mask[: self.dated]
            newest = int(mask.argmax()) if len(mask) else 0
            oldest = len(mask) - 1 - int(mask[::-1].argmax()) if len(mask) else 0
            if not len(mask) or not mask[newest]:
                return None
        if newest >= self.dated or oldest < newest:
            return None
        first = self._first_days[oldest]
        return dt.date.fromordinal(first), dt.date.fromordinal(self._last_day(found, newest))

    def _last_day(self, found: DocSet, newest: int) -> int:
        """Return the latest last day: that of the newest document, or of a coarser date."""
        last: int = self._last_days[newest]
        if not len(self._coarse):
            return last
        later = self._coarse[self._lasts.take(self._coarse) > last]
        present = later[_lengths(found, self._edges.take(later), self._edges.take(later + 1)) > 0]
        return int(self._lasts.take(present).max(initial=last))


@lru_cache(1 << 14)
def _day(ordinal: int) -> Period:
    return Period.of(dt.date.fromordinal(ordinal), "day")


def _months_of(days: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the months since January 1970 of ordinals."""
    return (days - _UNIX_EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _summed(runs: _Runs, found: DocSet, size: int) -> Counts:
    """Return how many of `found` each code has."""
    edges, codes = runs.edges, runs.codes
    counts: NDArray[Any]
    if isinstance(found, SortedDocs):
        places = found.docs.searchsorted(edges)
        counts = places[1:] - places[:-1]
    elif isinstance(found, DocRange):
        counts = _lengths(found, edges[:-1], edges[1:])
    else:
        # Each run ends where the next begins, and none is empty.
        inside = found.mask[: edges[-1]].view(np.int8)
        counts = np.add.reduceat(inside, edges[:-1], dtype=np.int32)
    return np.bincount(codes, counts, size + 1)[:size].astype(np.int64)


def _lengths(found: DocSet, starts: Docs, stops: Docs) -> NDArray[Any]:
    """Return how many of `found` lie between each start and stop; no two ranges overlap."""
    counts: NDArray[Any]
    if isinstance(found, SortedDocs):
        counts = found.docs.searchsorted(stops) - found.docs.searchsorted(starts)
        return counts
    if isinstance(found, DocRange):
        low, high = found.start, found.stop
        counts = stops.clip(low, high) - starts.clip(low, high)
        return counts
    if not len(starts):
        return np.empty(0, np.int64)
    # Summed from each start to the next number: every other sum is one of a range.
    marks = np.empty(2 * len(starts), np.intp)
    marks[::2], marks[1::2] = starts, stops
    mask = found.mask[: marks[-1]].view(np.int8)
    sums: NDArray[Any] = np.add.reduceat(mask, marks[:-1], dtype=np.int32)[::2]
    return sums


def _filled(periods: list[Period], counts: Counts) -> tuple[tuple[Period, int], ...]:
    """Return the periods that have any, with their counts."""
    places = counts.nonzero()[0]
    chosen = map(periods.__getitem__, places.tolist())
    return tuple(zip(chosen, counts.take(places).tolist(), strict=True))


def _length(found: DocSet, start: int, stop: int) -> int:
    if isinstance(found, DocRange):
        return max(0, min(found.stop, stop) - max(found.start, start))
    if isinstance(found, SortedDocs):
        low, high = found.docs.searchsorted((start, stop))
        return int(high - low)
    return int(np.count_nonzero(found.mask[start:stop]))
