"""The outlet that a web page belongs to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from corpus.extraction.sources.source_name import host_of, outlet_name, source_key

_ARTICLE = re.compile(r"article|posting|report|newsstory|webpage", re.IGNORECASE)
_SITE = re.compile(r"website|newsmediaorganization|^organization$", re.IGNORECASE)
_META = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher")
_SUFFIX = re.compile(r"(?<!\s)\s+[|–—·•»-]\s+|\|")
_MAX_CHARS = 80


def page_source(tree: HtmlElement, url: str) -> str:
    """Return the outlet's name, its host where no name is told, "" where nothing is."""
    names = [name for name in _stated(tree, url) if _is_name(name)]
    if not names:
        return outlet_name("", url)
    alike = [name for name in names if source_key(name) == source_key(names[0])]
    return outlet_name(max(alike, key=_readability), url)


def _readability(name: str) -> tuple[bool, bool]:
    """How well a name is spelled: with blanks and capitals, and not in capitals alone."""
    return " " in name, not (name.islower() or name.isupper())


def _stated(tree: HtmlElement, url: str) -> Iterator[str]:
    """Yield the names that a page states, most alike on all pages of an outlet first."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").casefold().strip()
        metas.setdefault(name, " ".join((meta.get("content") or "").split()))
    title = " ".join((tree.findtext(".//title") or "").split())
    site = metas.get(_META[0], "")
    # Some pages give their headline for it.
    if site and not (len(site.split()) > 4 and title.startswith(site[:30])):
        yield site
    yield from _of_host(title, url)
    yield from _linked(tree)
    yield from (metas[name] for name in _META[1:] if metas.get(name))


def _of_host(title: str, url: str) -> Iterator[str]:
    """Yield the part of a page's title that is its host's name, spelled with blanks."""
    key = source_key(host_of(url)) if url else ""
    for part in reversed(_SUFFIX.split(title)[1:]):
        if key and source_key(part) == key:
            yield part


def _linked(tree: HtmlElement) -> Iterator[str]:
    """Yield the publishers of articles in linked data, then the sites."""
    nodes: list[dict[str, Any]] = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        try:
            nodes += _nodes(json.loads(script.text_content(), strict=False))
        except (ValueError, RecursionError):
            continue
    for node in nodes:
        publisher = node.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        if _ARTICLE.search(str(node.get("@type"))) and isinstance(publisher, dict):
            yield str(publisher.get("name") or "")
    for node in nodes:
        if _SITE.search(str(node.get("@type"))):
            yield str(node.get("name") or "")


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 3:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"), depth + 1)


def _is_name(name: str) -> bool:
    named = bool(name) and len(name) <= _MAX_CHARS and any(map(str.isalpha, name))
    return named and not name.startswith(("@", "http://", "https://"))
