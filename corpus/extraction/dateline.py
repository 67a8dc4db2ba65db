"""Datelines: "MOSCOW/WASHINGTON, Feb 22 (Reuters) -", where a report was filed, when, for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.extraction.date_text import MONTH_PATTERN

_CAPITALS = r"[^\W\d_a-zß-öø-ÿа-яё]"
_PLACE = rf"{_CAPITALS}(?:{_CAPITALS}|[ .'’/,&-]){{1,70}}?"
# The hyphen belongs to the names alone: a text of hyphens has then one way to be read.
_MIXED_PLACE = rf"{_CAPITALS}[\w.'’-]+(?:[ /]{_CAPITALS}[\w.'’-]+){{0,3}}(?:, [A-Z][\w.]+)?"
_DATE = (
    rf"(?:(?:{MONTH_PATTERN})\.? \d{{1,2}}|\d{{1,2}}\.? (?:de |di )?(?:{MONTH_PATTERN})\.?)"
    r"(?:,? (?:de )?\d{4})?"
)
# Some agencies write themselves small.
_AGENCY = rf"(?:{_CAPITALS}[\w.&’' -]{{1,40}}(?:/[\w. ]{{1,30}})?|dpa|epd|kna|sid|sda|apa|ots)"
_HAN = r"[\u3400-\u9fff]"
_DASH = r"(?:--|[-–—―_])"
_DATELINE = (
    rf"\s*(?:"
    # MOSCOW/WASHINGTON, Feb 22 (Reuters) –    SALVADOR, Feb 26 -    BEIJING (AP) _
    rf"(?P<place>{_PLACE})(?:[,.]? (?P<date>{_DATE}))?,?(?: \((?P<agency>{_AGENCY})\))?\s*{_DASH}"
    # LONDON, Feb. 4, 2022 /PRNewswire/ --    МОСКВА, 4 февраля. /ТАСС/.
    rf"|(?P<place5>{_PLACE})(?:[,.]? (?P<date5>{_DATE}))?[.,]? /(?P<agency5>{_AGENCY})/"
    rf"(?:\.|\s*{_DASH})"
    # Moscow, February 22 (TASS) —    Paris (AFP) –
    rf"|(?P<place2>{_MIXED_PLACE})(?:,? (?P<date2>{_DATE}))?,? \((?P<agency2>{_AGENCY})\)\s*{_DASH}"
    # Moscow, Feb 22 –
    rf"|(?P<place3>{_MIXED_PLACE}), (?P<date3>{_DATE})\s+{_DASH}"
    # (Reuters) -
    rf"|\((?P<agency4>{_AGENCY})\)\s*{_DASH}"
    rf")(?=\s|$)"
    # 北京，2月24日（新华社）——
    rf"|\s*(?P<place6>{_HAN}{{2,20}})[，,] ?(?P<date6>(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日)"
    rf"(?:[（(](?P<agency6>{_HAN}[\w ]{{1,40}})[）)])?\s*[-—–]{{1,2}}"
)
# One of these ends every dateline.
_SIGNS = re.compile(r"[-–—―_/]")
_ONLY_A_DATE = rf"{_DATE}|.*\d.*"


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline states; `end` is where it stops, in characters.

    A place and a dash alone may also begin a headline: that is not `certain`.
    """

    place: str
    date: str
    agency: str
    end: int

    @property
    def certain(self) -> bool:
        return bool(self.date or self.agency)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: month names in all languages make it long."""
    return re.compile(pattern)


def read_dateline(line: str) -> Dateline | None:
    """Read the dateline that a line begins with, or None."""
    head = line[:160]
    # Most lines have no sign of one: to see that costs less than to look up what was read.
    return _read(head) if _SIGNS.search(head) else None


@lru_cache(maxsize=256)
def _read(head: str) -> Dateline | None:
    """Read a line's first characters; several readers ask about the same lines."""
    found = _compiled(_DATELINE).match(head)
    if not found:
        return None
    # Only one of the forms has matched.
    said = {name.rstrip("23456"): text for name, text in found.groupdict().items() if text}
    place, date, agency = (said.get(name, "").strip() for name in ("place", "date", "agency"))
    if _compiled(_ONLY_A_DATE).fullmatch(agency):  # WASHINGTON (Feb. 4) -
        date, agency = date or agency, ""
    return Dateline(place.rstrip(" ,"), date.rstrip("."), agency, found.end())
