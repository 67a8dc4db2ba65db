"""When a web page says it was published: in its metadata, and as printed on it.

The publication day is the outlet's own. Metadata often gives the moment in universal time,
which may be the next day; the day printed on the page then decides. A day that stands in a
caption, in a sentence or beside words such as "next" or "since" is none of publishing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from corpus.extraction.date_text import DateOrder
from corpus.extraction.dates.date_field import read_date_field
from corpus.extraction.dates.date_order import order_of_host, order_of_language
from corpus.parsers.web.page_metadata import stated_dates
from corpus.parsers.web.printed_dates import Printed, marked_dates, printed_dates, words_with_day
from corpus.records import DateOrigin

_UNIVERSAL = re.compile(r"(?:Z|[+-]00:?00|GMT|UTC)\s*$")
_ADDRESS_DAY = re.compile(r"/(20\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})/")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.](\d{2})(?!\d)(?::\d{2})?(?:\.\d+)?\s?([ap]\.?m)?", re.I)
_STATED = 0.95
# Names under which libraries of texts give the day of something else as often as not.
_WEAK_NAMES = ("dc.", "dcterms.", "date:", "citation_")
_WEAKLY_STATED = 0.8
_CONTRADICTED = 0.6
_PRINTED = {"published": 0.82, "unlabelled": 0.75, "updated": 0.5}
_MARKED = {"published": 0.7, "unlabelled": 0.6, "updated": 0.45}
_MAX_SHOWN_CHARS = 80
_LOOSE = 0.45
_FOUND = 0.35
# In universal time these hours are another day in most of America, or in East Asia.
_EARLY_HOUR, _LATE_HOUR = 7, 22
# No outlet is further behind universal time, or further ahead of it than 14 hours.
_MAX_HOURS_BEHIND, _MIN_HOUR_AHEAD = 9, 10
_OF_A_CHANGE = "It is the day of a change; no day of publishing is told."
_MARKED_ONLY = "It stands elsewhere on the page than beside the heading."
_FOUND_ONLY = "It is known only from the address of a picture or link on the page."
_WEAK_ONLY = "Only a field says so that many pages fill with another day."
_UNIVERSAL_ONLY = "Metadata tells it in universal time; the outlet's own day may be another."


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date as a page states it, where, and how far it is to be trusted.

    `value` is a day, or what the page says where it may be two days.
    """

    value: str
    evidence: str
    origin: DateOrigin = "metadata"
    confidence: float = _STATED
    caution: str = ""


def page_date(tree: HtmlElement, searched: str = "", url: str = "") -> PageDate | None:
    """Return when a page was published, or None where it does not say.

    `searched` is a day found by a library anywhere on the page, the last resort. `url` is
    the page's address.
    """
    order = order_of_language(tree.get("lang") or "", "")
    if not order[0]:
        order = order_of_host(url)
    stated = _stated(tree, order[0])
    printed = list(printed_dates(tree, order[0]))
    if stated:
        return _of_stated(stated, printed, url)
    for found, trusts in ((printed, _PRINTED), (list(marked_dates(tree, order[0])), _MARKED)):
        if best := _best(found):
            caution = _MARKED_ONLY if trusts is _MARKED else ""
            if best.kind == "updated":
                caution = _OF_A_CHANGE
            return PageDate(best.value, best.evidence, "header", trusts[best.kind], caution)
    return _verified(tree, searched)


def _of_stated(stated: Sequence[PageDate], printed: Sequence[Printed], url: str) -> PageDate:
    """Choose among what metadata says, with the printed day where that is the outlet's own."""
    best = stated[0]
    beside = [
        _as_page_date(one)
        for one in sorted(printed, key=lambda one: one.kind != "published")
        if one.kind != "updated" and not _UNIVERSAL.search(one.evidence)
    ]
    universal = bool(_UNIVERSAL.search(best.evidence))
    if universal:
        local = [other for other in stated if not _UNIVERSAL.search(other.evidence)]
        own = next((one for one in (*beside, *local) if _is_own_day(one, best)), None)
        if own:
            return replace(
                own, confidence=_WEAKLY_STATED, caution=f"Metadata says “{best.evidence}”."
            )
    of_change = [_as_page_date(one) for one in printed if one.kind == "updated"]
    for other in (*stated[1:], *(beside or of_change)[:1]):
        if _days_apart(other, best) > 1:
            place = (
                "Metadata also says" if other.origin == "metadata" else "Beside the heading stands"
            )
            said = f"{place} “{other.evidence}”."
            return replace(best, confidence=_CONTRADICTED, caution=said)
    weak = best.confidence < _STATED
    confirmed = any(_days_apart(one, best) == 0 for one in beside) or _in_address(url, best)
    if universal and not confirmed and _near_midnight(best.evidence):
        return replace(best, confidence=_WEAKLY_STATED, caution=_UNIVERSAL_ONLY)
    if weak and not confirmed:
        return replace(best, caution=_WEAK_ONLY)
    return best


