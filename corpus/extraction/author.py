"""Authors as one field states them, split into names and written alike.

    By ANNA WRITER and Ben de Vries, Geneva    Anna Writer    Ben de Vries
    Writer, Anna; de Vries, Ben                Anna Writer    Ben de Vries
    ['Anna Writer', 'Ben de Vries']            Anna Writer    Ben de Vries
    Anna Writer, AP Writer | Harbour Gazette   Anna Writer

A name in capitals or small letters throughout gets capitals where names have them, so that
the same author counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.extraction.authors.author_fields import values_of
from corpus.extraction.authors.author_words import (
    is_nobody,
    is_organisation,
    is_place,
    is_role,
    without_credentials,
    without_frame,
    without_role,
)
from corpus.extraction.byline import read_byline
from corpus.extraction.sources.source_name import source_key

#: What parts authors in a field that holds several, one of whom is known by a single name.
_BETWEEN = "; "
_MAX_FIELD_CHARS = 2_000
_MAX_AUTHORS = 20
_MAX_NAME_CHARS = 80
_MAX_NAME_WORDS = 7
_MAX_GIVEN_WORDS = 3
_MIN_OUTLET_CHARS = 5
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_ONLY_BRACKETS = re.compile(r"\s*[\[(]([^\[\]()]+)[\])]\s*")
_AND = re.compile(
    r"(?:(?<!\s)\s+)?(?:;|\n|、|،)\s*|(?<!\s)\s+(?:&|\+|and|und|et|и|og|och|en|with|avec|mit|ve|dan|và)\s+"
    # In names of Spain and Catalonia these part the surnames: "Aznar y López".
    r"|(?<!\s)\s+(?:y|e|i)\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?:(?<!\s)\s+)?[|/•·]\s*")
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}")
_HAN_LIST = re.compile(r"[\u3400-\u9fff]{2,4}(?:[\s,，][\u3400-\u9fff]{2,4})+")
#: Small words within names.
PARTICLES = frozenset(
    ("de", "da", "del", "di", "du", "van", "von", "der", "den", "ter", "el", "al", "bin", "la", "y")
)
_PLACE = re.compile(r"(?: in|, in) [^\W\d_a-z].*")
_AFTER_HYPHEN = re.compile(r"(?<=\w-)(?!(?:al|el|de|la|ul|ud|ur)\b)[a-z]")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(4096)  # asked for whenever an article is indexed or shown
@lru_cache(maxsize=4096)
def authors_of(field: str, outlet: str = "") -> tuple[str, ...]:
    """Return the names in a field for authors, in order, each once.

    Organisations are left out where people are named, and the `outlet` itself always.
    """
    if not field:
        return ()
    names: list[str] = []
    for value in values_of(field[:_MAX_FIELD_CHARS]):
        names += _names_in(value)
    written = [_written(name) for name in names]
    key = source_key(outlet) if outlet else ""
    kept = [name for name in written if _is_name(name) and not (key and _is_outlet(name, key))]
    people = [name for name in kept if not is_organisation(name)]
    found = {name.casefold(): name for name in reversed(people or kept)}
    return tuple(reversed(found.values()))[:_MAX_AUTHORS]


def joined(names: Sequence[str]) -> str:
    """Return names as one field, of which `authors_of` makes the same names."""
    if any(" " not in name for name in names):
        return _BETWEEN.join(names)
    return ", ".join(names)


def _names_in(value: str) -> list[str]:
    """The names in one value: a list that commas, words or signs part."""
    text = _plain(value)
    if _HAN_LIST.fullmatch(text):
        return _HAN.findall(text)
    names: list[str] = []
    for part in _BESIDE.split(text)[:_MAX_AUTHORS]:
        groups = [group for group in _AND.split(part)[: 2 * _MAX_AUTHORS] if group]
        found = [name for group in groups for name in _names(without_frame(group))]
        # "Anna Writer | Madrid": behind a whole name a single word is a place or an agency.
        whole = any(" " in name for name in names)
        names += [name for name in found if " " in name or not whole]
    return names


def _plain(value: str) -> str:
    """A value without addresses, brackets and what a printed byline adds."""
    words = (_without_address(line) for line in value.split("\n"))
    text = "\n".join(filter(None, words))
    only = _ONLY_BRACKETS.fullmatch(text)
    text = only[1] if only else _BRACKETS.sub(" ", text)
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    named = read_byline(text)
    return without_credentials(named or without_frame(text))


def _without_address(line: str) -> str:
    return " ".join(word for word in line.split() if not _is_address(word))


def _is_address(word: str) -> bool:
    return "@" in word or "://" in word or word.lower().startswith("www.")


def _names(group: str) -> list[str]:
    """The names in a list parted by commas: "Writer, Anna" is one."""
    parts = [part for part in (part.strip() for part in re.split(r"[,，]", group)) if part]
    parts = [_PLACE.sub("", part) for part in parts]
    parts = [without_role(part) for part in parts[:1]] + parts[1:]
    if len(parts) >= 2 and _is_inverted(parts[0], parts[1]):
        if all(map(is_role, parts[2:])):
            return [f"{parts[1]} {parts[0]}"]
    else:
        parts = [part for part in parts if not is_role(part)]
    if len(parts) >= 4 and len(parts) % 2 == 0 and all(map(_is_surname, parts)):
        pairs = zip(parts[1::2], parts[::2], strict=True)
        return [f"{given} {surname}" for given, surname in pairs]
    first, *others = parts or [""]
    # Behind a whole name a single word is a place or an agency.
    whole = " " in first
    others = [part for part in others if (" " in part or not whole) and not is_place(part)]
    return [first, *others]


def _is_inverted(surname: str, given: str) -> bool:
    """Whether two parts of a list are one name, as catalogues write it."""
    short = len(given.split()) <= _MAX_GIVEN_WORDS
    return short and _is_surname(surname) and not is_role(given) and not is_place(given)


def _is_surname(part: str) -> bool:
    words = part.split()
    return all(word.lower() in PARTICLES for word in words[:-1])


def _is_name(name: str) -> bool:
    return (
        any(map(str.isalpha, name))
        and not is_nobody(name)
        and len(name) <= _MAX_NAME_CHARS
        and len(name.split()) <= _MAX_NAME_WORDS
    )


def _is_outlet(name: str, outlet_key: str) -> bool:
    """Whether a name is the outlet's own, or its staff's."""
    key = source_key(name)
    longer = len(outlet_key) >= _MIN_OUTLET_CHARS and key.startswith(outlet_key)
    domain = key.removeprefix(outlet_key) in ("com", "couk", "org", "net")
    return key == outlet_key or (longer and (domain or is_organisation(name)))


def _written(name: str) -> str:
    """A name with capitals where names have them; a short one in capitals is an agency's."""
    name = without_role(_PLACE.sub("", " ".join(name.strip(" ,;:|-–—*•").split())))
    words = name.split(" ")
    if len(words) < 2 or (is_organisation(name) and not name.isupper()):
        return name
    if name.islower() or name.isupper():
        return " ".join(map(_capital, words))
    written = " ".join(_capital(word) if _shouts(word) else word for word in words)
    return _AFTER_HYPHEN.sub(lambda found: found[0].upper(), written)


def _shouts(word: str) -> bool:
    return any(len(run) > 2 and run.isupper() for run in _WORD.findall(word))


def _capital(word: str) -> str:
    low = word.lower()
    if low in PARTICLES:
        return low
    word = _WORD.sub(lambda found: found[0].capitalize(), low)
    return re.sub(r"\bMc([a-z])", lambda found: f"Mc{found[1].upper()}", word)
