"""Calendar periods (a year, a month or a day), and dates as readers type them.

Query language, date form, facets and histogram share them.
Standard library only.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

Interval = Literal["year", "month", "day"]

#: First and last day, both included; None is open.
DayRange = tuple[dt.date | None, dt.date | None]

_ONE_DAY = dt.timedelta(days=1)
_DURATION = re.compile(r"([1-9]\d{0,5})([dwmy])", re.ASCII)
_RANGE = re.compile(r"(?<!\s)\s+to\s+|\.\.", re.IGNORECASE)
_MONTHS = [name.lower() for name in calendar.month_name]
# As `_plain` writes them: 4-february-2022, february-4,-2022, feb.-2022.
_IN_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?-)?([a-z]{3,9})\.?(?:-(\d{1,2})(?:st|nd|rd|th)?)?,?-(\d{4})",
    re.ASCII,
)
_IN_FIGURES = re.compile(r"(?:(\d{1,2})([-.]))?(\d{1,2})[-.](\d{4})", re.ASCII)
_TOGETHER = re.compile(r"([12]\d{3})([01]\d)([0-3]\d)", re.ASCII)  # 20220204
_YEARS = re.compile(r"([12]\d{3})\s*[-\u2013]\s*([12]\d{3})", re.ASCII)
_DECADE = re.compile(r"(?:the-)?([12]\d{2})0['’]?s", re.ASCII)
# 189?, 189x; 18??, 18xx.
_OPEN_YEAR = re.compile(r"([12]\d{2})[?x]|([12]\d)(?:\?\?|xx)", re.ASCII)
_CENTURY = re.compile(r"(?:the-)?(1?\d|2[01])(?:st|nd|rd|th)-century", re.ASCII)
# 2022-q1, 2022q1, q1-2022, 1st-quarter-of-2022; h for halves.
_PART = re.compile(
    r"([12]\d{3})-?([qh])([1-4])|([qh])([1-4])-([12]\d{3})"
    r"|([1-4])(?:st|nd|rd|th)-(quarter|half)(?:-of)?-([12]\d{3})",
    re.ASCII,
)
# 2022-w05, 2022w05-4, w5-2022, week-5-of-2022.
_WEEK = re.compile(
    r"([12]\d{3})-?w(\d{1,2})(?:-([1-7]))?|(?:w|week-?)(\d{1,2})(?:-of)?-([12]\d{3})", re.ASCII
)
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year (`month` and `day` 0), a month (`day` 0) or a day of the Gregorian calendar."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError where no such period exists."""
        if self.day and not self.month:
            raise ValueError("a day needs its month")
        dt.date(self.year, self.month or 1, self.day or 1)

    def __hash__(self) -> int:
        # Counts are kept by period: hashing the three numbers as a tuple takes twice as long.
        return (self.year * 13 + self.month) * 32 + self.day

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2022`, `2022-02` or `2022-02-04`; raise ValueError for anything else."""
        written = _WRITTEN.match(text.strip())
        if not written:
            raise ValueError(f"not a year, month or day: {text!r}")
        return cls(*(int(part) for part in written.groups() if part))

    @classmethod
    def of(cls, day: dt.date, interval: Interval) -> Period:
        """Return the year, month or day that `day` lies in."""
        if interval == "year":
            return cls(day.year)
        if interval == "month":
            return cls(day.year, day.month)
        return cls(day.year, day.month, day.day)

    @property
    def interval(self) -> Interval:
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first(self) -> dt.date:
        """The first day of the period."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day of the period."""
        if self.day:
            return self.first
        month = self.month or 12
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def parent(self) -> Period | None:
        """The month of a day, the year of a month, None for a year."""
        if self.day:
            return Period(self.year, self.month)
        return Period(self.year) if self.month else None

    @property
    def label(self) -> str:
        """For readers: `2022`, `February 2022`, `4 February 2022`."""
        if not self.month:
            return str(self.year)
        month = f"{calendar.month_name[self.month]} {self.year}"
        return f"{self.day} {month}" if self.day else month

    def __str__(self) -> str:
        """As written in URLs and queries: `2022`, `2022-02`, `2022-02-04`."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def read_period(text: str) -> Period | None:
    """Read a year, month or day as a reader types it; None for anything else.

    Besides `2022-02-04` also `2022/2/4`, `4 February 2022`, `Feb 4, 2022`, `Feb 2022`,
    `02/2022`, `4.2.2022` and `14/02/2022`. Raise ValueError for a day that does not exist,
    and for `4/2/2022`, which may be two.
    """
    plain = _plain(text)
    if _WRITTEN.match(plain):
        return _existing(*map(int, plain.split("-")), text=text)
    if words := _IN_WORDS.fullmatch(plain):
        months = [i for i, name in enumerate(_MONTHS) if i and name.startswith(words[2])]
        if not months or (words[1] and words[3]):
            return None
        return _existing(int(words[4]), months[0], int(words[1] or words[3] or 0), text=text)
    if figures := _IN_FIGURES.fullmatch(plain):
        day, month, year = int(figures[1] or 0), int(figures[3]), figures[4]
        if figures[2] == "-" and month > 12 >= day:
            day, month = month, day
        elif figures[2] == "-" and day <= 12 and day != month:
            raise ValueError(
                f"{_shown(text)} may be two days: write {year}-{month:02}-{day:02} "
                f"or {year}-{day:02}-{month:02}."
            )
        return _existing(int(year), month, day, text=text)
    return None


def _existing(*parts: int, text: str) -> Period:
    """Return the period of a year, month and day; raise ValueError with a sentence on `text`."""
    try:
        return Period(*parts)
    except ValueError:
        raise ValueError(f"There is no date {_shown(text)}.") from None


def _plain(text: str) -> str:
    """Return a date in lower case with `-` between its parts."""
    return "-".join(re.split(r"[\s_/-]+", text.strip().lower()))


def interval_for(first: dt.date, last: dt.date) -> Interval:
    """Return the histogram's interval: at most about 75 bars for the span."""
    days = (last - first).days + 1
    if days <= 62:
        return "day"
    return "month" if days <= 75 * 30 else "year"


def parse_range(text: str, today: dt.date) -> DayRange:
    """Read a date or a range of dates as a reader types it.

    `2022`, `2022-02`, `4 Feb 2022` ... (see `read_period`) are that period; `today`,
    `yesterday`, `this-week`, `last-month` ... are whole calendar days, weeks (from Monday),
    months and years; `1890s` or `189?` is a decade,
    `19th century` a century, `2022-Q1` or `Q1 2022` a quarter, `2022-H1` a half,
    `2022-W05` or `week 5 2022` a week of ISO 8601;
    `7d`, `2w`, `3m`, `1y` are that long up to and including `today`;
    `2021 TO 2022-03` (or `2021..2022-03`; of years also `2021-2022`) runs from the first day
    of the one to the last day of the other, with `*` for no end; "" is open on both sides.
    Case and spaces around do not matter.

    Raise ValueError, with a sentence for the reader, for anything else.
    """
    years = _YEARS.fullmatch(text.strip())
    ends = list(years.groups()) if years else _RANGE.split(text.strip())
    if len(ends) != 2:
        return _parse_one(text, today)
    first, last = _parse_one(ends[0], today)[0], parse_last(ends[1], today)
    if first and last and last < first:
        raise ValueError(f"The range {_shown(text)} ends before it begins.")
    return first, last


def parse_last(text: str, today: dt.date) -> dt.date | None:
    """Read a date as the end of a range, both included; None is open.

    As `parse_range`, but `7d` is the day seven days before `today`: `30d TO 7d`.
    """
    if is_duration(text):
        first = _parse_one(text, today)[0]
        return first - _ONE_DAY if first and first > dt.date.min else first
    return _parse_one(text, today)[1]


def is_duration(text: str) -> bool:
    """Return whether `text` is a duration such as `7d`."""
    return _DURATION.fullmatch(text.strip().lower()) is not None


def _parse_one(text: str, today: dt.date) -> DayRange:
    written = _plain(text)
    if written in ("", "*"):
        return None, None
    if together := _TOGETHER.fullmatch(written):
        text = "-".join(together.groups())
    period = read_period(text)
    if period:
        return period.first, period.last
    if several := _several(written, text):
        return several
    duration = _DURATION.fullmatch(written)
    try:
        if duration:
            return _days_back(today, int(duration[1]), duration[2]) + _ONE_DAY, today
        named = _named(written, today)
    except (ValueError, OverflowError):
        raise ValueError(f"There is no date {_shown(text)}.") from None
    if named:
        return named
    raise ValueError(
        f"{_shown(text)} is not a date. Dates are written 2022, 2022-02, 2022-02-04, "
        "4 Feb 2022, 1890s, 2022-Q1, 2022-W05, 7d or last-month."
    )


def _several(written: str, text: str) -> tuple[dt.date, dt.date] | None:
    """Read a century, a decade, a quarter, a half or a week; None for anything else.

    Raise ValueError for a week or half that does not exist.
    """
    if years := _run_of_years(written):
        return dt.date(years[0], 1, 1), dt.date(years[1], 12, 31)
    if part := _PART.fullmatch(written):
        year = int(part[1] or part[6] or part[9])
        unit, number = (part[2] or part[4] or part[8])[0], int(part[3] or part[5] or part[7])
        months = 3 if unit == "q" else 6
        last = _existing(year, number * months, text=text)
        return Period(year, (number - 1) * months + 1).first, last.last
    if week := _WEEK.fullmatch(written):
        year, number, day = int(week[1] or week[5]), int(week[2] or week[4]), int(week[3] or 0)
        try:
            first_day = dt.date.fromisocalendar(year, number, day or 1)
        except ValueError:
            raise ValueError(f"There is no date {_shown(text)}.") from None
        return first_day, first_day if day else first_day + dt.timedelta(days=6)
    return None


def _run_of_years(written: str) -> tuple[int, int] | None:
    """Return the first and last year of `1890s`, `189?`, `18??` and `19th-century`, or None."""
    if decade := _DECADE.fullmatch(written):
        return int(decade[1]) * 10, int(decade[1]) * 10 + 9
    if century := _CENTURY.fullmatch(written):
        last = int(century[1]) * 100
        return max(1, last - 99), max(1, last)
    if opened := _OPEN_YEAR.fullmatch(written):
        size = 10 if opened[1] else 100
        first = int(opened[1] or opened[2]) * size
        return first, first + size - 1
    return None


def _named(name: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return the days that `yesterday`, `last-week` ... name; None for no such name."""
    which, _, unit = name.partition("-")
    if which in ("today", "yesterday") and not unit:
        day = today if which == "today" else today - _ONE_DAY
        return day, day
    if which not in ("this", "last"):
        return None
    if unit == "week":
        monday = today - dt.timedelta(days=today.weekday() + (7 if which == "last" else 0))
        return monday, monday + dt.timedelta(days=6)
    if unit in ("month", "year"):
        period = Period.of(today, "month" if unit == "month" else "year")
        if which == "last":
            period = Period.of(period.first - _ONE_DAY, period.interval)
        return period.first, period.last
    return None


def _days_back(today: dt.date, number: int, unit: str) -> dt.date:
    """Return the day `number` days, weeks, months or years before `today`."""
    if unit in "dw":
        return today - dt.timedelta(days=number * (7 if unit == "w" else 1))
    month = today.year * 12 + today.month - 1 - number * (12 if unit == "y" else 1)
    period = Period(month // 12, month % 12 + 1)
    return min(period.last, period.first + dt.timedelta(days=today.day - 1))


def _shown(text: str) -> str:
    short = " ".join(text.split())
    return f"“{short if len(short) <= 40 else short[:39] + '…'}”"
