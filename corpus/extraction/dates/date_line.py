"""Lines that tell when an article was published: "By Anna Writer | 4 February 2021, 6.15 GMT"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.extraction.date_text import DateOrder, WrittenDate, all_dates_in
from corpus.extraction.dates.date_labels import DateKind, kind_of, label_spans
from corpus.extraction.dates.month_names import WEEKDAYS
from corpus.extraction.dates.name_folding import fold_name
from corpus.extraction.dates.other_calendars import ascii_digits

MAX_DATE_LINE_CHARS = 160
_MAX_NAME_WORDS = 6
_MAX_WORDS_BESIDE = 12
_MAX_CASELESS_CHARS = 16
_CLOCK = re.compile(
    r"\(?(?:GMT|UTC) ?[+-] ?\d{1,2}(?::?\d{2})?\)?|[+-]\d{2}:?\d{2}(?!\d)"
    r"|T?\d{1,2}(?:[:.hH]|時|시 ?)\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?:分|분)?(?:Z\b)?"
    r"(?:\s?(?:[ap]\.?\s?m\b\.?|uhr\b|hrs?\b|h\b))?"
    r"|(?<!\d)\d{1,2}\s?(?:[ap]\.?m\b\.?|uhr\b|hrs?\b|h\b)|(?:오전|오후|上午|下午|午前|午後)",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\d+\s?[-–]?(?:min(?:ute)?s?\.?|m|minuten|minuti|minutos)"
    r"\s?(?:read|reading|lesezeit|de lectur[ae]|de leitura|di lettura|lesedauer)?"
    r"|\d[\d,.]* (?:comments?|views?|shares?|reads?|words?|replies|likes?|kommentare?)"
    r"|(?:no|leave a|add) comments?|just now"
    r"|(?:an? |\d+ )?(?:second|minute|hour|day|week|month|year)s? ago"
    r"|(?:for immediate release|press release|pressemitteilung|communiqué de presse)\b"
    r"|(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\b"
    r"|(?:p(?:age|p)?\.?|vol(?:ume)?\.?|no\.?|nr\.?|issue|price|pages?) ?[A-Z]{0,2}\d[\w-]*"
    r"|\d+ 字",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?:(?<!\s)\s+)?(?:[|•·–—,;:()\[\]<>«»/►▶■●◆~]|(?<!\w)[-.]|[-.](?!\w))\s*")
_SMALL_WORDS = (
    "a à al alle am an and as at às by da das de dei del den der des di do dos du e ed el em "
    "en et est for i il im in kl klo la las le les los lúc o och of ob og om on op ore os par "
    "por pm r sa the to um und van vid vom von y z г год года г. р року д j m d h hrs uhr "
    "o'clock noon midnight time local from via и в о у на ngày lúc sáng chiều hôm pukul jam "
    "wib με στις στο على في"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_WORD = re.compile(r"[^\W\d_][\w.'’&+-]*")
_CASELESS = re.compile(
    r"[\u0590-\u08ff\u0900-\u10ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_DIGIT = re.compile(r"\d")
_PROSE_END = re.compile(r"[a-zà-ÿ]{3,}[.!?]\s*$|[!?…]")


@dataclass(frozen=True, slots=True)
class LineDate:
    """A date of a line, what its words say it is, and whether the line is about nothing else."""

    date: WrittenDate
    kind: DateKind
    alone: bool


def line_dates(line: str, order: DateOrder = "", latest_year: int = 0) -> Iterator[LineDate]:
    """Yield the dates of a line that holds little more than dates, names and times.

    Lines of prose have none. `order` and `latest_year` are as in `all_dates_in`.
    """
    if not _has_digit(line):
        return
    line = " ".join(line.split())
    if not 6 <= len(line) <= MAX_DATE_LINE_CHARS:
        return
    dates = [date for date in all_dates_in(line, order, latest_year) if date.month]
    if not dates:
        return
    beside = _beside(line, dates)
    if not _is_plain(beside):
        return
    alone = not _WORD.search(" ".join(_names(beside)))
    end = 0
    for number, date in enumerate(dates):
        until = dates[number + 1].start if number + 1 < len(dates) else len(line)
        yield LineDate(date, kind_of(line[end : date.start], line[date.end : until]), alone)
        end = date.end


def _has_digit(line: str) -> bool:
    if _DIGIT.search(line):
        return True
    return not line.isascii() and any(map(str.isdigit, line))


def _beside(line: str, dates: list[WrittenDate]) -> str:
    """What stands beside dates, their labels, times and counts."""
    kept = list(line)
    for start, end in (*((date.start, date.end) for date in dates), *label_spans(line)):
        kept[start:end] = "," * (end - start)
    rest = ascii_digits("".join(kept))
    return _COUNTS.sub(",", _CLOCK.sub(",", rest))


def _names(beside: str) -> list[str]:
    """The names among the words: without weekdays, zones and small words."""
    parts = []
    for part in _PARTS.split(beside):
        words = [word for word in part.split() if not _is_small(word)]
        if words:
            parts.append(" ".join(words))
    return parts


def _is_small(word: str) -> bool:
    folded = fold_name(word)
    if word.casefold() in _SMALL or len(folded) <= 1 or _weekdays().issuperset(folded.split("-")):
        return True
    return (word.isupper() and word.isalpha() and 2 <= len(word) <= 4) or word.isdigit()


def _is_plain(beside: str) -> bool:
    """Whether these words are names of people, papers and places, not prose."""
    if _PROSE_END.search(beside):
        return False
    parts = _names(beside)
    if sum(len(_CASELESS.findall(part)) for part in parts) > 3 * _MAX_CASELESS_CHARS:
        return False
    words = [word for part in parts for word in part.split()]
    if len(words) > _MAX_WORDS_BESIDE or any(len(part.split()) > _MAX_NAME_WORDS for part in parts):
        return False
    return not any(_is_lower(word) for word in words)


def _is_lower(word: str) -> bool:
    first = next((character for character in word if character.isalpha()), "")
    return first.islower() and not _CASELESS.search(word)


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(WEEKDAYS.split())
