"""The calendar of a search: years of days, shaded by how many articles each has.

A year is drawn as weeks (columns, beginning on Monday) of seven days (rows). Days on which the
archive holds articles but none of the search are drawn pale, those without any as an outline.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext

from search.query.link_writer import date_links
from search.query.periods import Period
from search.query.search_query import SearchQuery
from search.results.counts import articles
from search.timeline.charts.chart_scale import TimeTick

#: Columns of the longest year, and levels of shading above 0.
WEEKS, LEVELS = 54, 5


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day with articles; `url` leads to exactly `count` of them. `week` and `weekday` from 0."""

    day: dt.date
    week: int
    weekday: int
    label: str
    count: int
    url: str
    level: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class CalendarRun:
    """Days of one weekday in neighbouring weeks that have articles, but none of the search."""

    week: int
    weekday: int
    length: int


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """`count` are the articles of the year, `rest` those of them that are known less exactly.

    `blank` are the places, as week and weekday, of the days for which the archive has no articles.
    """

    year: int
    count: int
    rest: int
    url: str
    days: tuple[CalendarDay, ...]
    quiet: tuple[CalendarRun, ...]
    blank: tuple[tuple[int, int], ...]
    months: tuple[TimeTick, ...]


def calendar_years(
    years: Mapping[Period, tuple[int, str]],
    found: Mapping[Period, int],
    archive: Mapping[Period, int],
    query: SearchQuery,
    chosen: dt.date | None = None,
) -> tuple[CalendarYear, ...]:
    """Return the `years`, newest first, with the days `found` and those of the `archive`.

    Each year comes with its count and the link to its articles; `chosen` is the day asked for.
    """
    top = max(found.values(), default=0)
    link = date_links(query.seen_as("articles"))
    made = []
    for year in sorted(years, reverse=True):
        days = tuple(
            _day(period, found[period], top, link, is_chosen=period.first == chosen)
            for period in sorted(found)
            if period.year == year.year
        )
        others = [p.first for p in archive if p.year == year.year and p not in found]
        made.append(
            CalendarYear(
                year=year.year,
                count=years[year][0],
                rest=years[year][0] - sum(day.count for day in days),
                url=years[year][1],
                days=days,
                quiet=tuple(_runs(others)),
                blank=tuple(_blank(year.year, {day.day for day in days} | set(others))),
                months=tuple(_months(year.year)),
            )
        )
    return tuple(made)


def week_of(day: dt.date) -> int:
    """Return the column of a day in its year: the number of Mondays before and on it, from 0."""
    first = dt.date(day.year, 1, 1).weekday()
    return (day.timetuple().tm_yday - 1 + first) // 7


def _day(
    period: Period,
    count: int,
    top: int,
    link: Callable[[str, str], str],
    *,
    is_chosen: bool,
) -> CalendarDay:
    day = period.first
    label = gettext("%(weekday)s, %(day)s: %(articles)s") % {
        "weekday": calendar.day_name[day.weekday()],
        "day": period.label,
        "articles": articles(count),
    }
    # The square root separates days with few articles from those with none and with many.
    level = math.ceil(LEVELS * math.sqrt(count / top))
    url = link(str(period), str(period))
    return CalendarDay(day, week_of(day), day.weekday(), label, count, url, level, is_chosen)


def _blank(year: int, held: set[dt.date]) -> Iterator[tuple[int, int]]:
    first = dt.date(year, 1, 1)
    for number in range((dt.date(year, 12, 31) - first).days + 1):
        day = dt.date.fromordinal(first.toordinal() + number)
        if day not in held:
            yield week_of(day), day.weekday()


def _runs(days: list[dt.date]) -> Iterator[CalendarRun]:
    places = sorted((day.weekday(), week_of(day)) for day in days)
    # Neighbours in a row share the difference between their week and their place in the list.
    numbered = enumerate(places)
    for (weekday, _), run in groupby(numbered, lambda pair: (pair[1][0], pair[1][1] - pair[0])):
        weeks = [week for _, (_, week) in run]
        yield CalendarRun(weeks[0], weekday, len(weeks))


def _months(year: int) -> Iterator[TimeTick]:
    for month in range(1, 13):
        week = week_of(dt.date(year, month, 1))
        yield TimeTick(week / WEEKS, calendar.month_abbr[month], "start")
