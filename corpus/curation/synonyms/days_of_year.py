"""Days of the year in the forms in which newspapers write them."""

from __future__ import annotations

from collections.abc import Iterator

#: The words that stand for all days in the list of equal words.
DAYS = ("11 September", "September 11", "11 Sept.", "Sept. 11", "11 Sep", "Sep 11")

_MONTHS = (
    ("January", "Jan", 31),
    ("February", "Feb", 29),
    ("March", "Mar", 31),
    ("April", "Apr", 30),
    ("May", "", 31),
    ("June", "Jun", 30),
    ("July", "Jul", 31),
    ("August", "Aug", 31),
    ("September", "Sept Sep", 30),
    ("October", "Oct", 31),
    ("November", "Nov", 30),
    ("December", "Dec", 31),
)


def days_of_year() -> Iterator[tuple[str, ...]]:
    """Yield the forms of each of the 366 days: with month or day first, in full and short."""
    for name, short, days in _MONTHS:
        names = (name, *short.split())
        for day in range(1, days + 1):
            yield tuple(form for each in names for form in (f"{day} {each}", f"{each} {day}"))
