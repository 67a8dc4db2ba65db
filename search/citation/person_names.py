"""Names of authors as citations need them: family name apart from given names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

#: Words that belong to the family name behind them.
_PARTICLES = frozenset(
    [
        "af",
        "al",
        "bin",
        "d'",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "ten",
        "ter",
        "van",
        "von",
        "y",
        "zu",
    ]
)
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|MD|PhD)\.?", re.IGNORECASE)
# Scripts that write the family name first, or without spaces: such a name is never turned round.
_UNTURNED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# What an organisation is called, and no person.
_ORGANISATION = re.compile(
    r"\b(?:agency|associated|board|bureau|center|centre|committee|council|department|desk|institute"
    r"|ministry|news|newsroom|office|press|reporters|reuters|service|staff|team|times|university"
    r"|wire)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name: all of it, and its parts where it is a person's with both."""

    full: str
    family: str = ""
    given: str = ""
    suffix: str = ""

    @property
    def inverted(self) -> str:
        """The name as catalogues write it: "Vries, Ben de" or the whole."""
        if not self.family:
            return self.full
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)


@lru_cache(4096)
def person_name(name: str) -> PersonName:
    """Return the parts of a name in reading order; an organisation has none."""
    words = name.split()
    if len(words) < 2 or _UNTURNED.search(name) or _ORGANISATION.search(name):
        return PersonName(name)
    suffix = words.pop().rstrip(",") if _SUFFIX.fullmatch(words[-1]) else ""
    if len(words) < 2:
        return PersonName(name)
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    given = " ".join(words[:first]).rstrip(",")
    return PersonName(name, " ".join(words[first:]).rstrip(","), given, suffix)
