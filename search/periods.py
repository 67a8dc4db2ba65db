"""Calendar periods: a year, a month or a day, as a value.

The one notion of "when" shared by query language, date form, facets and histogram.
Standard library only.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

Interval = Literal["year", "month", "day"]

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


def interval_for(first: dt.date, last: dt.date) -> Interval:
    """Choose the histogram's step, so that a span gives at most about 75 bars."""
    days = (last - first).days + 1
    if days <= 62:
        return "day"
    return "month" if days <= 75 * 30 else "year"
