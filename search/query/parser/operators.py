"""The prefix operators `name:` of the query language, in one table.

To add one: write how it applies (fields for the words that follow, a function from the
text that follows to a node ...), name it in PREFIXES, its other spellings in
`aliases`, and add a line to the help page.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf.locale import LANG_INFO

from corpus.extraction.language import code_of
from corpus.extraction.language_codes import CODE_OF_NAME, SHORTER
from search.query.nodes import (
    HIDDEN_FIELD,
    LEAD_FIELD,
    DateRange,
    Language,
    Length,
    Like,
    Node,
    Nothing,
    Span,
    YearDay,
)
from search.query.parser.aliases import PREFIX_ALIASES, SEGMENT_ALIASES
from search.query.periods import is_duration, parse_last, parse_range
from search.query.wording import quoted

_TIMES = re.compile(r"(?:atleast|atl)([0-9]{1,3})")
_YEAR_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")
_COMPARED = re.compile(r"([<>]=?)(.+)", re.DOTALL)
_NUMBER = re.compile(r"([<>]=?|)\s*([0-9]{1,9})")
_NUMBERS = re.compile(r"([0-9]{1,9})\s*(?:\.\.|-|TO)\s*([0-9]{1,9}|\*)", re.IGNORECASE)
_ARTICLE = re.compile(r"[0-9]{1,18}")
_LEAP_YEAR = 2000
_NO_LANGUAGE = ("unknown", "none", "und")
_LANGUAGES = frozenset((*CODE_OF_NAME.values(), *SHORTER.values()))
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class InFields:
    """The words that follow, alone or in a group, are looked for in any of `fields`.

    None is title and text.
    """

    fields: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Exact:
    """The words that follow match in this form only."""


@dataclass(frozen=True, slots=True)
class Value:
    """What follows is no word but a value; `node` raises ValueError where it cannot read it."""

    node: Callable[[str, dt.date, Span], Node]


@dataclass(frozen=True, slots=True)
class Times:
    """The words and phrases that follow must each stand so often."""

    count: int


Prefixed = InFields | Exact | Value | Times


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


def _since(text: str, today: dt.date, span: Span) -> Node:
    return DateRange(parse_range(text, today)[0], None, span)


def _through(text: str, today: dt.date, span: Span) -> Node:
    return DateRange(None, parse_last(text, today), span)


def _date(text: str, today: dt.date, span: Span) -> Node:
    compared = _COMPARED.fullmatch(text)
    if compared:
        return _SIDES[compared[1]](compared[2], today, span)
    first, last = parse_range(text, today)
    return DateRange(first, last, span)


_SIDES = {">": _after, ">=": _since, "<": _before, "<=": _through}


def _on(text: str, today: dt.date, span: Span) -> Node:
    written = _YEAR_DAY.fullmatch(text.strip())
    if not written:
        return DateRange(*parse_range(text, today), span)
    month, day = int(written[1]), int(written[2])
    try:
        dt.date(_LEAP_YEAR, month, day)
    except ValueError:
        raise ValueError(f"There is no day {quoted(text)} in any year.") from None
    return YearDay(month, day, span)


def _words(text: str, today: dt.date, span: Span) -> Node:
    written = _NUMBER.fullmatch(text.replace(",", "").strip())
    if written:
        sign, number = written[1], int(written[2])
        if sign in (">", ">="):
            return Length(number + (sign == ">"), None, span)
        if sign in ("<", "<="):
            return Length(0, max(0, number - (sign == "<")), span)
        return Length(number, number, span)
    bounds = _NUMBERS.fullmatch(text.replace(",", "").strip())
    if not bounds:
        raise ValueError(
            f"{quoted(text)} is no number of words. It is written words:>800, words:<300 "
            "or words:300..800."
        )
    least, most = int(bounds[1]), None if bounds[2] == "*" else int(bounds[2])
    if most is not None and most < least:
        raise ValueError(f"The range {quoted(text)} ends before it begins.")
    return Length(least, most, span)


def _like(text: str, today: dt.date, span: Span) -> Node:
    if not _ARTICLE.fullmatch(text.strip()):
        raise ValueError(
            f"{quoted(text)} is no article's number. It is written like:123, with the number "
            "in the address of the article's page."
        )
    return Like(int(text), span=span)


def _language(text: str, today: dt.date, span: Span) -> Node:
    written = " ".join(text.split()).casefold()
    if written in _NO_LANGUAGE:
        return Language("", span=span)
    code = code_of(written)
    if code not in _LANGUAGES:
        raise ValueError(
            f"{quoted(text)} is no language known here. It is written lang:de or lang:German."
        )
    return Language(code, str(LANG_INFO.get(code, {}).get("name", code)), span)


PREFIXES: dict[str, Prefixed] = {
    "=": Exact(),
    "title": InFields(("title",)),
    "text": InFields(("text",)),
    "source": InFields(("source",)),
    "author": InFields(("author",)),
    "lead": InFields((LEAD_FIELD,)),
    "hidden": InFields((HIDDEN_FIELD,)),
    "raw": InFields((None, HIDDEN_FIELD)),
    "before": Value(_before),
    "after": Value(_after),
    "since": Value(_since),
    "through": Value(_through),
    "date": Value(_date),
    "on": Value(_on),
    "words": Value(_words),
    "lang": Value(_language),
    "like": Value(_like),
}


def canonical(written: str) -> str | None:
    """Return the name of the prefix operator written as `written`, None for none.

    Case does not matter, other programs' names are known, and fields may be listed:
    `HD,author` is `title,author`.
    """
    names = [name.lower() for name in written.split(",")]
    names = [part for name in names for part in PREFIX_ALIASES.get(name, name).split(",")]
    times = _TIMES.fullmatch(names[0])
    if times and len(names) == 1:
        return f"atleast{int(times[1])}"
    prefixes = [PREFIXES.get(name) for name in names]
    if None in prefixes or (len(names) > 1 and not all(isinstance(p, InFields) for p in prefixes)):
        return None
    return ",".join(dict.fromkeys(names))


def segment_alias(written: str) -> str | None:
    """Return the prefix operator that a name right before a parenthesis stands for."""
    name = written.lower()
    return SEGMENT_ALIASES.get(name) or (canonical(name) if _TIMES.fullmatch(name) else None)


def prefix_operator(name: str) -> Prefixed:
    """Return the operator of a canonical name."""
    if times := _TIMES.fullmatch(name):
        return Times(int(times[1]))
    if "," not in name:
        return PREFIXES[name]
    fields = (PREFIXES[one] for one in name.split(","))
    return InFields(tuple(f for p in fields if isinstance(p, InFields) for f in p.fields))
