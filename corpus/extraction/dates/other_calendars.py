"""Days of other calendars and eras as days of ours, and the digits of other scripts.

Only calendars that are arithmetic are read; months that a sighting of the moon begins are not.
"""

from __future__ import annotations

import datetime as dt

from corpus.extraction.dates.name_folding import fold_name

#: The year before the first of each era.
ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "民國": 1911,
    "民国": 1911,
    "中華民國": 1911,
}
_BUDDHIST_YEARS = range(2400, 2700)
_BUDDHIST_OFFSET = 543
_PERSIAN_MONTHS = (
    "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند".split("|")  # noqa: SIM905
)
_PERSIAN = {fold_name(name): month for month, name in enumerate(_PERSIAN_MONTHS, start=1)}
_PERSIAN_YEARS = range(1250, 1499)
_PERSIAN_LEAPS = (1, 5, 9, 13, 17, 22, 26, 30)
_NEW_YEAR_1400 = dt.date(2021, 3, 21)
_ZEROS = (
    *(0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66),
    *(0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0xFF10),
)
_PLAIN: dict[int, int | str] = {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)}
_PLAIN |= str.maketrans("／．－：，　\u00a0\u202f\u2009", "/.-:,    ")
_HAN_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_HAN_DIGITS |= {"○": 0, "零": 0, "元": 1}


def ascii_digits(text: str) -> str:
    """Return a text of the same length, its digits, blanks and wide signs as in ASCII."""
    return text if text.isascii() else text.translate(_PLAIN)


def is_buddhist(year: int) -> bool:
    """Whether a year can only be counted from the death of the Buddha, as Thailand does."""
    return year in _BUDDHIST_YEARS


def from_buddhist(year: int) -> int:
    """The year of our era."""
    return year - _BUDDHIST_OFFSET


def persian_month(folded: str) -> int:
    """The number of a month of the Solar Hijri calendar, 0 where it is none."""
    return _PERSIAN.get(folded, 0)


def from_persian(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """Return a day of the Solar Hijri calendar as year, month, day of ours; None where unlikely.

    Eight of 33 years are leap years: right from 1206 to 1498.
    """
    if year not in _PERSIAN_YEARS or not 1 <= day <= 31:
        return None
    new_year = 365 * (year - 1400) + _persian_leaps(year) - _persian_leaps(1400)
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    found = _NEW_YEAR_1400 + dt.timedelta(days=new_year + before + day - 1)
    return found.year, found.month, found.day


def _persian_leaps(year: int) -> int:
    """How many leap years lie before a year."""
    cycles, rest = divmod(year - 1, 33)
    return 8 * cycles + sum(leap <= rest for leap in _PERSIAN_LEAPS)


def han_number(text: str) -> int:
    """Read 二〇二一, 十二, 二十一 or 三十 as a number."""
    if "十" not in text:
        return int("".join(str(_HAN_DIGITS[character]) for character in text))
    tens, _, ones = text.partition("十")
    return 10 * (_HAN_DIGITS[tens] if tens else 1) + (_HAN_DIGITS[ones] if ones else 0)
