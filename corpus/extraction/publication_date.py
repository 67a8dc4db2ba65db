"""When an article was published: who says so, how precisely, and who is believed.

Every place that may tell gives candidates; the believable one with the highest
confidence wins. Nothing is ever completed from today's date or a file's time stamp:
a dateline's "Feb 22" becomes a day only where a trustworthy candidate tells the year, and
"04/05/2021" only where something else tells which of its two days is meant.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.extraction.date_text import DateOrder, WrittenDate
from corpus.extraction.dates.date_candidates import CONFIDENCE, Candidate, candidates
from corpus.records import ESTIMATE_YEARS, DateOrigin, PublishedDate, RawRecord

# Further apart, two places that tell a date contradict each other: an edition, a time zone or
# an update make days of difference, a wrong date months or years.
_MAX_DAYS_APART = 31
_TOLD_BY: dict[DateOrigin, str] = {
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
_FIRST_NEWSPAPER = 1605
# An older day is believed where a person wrote it down as the date.
_EARLIEST_YEAR = {"header": 1000, "metadata": 1000}
_CLOCK = re.compile(r"(?<!\d)(\d{2}):\d{2}(?!\d)")
# No outlet is further behind universal time, or further ahead of it than 14 hours.
_MAX_HOURS_BEHIND, _MIN_HOUR_AHEAD = 9, 10
_UNIVERSAL = re.compile(r"\d(?:Z|[+-]00:?00| ?(?:GMT|UTC))\s*$")


def date_article(
    raw: RawRecord,
    lines: Sequence[str],
    file_name: str,
    today: dt.date,
    order: tuple[DateOrder, str] = ("", ""),
) -> PublishedDate:
    """Choose when an article was published. `lines` are those of its text, cleaned.

    `file_name` may have folders before it; `order` tells how it writes days in numbers, and
    why that is known. Raises ValueError where the file states a day that the calendar does
    not have: its owner should know, as it can only be a mistake.
    """

    def believed(one: Candidate) -> bool:
        return not _examined(one, today).doubt

    return choose(list(candidates(raw, lines, file_name, today, order, believed=believed)), today)


def choose(found: Sequence[Candidate], today: dt.date) -> PublishedDate:
    """Return the date of the most trustworthy candidate that can be believed.

    A finer candidate that lies within a coarser one above it refines it: 2022 and then
    "Feb 22" is 22 February 2022. Raises ValueError for a stated day that does not exist.
    """
    examined = sorted((_examined(one, today) for one in found), key=lambda one: -one.trust)
    examined = [_resolved(one, examined, today) for one in examined]
    believed = [one for one in examined if not one.doubt and one.other is None]
    best = next((one for one in believed if one.year), None)
    if best is None:
        return PublishedDate(doubt=_told_doubt(examined, None))
    best = _own_day(best, believed)
    for finer in believed:
        if best.day:
            break
        best = _refined(best, finer, today)
    return PublishedDate(
        day=dt.date(best.year, best.month or 1, best.day or 1),
        precision=best.precision,
        origin=best.origin,
        evidence=best.evidence,
        doubt=_told_doubt(examined, best) or best.caution,
        confidence=round(best.trust, 2),
    )


def _resolved(one: Candidate, all_of_them: Sequence[Candidate], today: dt.date) -> Candidate:
    """Decide between the two days of a candidate, where another place or the calendar can."""
    if one.other is None or not one.year:
        return one
    readings = [
        replace(one, other=None),
        replace(one, month=one.other[0], day=one.other[1], other=None),
    ]
    possible = [reading for reading in readings if not _examined(reading, today).doubt]
    if len(possible) == 1:
        return replace(possible[0], evidence=f"{one.evidence}, as the other day is in the future")
    for place in all_of_them:
        if place.doubt or place.other is not None or not place.month:
            continue
        fitting = [reading for reading in readings if _agree(reading, place)]
        if len(fitting) == 1:
            reading = fitting[0]
            order = "day first" if reading is readings[0] else "month first"
            told = f"{one.evidence}, {order} as {_TOLD_BY[place.origin]} says “{place.evidence}”"
            return replace(reading, evidence=told)
    return one


def _agree(reading: Candidate, place: Candidate) -> bool:
    """Whether a place says what a reading says, as far as it says anything."""
    return all(
        not said or said == meant
        for said, meant in (
            (place.year, reading.year),
            (place.month, reading.month),
            (place.day, reading.day),
        )
    )


def _own_day(best: Candidate, believed: Sequence[Candidate]) -> Candidate:
    """Prefer the outlet's own day in the address to a moment in universal time a day off."""
    if best.origin != "metadata" or not best.day or not _UNIVERSAL.search(best.evidence):
        return best
    for one in believed:
        if one.origin == "url" and one.day and _is_day_elsewhere(one, best):
            return replace(one, caution=f"Metadata says “{best.evidence}”.")
    return best


