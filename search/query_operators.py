"""The prefix operators `name:` of the query language, in one table.

To add one: write how it applies (a field for the words that follow, or a function from
the text that follows to a node), name it in PREFIXES, its other spellings in
`query_aliases`, and add a line to the help page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from search.periods import is_duration, parse_range
from search.query import DateRange, Node, Nothing, Span
from search.query_aliases import PREFIX_ALIASES

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class InFields:
    """The words that follow, alone or in a group, are looked for in any of `fields`."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exact:
    """The words that follow match in this form only."""


@dataclass(frozen=True, slots=True)
class Value:
    """What follows is no word but a value; `node` raises ValueError where it cannot read it."""

    node: Callable[[str, dt.date, Span], Node]


Prefixed = InFields | Exact | Value


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
    "title": InFields(("title",)),
    "text": InFields(("text",)),
    "source": InFields(("source",)),
    "author": InFields(("author",)),
    "before": Value(_before),
    "after": Value(_after),
    "date": Value(_date),
}


def canonical(written: str) -> str | None:
    """Return the name of the prefix operator written as `written`, None for none.

    Case does not matter, other programs' names are known, and fields may be listed:
    `HD,author` is `title,author`.
    """
    names = [name.lower() for name in written.split(",")]
    names = [PREFIX_ALIASES.get(name, name) for name in names]
    prefixes = [PREFIXES.get(name) for name in names]
    if None in prefixes or (len(names) > 1 and not all(isinstance(p, InFields) for p in prefixes)):
        return None
    return ",".join(dict.fromkeys(names))


def prefix_operator(name: str) -> Prefixed:
    """Return the operator of a canonical name."""
    if "," not in name:
        return PREFIXES[name]
    fields = (PREFIXES[one] for one in name.split(","))
    return InFields(tuple(f for p in fields if isinstance(p, InFields) for f in p.fields))
