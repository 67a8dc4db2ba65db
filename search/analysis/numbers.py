"""Numbers with separators, by the habits of the language they stand in.

    1,500  1'500    1500        in English            1.5     1.5
    1.500           1500        in German             1,5     1.5

A separator that stands twice parts thousands in any language; of two different ones the last
is the decimal one.
"""

from __future__ import annotations

import re

_SEPARATED = re.compile(r"(\d+)((?:[.,'’]\d+)+)(.*)", re.DOTALL)
_ONE_GROUP = re.compile(r"\d+([.,])\d{3}")
#: Thousands, or as India counts.
_GROUPS = re.compile(r"\d{1,3}(?:(?P<sign>[.,'])\d{2,3})(?:(?P=sign)\d{2,3})*(?<=\d{3})")
#: Whose decimal sign is a point; all others write a comma.
_DECIMAL_POINT = frozenset(["en", "zh", "ja", "ko", "th", "he", "hi", "ne", "ga", "ta"])


def writes_decimal_point(stemming: str) -> bool:
    """Return whether a language, by its stemming, writes 1.5: English is ""."""
    return not stemming or stemming in _DECIMAL_POINT


def plain_number(token: str, *, decimal_point: bool = True) -> str:
    """Return a number without separators of thousands, its decimal sign a point.

    Anything else is returned as it is; 12.11.2020 is no number but a date.
    """
    found = _SEPARATED.fullmatch(token) if token[:1].isdigit() else None
    if found is None:
        return token
    number = found[1] + found[2].replace("’", "'")
    return _without_separators(number, decimal_point) + found[3]


def readings(token: str) -> tuple[str, ...]:
    """Return what a number may mean, whoever writes it: 1.500 is 1500, or 1.5 and no more."""
    both = (plain_number(token), plain_number(token, decimal_point=False))
    return tuple(dict.fromkeys(both))


def _without_separators(number: str, decimal_point: bool) -> str:
    one = _ONE_GROUP.fullmatch(number)
    if one is not None:
        thousands = (one[1] == ",") == decimal_point
        return number.replace(one[1], "" if thousands else ".")
    if _GROUPS.fullmatch(number) is not None and number[0] != "0":
        return re.sub(r"\D", "", number)
    signs = [char for char in number if not char.isdigit()]
    if signs.count(signs[-1]) > 1:
        return number.replace(",", ".")
    whole, _, fraction = number.rpartition(signs[-1])
    return f"{re.sub(r'[^0-9]', '', whole)}.{fraction}"
