"""Time in equal intervals: the buckets of a chart, from days to runs of years.

A bucket counts the articles whose whole date lies in it, so an article dated to a month is in
no week and in no day.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from django.utils.translation import gettext

from search.query.periods import DayRange, Interval, Period

Step = Literal["day", "week", "month", "year"]
STEPS: tuple[Step, ...] = get_args(Step)

#: Bars of a chart whose step is chosen for its span.
MAX_BUCKETS = 75
#: Points of a chart whose step is chosen by its reader.
MAX_CHOSEN = 400
_MAX_DAYS, _MAX_WEEKS, _DAYS_OF_MONTH = 62, 28, 30
_RUNS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_WEEK = 7
#: The engine's interval that the counts of a step are made of.
INTERVALS: dict[Step, Interval] = {"day": "day", "week": "day", "month": "month", "year": "year"}


@dataclass(frozen=True, slots=True)
class Bucket:
    """One interval of a chart, from `first` to `last`, both included.

    `date_from` and `date_to` are its ends as written in addresses. `is_partial` says that it is
    cut by the range asked for, or that the archive begins or ends within it.
    """

    first: dt.date
    last: dt.date
    label: str
    date_from: str
    date_to: str
    is_partial: bool = False

    @property
    def period(self) -> Period:
        """The bucket's first day, month or year: its name within a page."""
        return Period.parse(self.date_from)


@dataclass(frozen=True)
class TimeAxis:
    """Neighbouring buckets of one step; `years` of a run where the step is a year."""

    step: Step
    buckets: tuple[Bucket, ...]
    years: int = 1

    @property
    def interval(self) -> str:
        """The length of a bucket: `day`, `week`, `month`, `year`, `2 years`."""
        return self.step if self.years == 1 else f"{self.years} years"

    def sums(self, counts: Iterable[tuple[Period, int]]) -> tuple[int, ...]:
        """Return the counts by bucket; periods beyond the ends of the axis are left out."""
        sums = [0] * len(self.buckets)
        # A month that the range cuts is counted in part: only its days inside were found.
        last = self.buckets[-1].last
        for period, count in counts:
            place = bisect_right(self._starts, period.first) - 1
            if place >= 0 and period.first <= last:
                sums[place] += count
        return tuple(sums)

    @cached_property
    def _starts(self) -> list[dt.date]:
        """The first day of each bucket; of the first bucket that of its whole period."""
        firsts = [bucket.first for bucket in self.buckets]
        first = firsts[0]
        if self.step == "month":
            firsts[0] = first.replace(day=1)
        elif self.step == "year":
            firsts[0] = first.replace(
                year=max(1, first.year // self.years * self.years), month=1, day=1
            )
        return firsts


def step_for(first: dt.date, last: dt.date) -> Step:
    """Return the step for a span: at most MAX_BUCKETS buckets, or runs of years."""
    days = (last - first).days + 1
    if days <= _MAX_DAYS:
        return "day"
    if days <= _MAX_WEEKS * _WEEK:
        return "week"
    return "month" if days <= MAX_BUCKETS * _DAYS_OF_MONTH else "year"


def fits(step: Step, first: dt.date, last: dt.date) -> bool:
    """Return whether a reader may choose `step` for a span."""
    days = (last - first).days + 1
    length = {"day": 1, "week": _WEEK, "month": _DAYS_OF_MONTH, "year": 365}[step]
    return step == "year" or days <= MAX_CHOSEN * length


def time_axis(
    step: Step,
    span: tuple[dt.date, dt.date],
    asked: DayRange = (None, None),
    archive: DayRange = (None, None),
) -> TimeAxis:
    """Return the axis over `span`, cut to the range `asked` for.

    `archive` holds the first and the last day of the archive.
    """
    first, last = span
    years = 1
    if step == "year":
        years = next(
            (run for run in _RUNS if last.year // run - first.year // run < MAX_BUCKETS), _RUNS[-1]
        )
    buckets = tuple(
        _bucket(step, *ends, asked, archive) for ends in _intervals(step, years, first, last)
    )
    return TimeAxis(step, buckets, years)


def _intervals(
    step: Step, years: int, first: dt.date, last: dt.date
) -> Iterator[tuple[Period, Period]]:
    """Yield the first and the last period of each bucket."""
    start, end = first.toordinal(), last.toordinal()
    if step == "week":
        monday = max(1, start - first.weekday())
        for number in range(monday, end + 1, _WEEK):
            days = number, min(number + _WEEK - 1, dt.date.max.toordinal())
            yield _day(days[0]), _day(days[1])
    elif step == "day":
        for number in range(start, end + 1):
            yield _day(number), _day(number)
    elif step == "month":
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            month = Period(number // 12, number % 12 + 1)
            yield month, month
    else:
        # Runs are aligned to the year 0, which does not exist.
        for year in range(first.year // years * years, last.year + 1, years):
            yield (
                Period(max(year, dt.MINYEAR)),
                Period(min(year + years - 1, dt.MAXYEAR)),
            )


def _bucket(step: Step, begin: Period, end: Period, asked: DayRange, archive: DayRange) -> Bucket:
    """Return a bucket; one that is cut counts only what lies inside, and so does its link."""
    first = max(begin.first, asked[0] or begin.first)
    last = min(end.last, asked[1] or end.last)
    is_cut = (first, last) != (begin.first, end.last)
    starts, ends = archive
    is_short = bool((starts and first < starts <= last) or (ends and first <= ends < last))
    if is_cut:
        begin, end = Period.of(first, "day"), Period.of(last, "day")
    if begin == end:
        label = begin.label
    elif step == "week" and not is_cut:
        label = gettext("Week of %(day)s") % {"day": begin.label}
    else:
        label = gettext("%(first)s to %(last)s") % {"first": begin.label, "last": end.label}
    return Bucket(first, last, label, str(begin), str(end), is_cut or is_short)


def _day(ordinal: int) -> Period:
    return Period.of(dt.date.fromordinal(ordinal), "day")
