"""The list of equal words: what comes with the program, and what editors added or switched off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

from django.db.models import Count, Max

from corpus.curation.synonyms.british_american import british_american_pairs
from corpus.curation.synonyms.days_of_year import DAYS, days_of_year
from corpus.curation.synonyms.transliterations import transliterations
from corpus.models import SynonymSet
from corpus.models.synonyms.synonym_set import synonym_key

Origin = Literal["editor", "spelling", "name", "day"]


@dataclass(frozen=True, slots=True)
class EqualWords:
    """A set of equal words; `origin` says whether an editor added it, or which list has it.

    Of origin `day` there is one: it stands for the forms of all days of the year.
    """

    key: str
    words: tuple[str, ...]
    origin: Origin
    active: bool = True

    def __str__(self) -> str:
        return " = ".join(self.words)


class ListVersion(NamedTuple):
    """What changes whenever the list does."""

    sets: int
    updated: dt.datetime | None


def list_version() -> ListVersion:
    """Return the version of the list. One small query."""
    return ListVersion(**SynonymSet.objects.aggregate(sets=Count("pk"), updated=Max("updated")))


def equal_words() -> list[EqualWords]:
    """Return the whole list, what editors added first. One query."""
    rows = {row.key: row for row in SynonymSet.objects.all()}
    shipped = shipped_sets()
    own = [
        EqualWords(row.key, tuple(row.words), "editor", row.active)
        for row in rows.values()
        if row.key not in shipped
    ]
    known = (
        replace(one, active=rows[one.key].active) if one.key in rows else one
        for one in shipped.values()
    )
    return [*own, *known]


def spellings(sets: Iterable[EqualWords]) -> Iterator[tuple[str, ...]]:
    """Yield the words of the active sets, those of days for each day of the year."""
    for one in sets:
        if one.active and one.origin == "day":
            yield from days_of_year()
        elif one.active:
            yield one.words


@cache
def shipped_sets() -> dict[str, EqualWords]:
    """Return the sets that come with the program, by key."""
    lists: tuple[tuple[Origin, Iterable[tuple[str, ...]]], ...] = (
        ("day", [DAYS]),
        ("spelling", british_american_pairs()),
        ("name", transliterations()),
    )
    return {
        key: EqualWords(key, words, origin)
        for origin, sets in lists
        for words in sets
        if (key := synonym_key(words))
    }
