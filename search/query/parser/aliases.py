"""Operators as other programs spell them: Nexis, Factiva, Google, mail programs.

A note tells the reader what such an operator was read as. Standard library only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

#: Names before a colon or an equals sign, and the prefix operators they stand for.
PREFIX_ALIASES = {
    "hd": "title",
    "hl": "title",
    "headline": "title",
    "ti": "title",
    "intitle": "title",
    "allintitle": "title",
    "sn": "source",
    "src": "source",
    "pub": "source",
    "publication": "source",
    "lp": "lead",
    "hlp": "title,lead",
    "hlead": "title,lead",
    "wc": "words",
    "by": "author",
    "byline": "author",
    "au": "author",
    "body": "text",
    "intext": "text",
    "allintext": "text",
    "newer": "after",
    "newer_than": "after",
    "until": "before",
    "older": "before",
    "older_than": "before",
    "year": "date",
    "dt": "date",
    "pd": "date",
    "pdate": "date",
    "published": "date",
    "language": "lang",
}

#: Names right before a parenthesis: Nexis's segments.
SEGMENT_ALIASES = {
    "headline": "title",
    "title": "title",
    "byline": "author",
    "publication": "source",
    "body": "text",
    "lead": "lead",
    "hlead": "title,lead",
    "date": "date",
    "language": "lang",
}

#: Signs between operands.
AND_SIGNS = ("AND", "&", "&&")
OR_SIGNS = ("OR", "|", "||")
NOT_SIGNS = ("NOT", "ANDNOT")

_ANY_ORDER = re.compile(r"(?:w/|n/|near/?|~|around\(|/)([0-9]{1,5})\)?", re.IGNORECASE)
_IN_ORDER = re.compile(r"(?:pre/|onear/?|adj/?|w|\+)([0-9]{1,5})", re.IGNORECASE)
_NEAR_WORDS = 10


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close operands must be: within `distance` words, or in one sentence or paragraph."""

    distance: int = 0
    ordered: bool = False
    unit: Literal["word", "sentence", "paragraph"] = "word"


_IN_CAPITALS = {
    "NEAR": Closeness(_NEAR_WORDS),
    "ADJ": Closeness(ordered=True),
    "SAME": Closeness(unit="paragraph"),
}
_UNITS = {
    **dict.fromkeys(("/s", "+s", "w/s", "w/sent"), Closeness(unit="sentence")),
    **dict.fromkeys(("/p", "+p", "w/p", "w/para"), Closeness(unit="paragraph")),
}


def proximity(word: str) -> Closeness | None:
    """Read `w/5`, `near5`, `pre/5` (in this order), `/s`, `SAME` ...; None for other words."""
    named = _IN_CAPITALS.get(word) or _UNITS.get(word.lower())
    if named:
        return named
    if found := _ANY_ORDER.fullmatch(word):
        return Closeness(int(found[1]))
    if found := _IN_ORDER.fullmatch(word):
        return Closeness(int(found[1]), ordered=True)
    return None