def _is_day_elsewhere(one: Candidate, best: Candidate) -> bool:
    """Whether a moment in universal time is another place's day before or after."""
    ahead = _span(one)[0].toordinal() - _span(best)[0].toordinal()
    clock = _CLOCK.search(best.evidence)
    if abs(ahead) != 1 or not clock:
        return abs(ahead) == 1
    hour = int(clock[1])
    return hour <= _MAX_HOURS_BEHIND if ahead < 0 else hour >= _MIN_HOUR_AHEAD


def _told_doubt(examined: Sequence[Candidate], best: Candidate | None) -> str:
    """Say which other place contradicts the chosen date, or is as good and cannot be right."""
    for one in examined:
        weighty = best is None or one.trust >= best.trust
        if one.doubt and weighty and (one.year or not one.month):
            return _said(one)
        if one.other is not None and weighty and one.year:
            return f"{_place(one)} says “{one.evidence}”, which may be {_both_days(one)}."
        # A line of the text is no match for a stated date: news is full of days to come.
        if one.doubt or one.other or best is None:
            continue
        if one.in_line and best.trust >= CONFIDENCE["metadata"]:
            continue
        if one.year and _days_between(one, best) > _MAX_DAYS_APART:
            return _said(one)
    return ""


def _both_days(one: Candidate) -> str:
    """The two days that numbers may mean, in words."""
    month, day = one.other or (1, 1)
    days = (dt.date(one.year, one.month, one.day), dt.date(one.year, month, day))
    return " or ".join(f"{day.day} {calendar.month_name[day.month]} {day.year}" for day in days)


def _said(one: Candidate) -> str:
    """Say what a place states, and why it is not believed."""
    return f"{_place(one)} says “{one.evidence}”{one.doubt and f', {one.doubt}'}."


def _place(one: Candidate) -> str:
    place = "a line near the top" if one.in_line else _TOLD_BY[one.origin]
    return f"{place[0].upper()}{place[1:]}"


def _days_between(one: Candidate, other: Candidate) -> int:
    """How many days lie between the last day that one may mean and the first of the other."""
    (first, last), (from_day, to_day) = _span(one), _span(other)
    return max((from_day - last).days, (first - to_day).days)


def _span(one: Candidate) -> tuple[dt.date, dt.date]:
    """The first and the last day that a candidate with a year may mean."""
    if one.vague:
        before, after = (0, 9) if one.vague == "decade" else (ESTIMATE_YEARS, ESTIMATE_YEARS)
        first, last = max(dt.MINYEAR, one.year - before), min(dt.MAXYEAR, one.year + after)
        return dt.date(first, 1, 1), dt.date(last, 12, 31)
    month = one.month or 12
    last_day = one.day or calendar.monthrange(one.year, month)[1]
    return dt.date(one.year, one.month or 1, one.day or 1), dt.date(one.year, month, last_day)


def _refined(coarse: Candidate, finer: Candidate, today: dt.date) -> Candidate:
    """Return the finer date where both can be true, else the coarse one."""
    if not finer.day or not finer.month:
        return coarse
    if coarse.vague:  # A day needs a year of its own: none of these years is certain.
        first, last = _span(coarse)
        return finer if finer.year and first <= _span(finer)[0] <= last else coarse
    if finer.year not in (0, coarse.year):
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
    if one.doubt:
        return one
    if not WrittenDate(one.evidence, one.year, one.month, one.day).exists:
        stated = one.origin in ("header", "metadata") and not one.in_line
        if stated and one.year and one.month:
            raise ValueError(f"{one.evidence!r}: the calendar has no such day")
        return replace(one, doubt="the calendar has no such day")
    if (one.year, one.month, one.day) in _PLACEHOLDERS:
        return replace(one, doubt="a placeholder")
    if one.year and one.year < _EARLIEST_YEAR.get(one.origin, _FIRST_NEWSPAPER):
        return replace(one, doubt="before the first newspaper")
    # A day's grace: it is tomorrow already in some places.
    latest = today + dt.timedelta(days=1)
    if one.year and dt.date(one.year, one.month or 1, one.day or 1) > latest:
        return replace(one, doubt="in the future")
    return one
