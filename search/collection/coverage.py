"""Articles per month of each year, and the gaps between them."""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from search.engines.base import DateCounts
from search.query.periods import Period
from search.query.search_query import SearchQuery

#: Column headings of a year's row.
MONTHS = tuple(calendar.month_abbr[number] for number in range(1, 13))
#: Levels of shading above 0.
LEVELS = 5


@dataclass(frozen=True, slots=True)
class MonthCell:
    """The articles of a month; `level` is their shading, from 0 (none) to LEVELS (most)."""

    value: str
    label: str
    count: int
    url: str
    level: int


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year with its months; `rest` counts the articles dated to the year only."""

    label: str
    count: int
    url: str
    months: tuple[MonthCell, ...]
    rest: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of `length` months without articles.

    `count` is the number of articles dated to a whole year inside the gap.
    """

    label: str
    first: str
    last: str
    length: int
    count: int
    url: str


def year_rows(dates: DateCounts, query: SearchQuery) -> tuple[YearRow, ...]:
    """Return the years with articles, newest first."""
    top = max(dates.months.values(), default=0)
    return tuple(
        _year_row(year, dates, query, top)
        for year in sorted(dates.years, reverse=True)
        if dates.years[year]
    )


def gaps(dates: DateCounts, query: SearchQuery) -> tuple[Gap, ...]:
    """Return the gaps between the first and the last month with articles."""
    return tuple(_gap(run, dates.years, query) for run in _empty_runs(dates.months))


def _year_row(year: Period, dates: DateCounts, query: SearchQuery, top: int) -> YearRow:
    months = tuple(
        _month_cell(month, dates.months.get(month, 0), query, top)
        for month in (Period(year.year, number) for number in range(1, 13))
    )
    count = dates.years[year]
    rest = count - sum(month.count for month in months)
    return YearRow(year.label, count, query.during(year).url(), months, rest)


def _month_cell(month: Period, count: int, query: SearchQuery, top: int) -> MonthCell:
    # The square root separates months with few articles from those with none and with many.
    level = math.ceil(LEVELS * math.sqrt(count / top)) if count else 0
    return MonthCell(str(month), month.label, count, query.during(month).url(), level)


def _empty_runs(months: Mapping[Period, int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last month of each gap, in months since the year 0."""
    filled = sorted(month.year * 12 + month.month - 1 for month, n in months.items() if n)
    for before, after in pairwise(filled):
        if after - before > 1:
            yield before + 1, after - 1


def _gap(run: tuple[int, int], years: Mapping[Period, int], query: SearchQuery) -> Gap:
    first, last = (Period(number // 12, number % 12 + 1) for number in run)
    whole = range(-(-run[0] // 12), (run[1] + 1) // 12)
    return Gap(
        label=first.label if first == last else f"{first.label} to {last.label}",
        first=str(first),
        last=str(last),
        length=run[1] - run[0] + 1,
        count=sum(years.get(Period(year), 0) for year in whole),
        url=query.between(str(first), str(last)).url(),
    )
