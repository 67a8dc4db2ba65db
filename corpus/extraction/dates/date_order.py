"""Whether days in numbers are written day first or month first: "04/02/2021".

One value that can be read in one way alone tells the order of its whole column; else the
language may, where all who write it agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from corpus.extraction.date_text import DateOrder
from corpus.extraction.dates.other_calendars import ascii_digits
from corpus.records import RawRecord

_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?![\d/-])")
_MAX_CHARS = 60
# Languages all of whose countries write the day first. English is not among them.
_OF_OPTION: dict[str, DateOrder] = {
    "dmy": "day first",
    "mdy": "month first",
    "ymd": "year first",
}
_DAY_FIRST_CODES = (
    "ar az be bg bn bs ca cs cy da de el es et fi fr ga gl he hi hr hy id is it ka kk lv mk ms mt "
    "nb nl nn no pl pt ro ru sk sl sq sr ta te th tr uk ur uz vi"
)
_DAY_FIRST = frozenset(_DAY_FIRST_CODES.split())
_DAY_FIRST_REGIONS = frozenset(
    ("gb", "uk", "ie", "au", "nz", "in", "za", "ng", "ke", "pk", "lk", "bd", "sg", "my")
)
_DAY_FIRST_HOSTS = frozenset(
    ("at", "be", "br", "ch", "cl", "de", "dk", "es", "fr", "gr", "it", "mx", "nl", "no", "pt", "ru")
)


@dataclass(slots=True)
class OrderTally:
    """Counts which orders the values of a column can have alone."""

    day_first: int = 0
    month_first: int = 0

    def note(self, value: str) -> None:
        """Count a value of the column."""
        found = _NUMBERS.search(ascii_digits(value[:_MAX_CHARS]))
        if found:
            first, second = int(found[1]), int(found[2])
            self.day_first += first > 12 >= second > 0
            self.month_first += second > 12 >= first > 0

    def order(self) -> tuple[DateOrder, str]:
        """Return the order that all telling values have, and why; "" where they disagree."""
        if self.day_first and not self.month_first:
            return "day first", _as_others(self.day_first)
        if self.month_first and not self.day_first:
            return "month first", _as_others(self.month_first)
        return "", ""


def _as_others(count: int) -> str:
    return f"as {count:,} other date{'s' if count > 1 else ''} of this file"


class ColumnOrders:
    """The orders of an import's files, as their records come.

    `stated` is the order a user gave for all: "dmy", "mdy", "ymd" or "".
    """

    def __init__(self, stated: str) -> None:
        self._stated = _OF_OPTION.get(stated, "")
        self._tallies: dict[str, OrderTally] = {}

    def note(self, file: str, raw: RawRecord) -> None:
        """Count what a record's date tells."""
        if file not in self._tallies:
            self._tallies[file] = OrderTally()
        self._tallies[file].note(raw.metadata.get("date", ""))

    def forget_all_but(self, file: str) -> None:
        """Forget what the dates of other files told: no more records of theirs will come."""
        self._tallies = {name: tally for name, tally in self._tallies.items() if name == file}

    def applied(self, file: str, raw: RawRecord) -> RawRecord:
        """Return a record with the order of its file, where that is known and matters."""
        if not _NUMBERS.search(ascii_digits(raw.metadata.get("date", "")[:_MAX_CHARS])):
            return raw
        order, reason = self._tallies[file].order() if file in self._tallies else ("", "")
        if self._stated:
            order, reason = self._stated, "as was stated for the import"
        if not order:
            return raw
        stated = raw.metadata | {"date order": order, "date order reason": reason}
        return replace(raw, metadata=stated)


def order_of_language(stated: str, told: str) -> tuple[DateOrder, str]:
    """Return the order in which all write the language, and why; "" where they do not agree.

    `stated` is as a file states it ("en-GB"), `told` a code ("en").
    """
    language, _, region = stated.strip().casefold().replace("_", "-").partition("-")
    code = told or language
    if code in _DAY_FIRST:
        return "day first", "as its language writes days"
    if code == "en" and language == "en" and region in _DAY_FIRST_REGIONS:
        return "day first", "as its country writes days"
    return "", ""


def order_of_host(url: str) -> tuple[DateOrder, str]:
    """Return the order in which the country of an address writes days, as far as that is sure."""
    host = urlsplit(url).hostname or ""
    country = host.rpartition(".")[2]
    if country in _DAY_FIRST_REGIONS or country in _DAY_FIRST_HOSTS:
        return "day first", "as its country writes days"
    return "", ""
