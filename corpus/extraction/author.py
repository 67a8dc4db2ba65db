"""Authors as one field states them, split into names and written alike.

    By ANNA WRITER and Ben de Vries, Geneva    Anna Writer    Ben de Vries
    Writer, Anna                               Anna Writer
    Anna Writer (AFP)                          Anna Writer

A name in capitals or small letters throughout gets capitals where names have them, so that
the same author counts as one.
"""

from __future__ import annotations

import re

from corpus.extraction.byline import read_byline

#: What parts authors in a field that holds several, one of whom is known by a single name.
_BETWEEN = "; "
_MOST = 20
_WEB = re.compile(r"https?://\S+|www\.\S+|<[^<>]*>|\S+@\S+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ONLY_BRACKETS = re.compile(r"\s*\(([^()]+)\)\s*")
_BY = re.compile(r"(?:by|von|par|por)[: ]+(?=\S)", re.IGNORECASE)
_AND = re.compile(r"\s*(?:;|\||/|\n|•|·)\s*|\s+(?:&|and|und|et|y|e|и|og|och|en)\s+", re.IGNORECASE)
_SUFFIX = re.compile(r",\s*((?:jr|sr|ii|iii|iv|md|phd)\b\.?)", re.IGNORECASE)
# A part of the field that tells what somebody is, or for whom, not who.
_ROLE = re.compile(
    r"\b(?:correspondent|columnist|bureau|desk|staff|special to|contributor|newsroom|freelance)\b"
    r"|\b(?:chief|foreign|political|economics?|managing|senior|deputy|city|business|sports?|world"
    r"|news|science|health|technology|diplomatic|defen[cs]e|security|legal|education|associate)"
    r" (?:editor|reporter|writer)\b|^(?:editor|reporter|writer|for|in|at)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset({"admin", "administrator", "none", "null", "unknown", "n/a", "na", "-", "user"})
_PARTICLES = frozenset(
    {"de", "da", "del", "di", "du", "van", "von", "der", "den", "ter", "el", "al", "bin", "la", "y"}
)
_PLACE = re.compile(r" in [^\W\d_a-z].*")
_AFTER_HYPHEN = re.compile(r"(?<=\w-)(?!(?:al|el|de|la|ul|ud|ur)\b)[a-z]")
_WORD = re.compile(r"[^\W\d_]+")


def authors_of(field: str) -> tuple[str, ...]:
    """Return the names in a field for authors, in order, each once."""
    text = _plain(field)
    groups = [group for group in _AND.split(text)[:_MOST] if group]
    names = [name for group in groups for name in _names(group)]
    written = (_written(name) for name in names)
    found = {name.casefold(): name for name in reversed([*written]) if _is_name(name)}
    return tuple(reversed(found.values()))


def joined(names: tuple[str, ...]) -> str:
    """Return names as one field, of which `authors_of` makes the same names."""
    if any(" " not in name for name in names):
        return _BETWEEN.join(names)
    return ", ".join(names)


def _plain(field: str) -> str:
    """The field without addresses, brackets and what a printed byline adds."""
    text = _WEB.sub(" ", field)
    only = _ONLY_BRACKETS.fullmatch(text)
    text = only[1] if only else _BRACKETS.sub(" ", text)
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    named = read_byline(text)
    text = _BY.sub("", text, count=1) if named is None else named
    return _SUFFIX.sub(r" \1", text)


def _names(group: str) -> list[str]:
    """The names in a list parted by commas: "Writer, Anna" is one."""
    parts = [part for part in (part.strip() for part in group.split(",")) if part]
    if len(parts) == 2 and _is_surname(parts[0]) and not _ROLE.search(parts[1]):
        given = parts[1].split()
        if len(given) <= 3:
            return [f"{parts[1]} {parts[0]}"]
    first, *others = parts or [""]
    # Behind a whole name a single word is a place or an agency.
    whole = " " in first
    others = [part for part in others if " " in part or not whole]
    return [first, *(part for part in others if not _ROLE.search(part))]


def _is_surname(part: str) -> bool:
    words = part.split()
    return all(word.lower() in _PARTICLES for word in words[:-1])


def _is_name(name: str) -> bool:
    return any(map(str.isalpha, name)) and name.casefold() not in _NOBODY


def _written(name: str) -> str:
    """A name with capitals where names have them; a short one in capitals is an agency's."""
    name = _PLACE.sub("", " ".join(name.strip(" ,;:|-–—").split()))
    words = name.split(" ")
    if len(words) < 2:
        return name
    if name.islower() or name.isupper():
        return " ".join(map(_capital, words))
    written = " ".join(_capital(word) if _shouts(word) else word for word in words)
    return _AFTER_HYPHEN.sub(lambda found: found[0].upper(), written)


def _shouts(word: str) -> bool:
    return any(len(run) > 2 and run.isupper() for run in _WORD.findall(word))


def _capital(word: str) -> str:
    low = word.lower()
    if low in _PARTICLES:
        return low
    word = _WORD.sub(lambda found: found[0].capitalize(), low)
    return re.sub(r"\bMc([a-z])", lambda found: f"Mc{found[1].upper()}", word)
