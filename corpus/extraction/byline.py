"""Bylines: "By Anna Writer and Ben de Vries, Geneva", who wrote a report."""

from __future__ import annotations

import re

_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яёђ-џґ]"
_NAME = rf"{_CAPITAL}[\w.'’-]*(?: (?:de|da|del|van|von|der|el|al|bin|{_CAPITAL}[\w.'’-]*)){{1,4}}"
_BY = r"(?:(?i:by|von|par|por|di|автор):?)"
_BYLINE = re.compile(
    rf"{_BY} (?P<author>{_NAME}(?:(?:,|,? and| und| et| y| e| и) {_NAME}){{0,3}})(?:[,|;–—-].*)?"
    # By Reuters    By our correspondent    By STAFF
    rf"|{_BY} (?:{_CAPITAL}[\w.'’-]+|(?i:our|staff|agenc(?:y|ies))\b.{{0,60}})"
)
_PERSON = re.compile(_NAME)
_NOT_A_PERSON = re.compile(
    r"\b(?:news|world|times|post|daily|press|the|of|and|for|street|city|county|north|south|east"
    r"|west"
    r"|university|school|company|inc|ltd|association|government|ministry|council|police|court)\b",
    re.IGNORECASE,
)
_MAX_PERSON_WORDS = 4
_MOST_CHARS = 150


def read_byline(line: str) -> str | None:
    """Return whom a byline names, "" where it names nobody in person, None for other lines.

    A headline that only begins so ("By the lake, ministers meet") is none.
    """
    found = _BYLINE.fullmatch(line.strip()) if len(line) < _MOST_CHARS else None
    return None if found is None else found["author"] or ""


def is_person(line: str) -> bool:
    """Whether a line is nothing but a name such as a person has."""
    words = line.split()
    return (
        2 <= len(words) <= _MAX_PERSON_WORDS
        and bool(_PERSON.fullmatch(" ".join(words)))
        and not line.isupper()
        and not _NOT_A_PERSON.search(line)
    )
