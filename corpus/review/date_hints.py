"""The dates that a text mentions, each in its sentence, as choices of an editor."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from corpus.curation.date_entry import written
from corpus.extraction.date_text import WrittenDate, hints
from corpus.review.base import Choice

#: As many as there are keys for.
MAX_CHOICES = 9
_MAX_AROUND_CHARS = 160
_SENTENCE_ENDS = re.compile(r"[.!?…]['\"”’)]*\s+|\n+")


def date_choices(
    texts: Iterable[str], *, without: Iterable[str] = ()
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Return the dates of some texts: those that can be accepted, and those without a year.

    Each date is named once, and those `without` not at all. A date without its year is only
    ever shown: no year is put to it.
    """
    seen = {"", *without}
    whole: list[Choice] = []
    partial: list[Choice] = []
    for choice in _choices(texts):
        if choice.value and choice.value in seen:
            continue
        seen.add(choice.value)
        (whole if choice.value else partial).append(choice)
    return numbered(whole), tuple(partial[:MAX_CHOICES])


def numbered(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return the first choices with the keys 1 to 9."""
    return tuple(
        Choice(str(number), one.value, one.label, one.before, one.text, one.after)
        for number, one in zip(range(1, MAX_CHOICES + 1), choices, strict=False)
    )


def _choices(texts: Iterable[str]) -> Iterator[Choice]:
    for text in texts:
        for date in hints(text, most=2 * MAX_CHOICES):
            before, after = _around(text, date)
            label = _label(date) if date.year else date.text
            value = _iso(date) if date.year else ""
            yield Choice("", value, label, before, date.text, after)


def _label(date: WrittenDate) -> str:
    day = dt.date(date.year, date.month or 1, date.day or 1)
    return written(day, "day" if date.day else "month" if date.month else "year")


def _iso(date: WrittenDate) -> str:
    parts = [f"{date.year:04}"] + [f"{part:02}" for part in (date.month, date.day) if part]
    return "-".join(parts)


def _around(text: str, date: WrittenDate) -> tuple[str, str]:
    """Return what stands before and after a date in its sentence, cut where that is long."""
    before = text[max(0, date.start - _MAX_AROUND_CHARS) : date.start]
    after = text[date.end : date.end + _MAX_AROUND_CHARS]
    ends = list(_SENTENCE_ENDS.finditer(before))
    if ends:
        before = before[ends[-1].end() :]
    elif date.start > _MAX_AROUND_CHARS:
        before = "…" + before
    end = _SENTENCE_ENDS.search(after)
    if end:
        after = after[: end.end()].rstrip()
    elif date.end + _MAX_AROUND_CHARS < len(text):
        after += "…"
    return before, after
