"""When an article was published: who says so, how precisely, and who is believed.

Every place that may tell gives candidates; the believable one with the highest
confidence wins. Nothing is ever completed from today's date or a file's time stamp:
a dateline's "Feb 22" becomes a day only where a trustworthy candidate tells the year.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from corpus.extraction.date_text import WrittenDate, dates_in
from corpus.extraction.dateline import read_dateline
from corpus.records import DateOrigin, Precision, PublishedDate, RawRecord

_CONFIDENCE: dict[DateOrigin, float] = {
    "header": 1.0,
    "metadata": 0.95,
    "url": 0.85,
    "dateline": 0.8,
    "filename": 0.5,
}
# A line of the text that holds a date alone: less than a header, as the page may tell today's.
_DATE_LINE_CONFIDENCE = 0.75
# Further apart, two places that tell a date contradict each other: an edition, a time zone or
# an update make days of difference, a wrong date months or years.
_DAYS_APART = 31
_TOLD_BY = {
    "header": "the header",
    "metadata": "metadata",
    "url": "the address",
    "dateline": "the dateline",
    "filename": "the file name",
}
# Systems write these where they know no date.
_PLACEHOLDERS = {
    (1, 1, 1),
    (1601, 1, 1),
    (1899, 12, 30),
    (1899, 12, 31),
    (1900, 1, 1),
    (1969, 12, 31),
    (1970, 1, 1),
}
_EARLIEST_YEAR = 1605  # The first newspaper.

_ISO = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|(\d{2})(\d{2})(?:\d{6}$)?)?"
    r"(?=$|[T\s](?:$|\d{1,2}:?\d{2}|\d{6}))"
)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_URL_PATH = re.compile(
    r"(?:^|[/_.-])((?:19|20)\d{2})([/-])(\d{1,2})(?:\2(\d{1,2})(?!\d))?(?=/|-|_|\.|$)"
    r"|(?:^|[/_-])((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
_FILE_NAME = re.compile(
    r"(?<![0-9A-Za-z])((?:19|20)\d{2})(?:([-_.])(0?[1-9]|1[0-2])(?:\2(\d{1,2}))?"
    r"|()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?![0-9A-Za-z])"
)
_DATE_LINE = re.compile(
    r"(?:(?:published|posted|date|updated|last updated|veröffentlicht|stand|publié|publicado|"
    r"pubblicato|опубликовано)(?: on| le| am| el| il)?\s*:?\s*)?(?P<date>.*)",
    re.IGNORECASE,
)
_DATELINE_LINES = 3
_DATE_LINE_LINES = 6
_MOST_DATE_LINE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that some place states; 0 for what it leaves open.

    `confidence` runs from 0 to 1. `doubt` says why it is not believed, "" where it is.
    """

    origin: DateOrigin
    evidence: str
    year: int = 0
    month: int = 0
    day: int = 0
    confidence: float = 0.0
    doubt: str = ""

    @property
    def trust(self) -> float:
        """How much it is believed, where it is: its own confidence, or that of its origin."""
        return self.confidence or _CONFIDENCE[self.origin]

    @property
    def precision(self) -> Precision:
        if not self.year:
            return "none"
        return "day" if self.day else "month" if self.month else "year"


def date_article(
    raw: RawRecord, lines: Sequence[str], file_name: str, today: dt.date
) -> PublishedDate:
    """Choose when an article was published. `lines` are those of its text, cleaned.

    Raises ValueError where the file states a day that the calendar does not have: its
    owner should know, as it can only be a mistake.
    """
    return choose(list(candidates(raw, lines, file_name)), today)


def candidates(raw: RawRecord, lines: Sequence[str], file_name: str) -> Iterable[Candidate]:
    """Yield what each place says about the date of an article."""
    if stated := raw.metadata.get("header date"):
        yield from _stated("header", stated)
    if stated := raw.metadata.get("date"):
        for one in _stated("metadata", stated):
            yield replace(one, evidence=raw.metadata.get("date evidence", one.evidence))
    if url := raw.metadata.get("url"):
        yield from _from_url(url)
    yield from _from_lines(lines)
    if not raw.key:
        yield from _from_file_name(file_name)


def choose(found: Sequence[Candidate], today: dt.date) -> PublishedDate:
    """Return the date of the most trustworthy candidate that can be believed.

    A finer candidate that lies within a coarser one above it refines it: 2022 and then
    "Feb 22" is 22 February 2022. Raises ValueError for a stated day that does not exist.
    """
    examined = sorted((_examined(one, today) for one in found), key=lambda one: -one.trust)
    believed = [one for one in examined if not one.doubt]
    best = next((one for one in believed if one.year), None)
    if best is None:
        return PublishedDate(doubt=_told_doubt(examined, None))
    for finer in believed:
        if best.day:
            break
        best = _refined(best, finer, today)
    return PublishedDate(
        day=dt.date(best.year, best.month or 1, best.day or 1),
        precision=best.precision,
        origin=best.origin,
        evidence=best.evidence,
        doubt=_told_doubt(examined, best),
    )


def _told_doubt(examined: Sequence[Candidate], best: Candidate | None) -> str:
    """Say which other place contradicts the chosen date, or is as good and cannot be right."""
    for one in examined:
        if one.doubt and one.year and (best is None or one.trust >= best.trust):
            return _said(one)
        # A line of the text is no match for a stated date: news is full of days to come.
        if one.doubt or best is None or (one.confidence and best.trust >= _CONFIDENCE["metadata"]):
            continue
        if one.year and _days_between(one, best) > _DAYS_APART:
            return _said(one)
    return ""