def _as_page_date(one: Printed) -> PageDate:
    return PageDate(one.value, one.evidence, "header", _PRINTED[one.kind])


def _best(found: Sequence[Printed]) -> Printed | None:
    """The day of publishing, else one of which nothing is said, else that of a change."""
    for kind in ("published", "unlabelled", "updated"):
        for one in found:
            if one.kind == kind:
                return one
    return None


def _stated(tree: HtmlElement, order: DateOrder) -> list[PageDate]:
    """What metadata says, most to be trusted first: a date of each kind, two of the head."""
    linked, head, marked = (
        [one for name, value in group if (one := _read(name, value, order))]
        for group in stated_dates(tree)
    )
    return [*linked[:1], *head[:2]] or marked[:1]


def _read(name: str, value: str, order: DateOrder) -> PageDate | None:
    read = read_date_field(value, order, dt.date.today().year)
    if read is None or not read.year or not read.day or read.problem:
        return None
    shown = " ".join(value.split())[:_MAX_SHOWN_CHARS]
    evidence = f"{name}: {shown}"
    confidence = _WEAKLY_STATED if f"{name}:".startswith(_WEAK_NAMES) else _STATED
    if read.other is not None:
        return PageDate(shown, evidence, confidence=confidence)
    try:
        day = dt.date(read.year, read.month, read.day)
    except ValueError:
        return None
    return PageDate(str(day), evidence, confidence=confidence)


def _verified(tree: HtmlElement, searched: str) -> PageDate | None:
    """Return a day that a library found, unless only a sentence or a caption has it."""
    try:
        day = dt.date.fromisoformat(searched)
    except ValueError:
        return None
    for words, alone in words_with_day(tree, day):
        kind = alone.kind if alone else "other"
        if kind == "other":
            return None
        caution = _OF_A_CHANGE if kind == "updated" else _MARKED_ONLY
        return PageDate(searched, words, "header", _LOOSE, caution)
    for element in tree.iter():
        for address in (element.get("content"), element.get("src"), element.get("href")):
            if address and _is_day(address, day):
                return PageDate(str(day), address[:120], "header", _FOUND, _FOUND_ONLY)
    return None


def _is_day(address: str, day: dt.date) -> bool:
    found = _ADDRESS_DAY.search(address.lower())
    if not found:
        return False
    month = found[2]
    named = f"{day:%b}".lower() == month
    return (
        int(found[1]) == day.year
        and (named or month.lstrip("0") == str(day.month))
        and int(found[3]) == day.day
    )


def _in_address(url: str, one: PageDate) -> bool:
    try:
        return _is_day(f"{url.lower()}/", dt.date.fromisoformat(one.value))
    except ValueError:
        return False


def _near_midnight(evidence: str) -> bool:
    hour = _CLOCK.search(evidence)
    moment = int(hour[1]) if hour else 12
    # Midnight itself is how days without an hour are written.
    return (moment <= _EARLY_HOUR or moment >= _LATE_HOUR) and "00:00:00" not in evidence


def _is_own_day(one: PageDate, universal: PageDate) -> bool:
    """Whether a day is that of a moment in universal time by the clock of some place."""
    if _days_apart(one, universal) != 1:
        return False
    clock, universal_clock = _CLOCK.search(one.evidence), _CLOCK.search(universal.evidence)
    if not universal_clock:
        return True
    moment = 60 * _hour(universal_clock) + int(universal_clock[2])
    if not clock:
        before = one.value < universal.value
        return moment <= _MAX_HOURS_BEHIND * 60 if before else moment >= _MIN_HOUR_AHEAD * 60
    local = 60 * _hour(clock) + int(clock[2])
    # Places differ from universal time by quarters of an hour.
    return min((local - moment) % 15, (moment - local) % 15) <= 1


def _hour(clock: re.Match[str]) -> int:
    half = (clock[3] or "").lower()[:1]
    hour = int(clock[1])
    return hour % 12 + (12 if half == "p" else 0) if half else hour


def _days_apart(one: PageDate, other: PageDate) -> int:
    try:
        return abs((dt.date.fromisoformat(one.value) - dt.date.fromisoformat(other.value)).days)
    except ValueError:  # One may be two days.
        return 0
