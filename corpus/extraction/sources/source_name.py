"""Names of outlets: one for each, however a page, a dump or an address spells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from corpus.extraction.sources.known_outlets import KNOWN_HOSTS, OTHER_NAMES

_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|el|los|il|lo|de|het)\s+(?=\S)", re.IGNORECASE)
_LEGAL = re.compile(
    r"(?<![,\s])[,\s]+(?:inc|incorporated|llc|l\.l\.c|ltd|limited|plc|corp|corporation|co|company|gmbh|ag"
    r"|kg|s\.?a|"
    r"s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|ab|as|oy|pty|pvt|s\.?l|gmbh & co\.? kg)\.?$",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"(?<!\s)\s+(?:online|\(online\)|website|web site|homepage|rss|feed)$", re.IGNORECASE
)
_DOMAIN_END = re.compile(
    r"\.(?:com?|org|net|edu|gov|info|tv|news|press|media|online|eu|ac|[a-z]{2})(?:\.[a-z]{2})?$",
    re.I,
)
_HOST_START = re.compile(
    r"^(?:www\d*|m|mobile|amp|edition|us|uk|en|de|fr|es|news|beta|old|new|rss|feeds?|web"
    r"|ww\d)\.(?=[\w-]+\.)",
    re.IGNORECASE,
)
_TAGLINE = re.compile(r"(?:(?<!\s)\s+)?(?:\s[|–—·•»-]\s|\|)\s*")
_ARCHIVED = re.compile(
    r"https?://web\.archive\.org/(?:web/)?\d{4,14}(?:[a-z]{2}_)?/(?P<url>(?:https?:/{1,2})?[^/].*)"
    r"|https?://www\.google\.[a-z.]+/amp/(?:s/)?(?P<amp>[\w-]+\..*)"
    r"|https?://[\w-]+\.cdn\.ampproject\.org/\w/(?:s/)?(?P<cdn>[\w-]+\..*)",
    re.IGNORECASE,
)
_MAX_CHARS = 200
_MAX_TAGLINE_PARTS = 6
#: A longer name in capitals is no abbreviation.
MAX_INITIALS = 5


def original_address(url: str) -> str:
    """Return the address a web archive or an accelerator shows a page of, else the address."""
    found = _ARCHIVED.fullmatch(url.strip())
    if not found:
        return url
    original = found["url"] or found["amp"] or found["cdn"]
    original = re.sub(r"^(https?):/(?=[^/])", r"\1://", original)
    return original if original.startswith("http") else f"https://{original}"


def host_of(url: str) -> str:
    """Return the host of an address or a bare domain, without "www." and the like, "" for none."""
    try:
        host = urlsplit(url if "://" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return shorter(host) if "." in host and " " not in host else ""


def shorter(host: str) -> str:
    """A host without the parts before its name that tell an edition or a device."""
    host = host.lower().rstrip(".")
    while (short := _HOST_START.sub("", host)) != host and _DOMAIN_END.sub("", short):
        if _DOMAIN_END.fullmatch(f".{short}"):
            break
        host = short
    return host


@lru_cache(maxsize=8192)
def source_key(name: str) -> str:
    """Return what is the same for all spellings of an outlet's name that a rule can tell.

    Case, signs, "The", legal forms and the end of a domain make no difference.
    """
    plain = " ".join(name.split())[:_MAX_CHARS]
    if host := host_of(plain):
        plain = KNOWN_HOSTS.get(host, host)
    plain = OTHER_NAMES.get(_folded(plain), plain)
    for pattern in (_LEGAL, _ONLINE, _DOMAIN_END):
        plain = pattern.sub("", plain)
    return _folded(_ARTICLE.sub("", plain)) or _folded(name)


def outlet_name(stated: str, url: str = "") -> str:
    """Return the name of an outlet, as it is stated, else by its address; "" where none is told.

    A slogan, a legal form and capitals of an address are left out.
    """
    host = host_of(url) if url else ""
    if host in KNOWN_HOSTS and (not stated or _is_own(stated, host)):
        return KNOWN_HOSTS[host]
    name = " ".join(stated.split()).strip(" |-–—·•»,;:")
    if not name:
        return host
    if named := host_of(name):
        return KNOWN_HOSTS.get(named, named if name.islower() else name)
    name = _without_slogan(name, host)
    for pattern in (_LEGAL, _ONLINE):
        name = pattern.sub("", name) or name
    return OTHER_NAMES.get(_folded(name), name)[:_MAX_CHARS]


def _is_own(stated: str, host: str) -> bool:
    """Whether a stated name is another spelling of what the host is called by."""
    key, known = source_key(stated), source_key(KNOWN_HOSTS[host])
    label = _folded(_DOMAIN_END.sub("", host))
    return key in known or known in key or key in label or label in key or key == _initials(host)


def _initials(host: str) -> str:
    words = _ARTICLE.sub("", KNOWN_HOSTS[host]).split()
    return "".join(word[0] for word in words).casefold()


def _without_slogan(name: str, host: str) -> str:
    """The part of "Harbour Gazette | News, sport, weather" that is the name."""
    parts = [part for part in _TAGLINE.split(name) if part.strip()]
    if not 1 < len(parts) <= _MAX_TAGLINE_PARTS:
        return name
    label = _folded(_DOMAIN_END.sub("", host))
    if label:
        for part in parts:
            key = source_key(part)
            if key and (key == label or key in label or label in key):
                return part
    first = parts[0]
    return first if "," not in first else min(parts, key=lambda part: part.count(","))


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def best_spelling(names: Iterable[str], counted: Mapping[str, int]) -> str:
    """Return the best of several spellings: no capitals alone, no address, the most frequent."""

    def quality(name: str) -> tuple[bool, bool, int]:
        shouts = name.islower() or (name.isupper() and len(name) > MAX_INITIALS)
        return not shouts, not host_of(name), counted.get(name, 0)

    return max(sorted(names), key=quality)