def _said(one: Candidate) -> str:
    """Say what a place states, and why it is not believed."""
    place = "a line near the top" if one.confidence else _TOLD_BY[one.origin]
    return f"{place[0].upper()}{place[1:]} says “{one.evidence}”{one.doubt and f', {one.doubt}'}."


def _days_between(one: Candidate, other: Candidate) -> int:
    """How many days lie between the last day that one may mean and the first of the other."""
    (first, last), (from_day, to_day) = _span(one), _span(other)
    return max((from_day - last).days, (first - to_day).days)


def _span(one: Candidate) -> tuple[dt.date, dt.date]:
    """The first and the last day that a candidate with a year may mean."""
    month = one.month or 12
    last_day = one.day or calendar.monthrange(one.year, month)[1]
    return dt.date(one.year, one.month or 1, one.day or 1), dt.date(one.year, month, last_day)


def _refined(coarse: Candidate, finer: Candidate, today: dt.date) -> Candidate:
    """Return the finer date where both can be true, else the coarse one."""
    if not finer.day or not finer.month or finer.year not in (0, coarse.year):
        return coarse
    if coarse.month and coarse.month != finer.month:
        return coarse
    whole = replace(finer, year=coarse.year)
    if not finer.year:
        whole = replace(whole, evidence=f"{finer.evidence}; year from {_TOLD_BY[coarse.origin]}")
    try:
        return coarse if _examined(whole, today).doubt else whole
    except ValueError:  # 29 February in a year without one.
        return coarse


def _examined(one: Candidate, today: dt.date) -> Candidate:
    """Note a reason for doubt. Raises ValueError for a stated day that does not exist."""
    if not WrittenDate(one.evidence, one.year, one.month, one.day).exists:
        if one.origin in ("header", "metadata") and one.year and one.month:
            raise ValueError(f"{one.evidence!r}: the calendar has no such day")
        return replace(one, doubt="the calendar has no such day")
    if (one.year, one.month, one.day) in _PLACEHOLDERS:
        return replace(one, doubt="a placeholder")
    if one.year and one.year < _EARLIEST_YEAR:
        return replace(one, doubt="before the first newspaper")
    # A day's grace: it is tomorrow already in some places.
    latest = today + dt.timedelta(days=1)
    if one.year and dt.date(one.year, one.month or 1, one.day or 1) > latest:
        return replace(one, doubt="in the future")
    return one


def _stated(origin: DateOrigin, text: str) -> Iterable[Candidate]:
    """Read a field that means to be the date. The day is as printed, whatever its time zone."""
    value = re.sub(r"^\W*(?:date|dated|published|publication date|pubdate)\s*[:=]?\s*", "", text)
    value = value.strip()
    iso = _ISO.match(value.replace("/", "-").replace(".", "-") if value[:4].isdigit() else value)
    if iso:
        year, month, day = iso[1], iso[2] or iso[4], iso[3] or iso[5]
        if int(year):
            yield Candidate(origin, text, int(year), int(month or 0), int(day or 0))
        return
    if _EPOCH.fullmatch(value):
        seconds = float(value) / (1000 if len(value.partition(".")[0]) > 10 else 1)
        moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
        yield Candidate(origin, text, moment.year, moment.month, moment.day)
        return
    for written in dates_in(value):
        yield Candidate(origin, text, written.year, written.month, written.day)
        return


def _from_url(url: str) -> Iterable[Candidate]:
    try:
        found = _URL_PATH.search(unquote(urlsplit(url).path))
    except ValueError:  # "http://[", which is no address.
        return
    if found:
        year, month, day = found[1] or found[5], found[3] or found[6], found[4] or found[7]
        yield Candidate("url", found[0].strip("/-_."), int(year), int(month), int(day or 0))


def _from_lines(lines: Sequence[str]) -> Iterable[Candidate]:
    """Read the dateline, and lines near the top that hold nothing but a date."""
    written = [line for line in lines[:30] if line.strip()]
    for line in written[:_DATELINE_LINES]:
        dateline = read_dateline(line)
        for date in dates_in(dateline.date) if dateline else ():
            yield Candidate("dateline", date.text, date.year, date.month, date.day)
    for line in written[:_DATE_LINE_LINES]:
        rest = _DATE_LINE.fullmatch(line.strip()) if len(line) <= _MOST_DATE_LINE_CHARS else None
        for date in dates_in(rest["date"]) if rest else ():
            if date.day and rest and _only_a_date(rest["date"], date):
                yield Candidate(
                    *("header", line.strip(), date.year, date.month, date.day),
                    confidence=_DATE_LINE_CONFIDENCE,
                )


def _only_a_date(text: str, date: WrittenDate) -> bool:
    """Whether nothing but a weekday or a time of day stands beside a date."""
    beside = text[: date.start] + " " + text[date.end :]
    words = re.findall(r"[^\W\d_]+", beside)
    before = text[: date.start]
    return (
        ":" not in before and len(before) <= 15 and len(words) <= 3 and sum(map(len, words)) <= 15
    )


def _from_file_name(name: str) -> Iterable[Candidate]:
    found = _FILE_NAME.search(name)
    if found:
        year, month, day = found[1], found[3] or found[6], found[4] or found[7]
        yield Candidate("filename", found[0], int(year), int(month), int(day or 0))
