"""Nodes on facts about an article: its length, its date, its id; all articles and none."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
from dataclasses import dataclass

from search.query.nodes.base import NO_SPAN, Operator, Predicate, QueryNode, Span
from search.query.periods import Period
from search.query.wording import listed, quoted


class _Restriction(QueryNode):
    __slots__ = ()

    @property
    def restricts(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Length(_Restriction):
    """Articles whose text has `min_words` to `max_words` words, both included; None is open."""

    min_words: int
    max_words: int | None
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    def predicate(self) -> Predicate:
        return Predicate("of", f"{self._range()} words")

    def _range(self) -> str:
        if self.max_words is None:
            return f"at least {self.min_words:,}"
        if self.min_words == self.max_words:
            return f"exactly {self.min_words:,}"
        upper = f"{self.max_words:,}"
        return f"{self.min_words:,} to {upper}" if self.min_words else f"at most {upper}"

    def query_text(self, match: Operator = "all") -> str:
        return f"words:{self.min_words}..{'*' if self.max_words is None else self.max_words}"


@dataclass(frozen=True, slots=True)
class Language(_Restriction):
    """Articles in a language: `code` is of ISO 639 ("de", also for "de-AT"), "" for an unknown one.

    `name` is what a sentence calls it.
    """

    code: str
    name: str = dataclasses.field(default="", compare=False)
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    def holds(self, label: str) -> bool:
        """Return whether an article with the language `label` is meant."""
        label = label.lower()
        return label == self.code or (bool(self.code) and label.startswith(f"{self.code}-"))

    def predicate(self) -> Predicate:
        return Predicate("in", self.name or self.code or "an unknown language")

    def query_text(self, match: Operator = "all") -> str:
        return f"lang:{self.code or 'unknown'}"


@dataclass(frozen=True, slots=True)
class YearDay(_Restriction):
    """Articles dated to this day of any year."""

    month: int
    day: int
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    def predicate(self) -> Predicate:
        month = calendar.month_name[self.month]
        return Predicate("published", f"on {self.day} {month} of any year")

    def query_text(self, match: Operator = "all") -> str:
        return f"on:{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class DateRange(_Restriction):
    """Articles whose whole date lies from `first` to `last`, both included; None is open."""

    first: dt.date | None
    last: dt.date | None
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    def predicate(self) -> Predicate:
        return Predicate("published", self._days())

    def _days(self) -> str:
        first, last, period = self.first, self.last, self._period()
        if period:
            return f"on {period.label}" if period.day else f"in {period.label}"
        if first and last:
            return f"from {Period.of(first, 'day').label} to {Period.of(last, 'day').label}"
        if first:
            return f"on or after {Period.of(first, 'day').label}"
        return f"on or before {Period.of(last, 'day').label}" if last else "on a known date"

    def query_text(self, match: Operator = "all") -> str:
        period = self._period()
        if period:
            return f"date:{period}"
        return f"date:[{self.first or '*'} TO {self.last or '*'}]"

    def _period(self) -> Period | None:
        """Return the year, month or day that the two days begin and end."""
        first = self.first
        if first is None:
            return None
        candidates = (Period.of(first, interval) for interval in ("year", "month", "day"))
        return next((p for p in candidates if (p.first, p.last) == (first, self.last)), None)


@dataclass(frozen=True, slots=True)
class Ids(QueryNode):
    """The articles with these ids; no query text means them."""

    ids: tuple[int, ...]
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    def predicate(self) -> Predicate:
        return Predicate("numbered", listed([str(number) for number in self.ids], word="or"))

    def query_text(self, match: Operator = "all") -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Everything(QueryNode):
    """All articles, each with score 0."""

    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    def predicate(self) -> Predicate:
        return Predicate("with", "anything")

    def sentence(self) -> str:
        return "All articles."

    def query_text(self, match: Operator = "all") -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Nothing(_Restriction):
    """No article. `unread` is a part of the query that could not be read, if that is why."""

    unread: str = dataclasses.field(default="", compare=False)
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    def predicate(self) -> Predicate:
        if self.unread:
            return Predicate("with", f"{quoted(self.unread)}, which cannot be read")
        return Predicate("with", "a date that cannot be")

    def sentence(self) -> str:
        if self.unread:
            return f"No article: {quoted(self.unread)} cannot be read."
        return "No article: the dates leave none."

    def query_text(self, match: Operator = "all") -> str:
        return "before:0001"
