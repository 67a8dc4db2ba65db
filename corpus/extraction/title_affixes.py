"""Titles without the outlet's name and section: "Talks begin | World news | Harbour Gazette"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

_SEPARATOR = re.compile(r"(?<!\s)\s+(?:[|–—-]|::?|[~/])\s+|(?:(?<!\s)\s+)?[|»›·•]\s*")
_ARTICLES = re.compile(r"^(?:the|der|die|das|le|la|les|el|il|lo|de|het|o|a)\s+", re.IGNORECASE)
_DOMAIN_END = re.compile(
    r"\.(?:com?|org|net|edu|gov|info|tv|news|press|media|online|[a-z]{2})(?:\.[a-z]{2})?$", re.I
)
_HOST = re.compile(r"(?:https?://)?(?:www\d?\.)?([\w.-]+\.[a-z]{2,})", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:world|national|local|latest|breaking|business|sports?|politics|political|opinion|comment"
    r"|technology|tech|science|health|culture|lifestyle|travel|money|finance|entertainment|arts?"
    r"|music|film|books|education|environment|video|photos?|us|u\.s\.|uk|europe|asia|africa|news"
    r"|politik|wirtschaft|kultur|sport|panorama|wissen|economía|política|deportes|cultura|économie"
    r"|politique|monde|société|economia|cronaca|esteri)"
    r"(?:[ &/]+(?:news|and|desk|world|politics|business|sports?|opinion|nachrichten))*",
    re.IGNORECASE,
)
_MIN_TITLE_CHARS = 8
_MIN_CONTAINED_CHARS = 5
_MAX_AFFIX_WORDS = 9


def folded(text: str) -> str:
    """A title or name for comparison: without case, blanks and signs."""
    return "".join(filter(str.isalnum, text.casefold()))


def without_affixes(title: str, outlets: Iterable[str]) -> str:
    """Return a title without its outlet and, beside that, its section, at either end.

    `outlets` are the names and addresses that the outlet is known by.
    """
    names = frozenset(name for outlet in outlets for name in _names(outlet))
    if not names:
        return title
    parts = _parted(title)
    end = len(parts)
    while end > 1 and _is_outlet(parts[end - 1][1], names):
        end -= 1
    while 1 < end < len(parts) and _SECTION.fullmatch(parts[end - 1][1]):
        end -= 1
    start = 0
    while start < end - 1 and _is_outlet(parts[start][1], names):
        start += 1
    kept = "".join(
        part if number == start else separator + part
        for number, (separator, part) in enumerate(parts[start:end], start=start)
    ).strip()
    return kept if len(kept) >= _MIN_TITLE_CHARS or start == 0 == len(parts) - end else title


def _parted(title: str) -> list[tuple[str, str]]:
    """The parts of a title, each with the separator before it."""
    parts: list[tuple[str, str]] = []
    separator, start = "", 0
    for found in _SEPARATOR.finditer(title):
        parts.append((separator, title[start : found.start()]))
        separator, start = found[0], found.end()
    parts.append((separator, title[start:]))
    return [(mark, part) for mark, part in parts if part.strip()] or [("", title)]


def _is_outlet(part: str, names: Collection[str]) -> bool:
    """Whether a part of a title is the outlet's name, or that with little beside it."""
    if len(part.split()) > _MAX_AFFIX_WORDS:
        return False
    plain = folded(_ARTICLES.sub("", part.strip()))
    if not plain:
        return False
    bare = folded(_DOMAIN_END.sub("", _ARTICLES.sub("", part.strip())))
    return (
        plain in names
        or bare in names
        or any(
            len(name) >= _MIN_CONTAINED_CHARS
            and (
                (plain.startswith(name) or plain.endswith(name) or name.startswith(plain))
                and min(len(name), len(plain)) >= 0.5 * max(len(name), len(plain))
            )
            for name in names
        )
    )


@lru_cache(maxsize=4096)
def _names(outlet: str) -> tuple[str, ...]:
    """The ways a name or an address is written in titles, folded."""
    name = " ".join(outlet.split())
    if not name:
        return ()
    host = _HOST.fullmatch(name.split("/")[2] if "://" in name else name)
    found = {folded(_ARTICLES.sub("", name))} if "://" not in name else set()
    if host:
        plain = _DOMAIN_END.sub("", host[1])
        found |= {folded(host[1]), folded(plain), folded(plain.rpartition(".")[2])}
    for part in _SEPARATOR.split(name) if "://" not in name else ():
        found.add(folded(_ARTICLES.sub("", part)))
    return tuple(one for one in found if len(one) > 1)
