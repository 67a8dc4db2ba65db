"""The prefix operators `name:` of the query language, in one table.

To add one: write how it applies (a field for the words that follow, or a function from
the text that follows to a node), give it its names here, and a line to the help page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from search.periods import is_duration, parse_range
from search.query import DateRange, Node, Nothing, Span

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class InField:
    """The words that follow, alone or in a group, are looked for in `field`."""

    field: str


@dataclass(frozen=True, slots=True)
class Exact:
    """The words that follow match in this form only."""


@dataclass(frozen=True, slots=True)
class Value:
    """What follows is no word but a value; `node` raises ValueError where it cannot read it."""

    node: Callable[[str, dt.date, Span], Node]


Prefixed = InField | Exact | Value


def _before(text: str, today: dt.date, span: Span) -> Node:
    first, _ = parse_range(text, today)
    if first is None or first == dt.date.min:
        return Nothing()
    return DateRange(None, first - ONE_DAY, span)


def _after(text: str, today: dt.date, span: Span) -> Node:
    first, last = parse_range(text, today)
    if is_duration(text):  # after:7d is newer than seven days
        return DateRange(first, None, span)
    if last is None or last == dt.date.max:
        return Nothing()
    return DateRange(last + ONE_DAY, None, span)


def _date(text: str, today: dt.date, span: Span) -> Node:
    first, last = parse_range(text, today)
    return DateRange(first, last, span)


PREFIXES: dict[str, Prefixed] = {
    "=": Exact(),
    "title": InField("title"),
    "text": InField("text"),
    "source": InField("source"),
    "author": InField("author"),
    "before": Value(_before),
    "after": Value(_after),
    "date": Value(_date),
}
