"""URL parameters to a search query; bad values never cause an error.

Unknown parameters are ignored; invalid values are dropped with a notice.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from urllib.parse import quote_plus

from django.conf import settings
from django.http import QueryDict

from corpus.extraction.words.hyphenation import visible
from search.engines.base import LABEL_FACETS, LineOrder, WordOrder
from search.query.periods import parse_last, parse_range, read_period
from search.query.search_query import (
    LINES_PER_PAGE,
    PER_PAGE,
    SNIPPET_CHARS,
    SNIPPETS,
    SORTS,
    Label,
    SearchQuery,
    View,
)
from search.results.view_models import Notice

MAX_PER_PAGE = 100
MAX_LABELS = 50
MAX_APART = 30
_MAX_APART_CHARS = 80
MAX_SNIPPETS = 3
MIN_SNIPPET_CHARS, MAX_SNIPPET_CHARS = 80, 600
_MAX_LABEL_CHARS = 300
#: More pages than any archive has.
_MAX_PAGE = 10**9
_SHOWN_CHARS = 40
#: Bytes of the encoded query. Every link on the page repeats it, and many servers refuse
#: addresses of 8 KB.
_MAX_ENCODED_QUERY = 6_000

#: Orders of lines by the words around the match, from left to right.
WORD_ORDERS: tuple[WordOrder, ...] = ("3L", "2L", "1L", "match", "1R", "2R", "3R")

# NUL and lone surrogates break databases and encoders; other control characters are noise.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def clean(text: str, *, strip: bool = True) -> str:
    """Return `text` with control characters and lone surrogates as spaces."""
    plain = _UNWANTED.sub(" ", text)
    return plain.strip() if strip else plain


def from_params(params: QueryDict, today: dt.date) -> tuple[SearchQuery, tuple[Notice, ...]]:
    """Return the search of `params`, and notices on values that were dropped or changed."""
    reading = _Reading(params, today)
    undated = reading.flag("undated")
    date_from, date_to = reading.dates(undated)
    view = reading.view()
    usual = LINES_PER_PAGE if view == "kwic" else PER_PAGE
    query = SearchQuery(
        q=reading.words(),
        date_from=date_from,
        date_to=date_to,
        undated=undated,
        included=reading.labels(""),
        excluded=reading.labels("-"),
        sort=reading.sort(view),
        match="some" if reading.is_match_some() else "all",
        apart=reading.apart(),
        page=reading.number("page", 1, _MAX_PAGE),
        per_page=reading.number("per_page", usual, MAX_PER_PAGE),
        view=view,
        explain=reading.flag("explain"),
        share=reading.flag("share"),
        snippets=reading.number("snippets", SNIPPETS, MAX_SNIPPETS, min_value=0),
        snippet_chars=reading.number(
            "snippet_chars", SNIPPET_CHARS, MAX_SNIPPET_CHARS, min_value=MIN_SNIPPET_CHARS
        ),
    )
    return query, tuple(Notice(text, "address") for text in dict.fromkeys(reading.notices))


def explained_in(params: QueryDict) -> tuple[int | None, tuple[Notice, ...]]:
    """Return the id of the article whose score is explained (`why=7`), and a notice if invalid.

    It is no part of the search: links do not carry it.
    """
    text = clean(str(params.get("why") or ""))
    if not text or text == "0":
        return None, ()
    if re.fullmatch("[0-9]{1,19}", text):
        return int(text), ()
    notice = f"“why” is the number of an article, not “{_short(text)}”."
    return None, (Notice(notice, "address"),)


@dataclass(slots=True)
class _Reading:
    """One reading of the parameters, collecting notices."""

    params: QueryDict
    today: dt.date
    notices: list[str] = field(default_factory=list)

    def value(self, name: str) -> str:
        """Return the last value of `name`, as browsers that send two mean it."""
        return clean(str(self.params.get(name) or ""))

    def words(self) -> str:
        words = visible(self.value("q"))
        read = _fitting(words[: settings.SEARCH.max_query_chars]).strip()
        if read != words:
            self.notices.append(
                f"The query is too long; only its first {len(read):,} characters were read."
            )
        return read

    def dates(self, undated: bool) -> tuple[str, str]:
        """Return both ends of the date range in their written form, "" where open."""
        first, last = self._date("from"), self._date("to")
        if undated:
            if first or last:
                self.notices.append(
                    "A date range excludes undated articles, so the dates were ignored."
                )
            return "", ""
        if self._begins_too_late(first, last):
            if self._begins_too_late(last, first):
                self.notices.append(f"{last} is before {first}, so the end was ignored.")
                return first, ""
            self.notices.append(
                f"The date range ended before it began; it was read as {last} to {first}."
            )
            return last, first
        return first, last

    def _begins_too_late(self, first: str, last: str) -> bool:
        begin, end = parse_range(first, self.today)[0], parse_last(last, self.today)
        return begin is not None and end is not None and begin > end

    def _date(self, name: str) -> str:
        text = self.value(name).lower()
        if not text:
            return ""
        try:
            if parse_range(text, self.today) == (None, None):
                return ""
        except ValueError as error:
            self.notices.append(f"{error} It was ignored.")
            return ""
        return str(read_period(text) or text)

    def labels(self, prefix: str) -> tuple[Label, ...]:
        """Return the labels of all facets whose parameter is their name after `prefix`."""
        found = [
            (facet, clean(str(label))[:_MAX_LABEL_CHARS])
            for facet in LABEL_FACETS
            for label in self.params.getlist(prefix + facet)
        ]
        distinct = list(dict.fromkeys(found))
        if len(distinct) > MAX_LABELS:
            self.notices.append(f"Only the first {MAX_LABELS} of the filters were read.")
        return tuple(distinct[:MAX_LABELS])

    def apart(self) -> tuple[str, ...]:
        """Return the words that are not to be added to the query as equal words."""
        words = [clean(str(word))[:_MAX_APART_CHARS] for word in self.params.getlist("apart")]
        distinct = list(dict.fromkeys(filter(None, words)))
        if len(distinct) > MAX_APART:
            self.notices.append(f"Only the first {MAX_APART} of the words “apart” were read.")
        return tuple(distinct[:MAX_APART])

    def view(self) -> View:
        text = self.value("view").lower()
        if text not in ("", "articles", "kwic", "calendar"):
            self.notices.append(
                f"There is no view “{_short(text)}”; there are articles, "
                "a concordance (kwic) and a calendar."
            )
        return "kwic" if text == "kwic" else "calendar" if text == "calendar" else "articles"

    def sort(self, view: View) -> LineOrder:
        text = self.value("sort").lower()
        orders: tuple[LineOrder, ...] = (*SORTS, *WORD_ORDERS) if view == "kwic" else SORTS
        for order in orders:
            if text == order.lower():
                return order
        if text:
            by_words = "" if view != "kwic" else f", or by words ({', '.join(WORD_ORDERS)})"
            self.notices.append(
                f"There is no order “{_short(text)}”; results can be sorted by relevance, "
                f"recent, newest or oldest{by_words}."
            )
        return "relevance"

    def is_match_some(self) -> bool:
        text = self.value("match").lower()
        if text not in ("", "all", "some"):
            self.notices.append(f"“match” is all or some, not “{_short(text)}”; “all” is used.")
        return text == "some"

    def flag(self, name: str) -> bool:
        text = self.value(name).lower()
        if text not in ("", "0", "1", "true", "false", "on", "off", "yes", "no"):
            self.notices.append(f"“{name}” is 1 or absent, not “{_short(text)}”.")
        return text in ("1", "true", "on", "yes")

    def number(self, name: str, default: int, max_value: int, *, min_value: int = 1) -> int:
        """Return a number from `min_value` to `max_value`; values outside are clamped."""
        text = self.value(name)
        if not text:
            return default
        is_number = re.fullmatch("[0-9]+", text)
        if not is_number or (min_value == 1 and not text.strip("0")):
            self.notices.append(
                f"“{name}” is a number from {min_value}, not “{_short(text)}”; {default} is used."
            )
            return default
        digits = text.lstrip("0")
        # Compared by length first: a number of thousands of digits is never converted.
        number = max_value + 1 if len(digits) > len(str(max_value)) else int(digits or "0")
        if number > max_value and name != "page":
            self.notices.append(f"“{name}” goes up to {max_value}, so {max_value} is used.")
        if number < min_value:
            self.notices.append(f"“{name}” begins at {min_value}, so {min_value} is used.")
        return max(min_value, min(number, max_value))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"


def _fitting(text: str) -> str:
    """Return the start of `text` that fits into a URL."""
    if len(quote_plus(text)) <= _MAX_ENCODED_QUERY:
        return text
    sizes = list(accumulate(len(quote_plus(character)) for character in text))
    return text[: bisect_right(sizes, _MAX_ENCODED_QUERY)]
