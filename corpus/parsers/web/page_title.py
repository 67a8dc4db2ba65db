"""The headline of a web page, chosen among all places that tell it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from corpus.extraction.title_affixes import folded, without_affixes

_ARTICLE = re.compile(r"article|posting|report|newsstory", re.IGNORECASE)
_MAX_CHARS = 400
_MIN_WORDS = 3
_MIN_SHARED = 0.6
_HIDDEN = re.compile(r"logo|masthead|site-?(?:name|title|header)|brand", re.IGNORECASE)
_SKIPPED = frozenset(("header", "nav", "footer", "aside"))


def page_title(tree: HtmlElement, outlets: Sequence[str], found: str = "") -> str:
    """Return the headline of a page, "" where none is told.

    A heading on the page that another place confirms goes before linked data, that before the
    fields of the head, which carry the outlet's name or are made for social networks.
    `outlets` are names and addresses of the outlet; `found` is what a library takes for it.
    """
    linked = [without_affixes(one, outlets) for one in _linked_headlines(tree)]
    head = [without_affixes(one, outlets) for one in _head_titles(tree)]
    names = {folded(outlet) for outlet in outlets}
    visible = (_plain(one) for one in tree.iter("h1") if _is_visible(one))
    headings = [one for one in visible if folded(one) and folded(one) not in names]
    told = [one for one in (*linked, *head, found) if one]
    for heading in headings:
        for one in told:
            if folded(one) == folded(heading):
                return heading
    for heading in headings:
        confirmed = next((one for one in told if _alike(heading, one)), None)
        if confirmed is not None:
            return _without_kicker(heading, told)
    kept = [one for one in told if folded(one) not in names]
    article = [one for one in headings if len(one.split()) >= _MIN_WORDS]
    if not kept and article:
        return article[0]
    return next((one for one in (*kept, *told, *headings) if one), "")


def _without_kicker(heading: str, told: Sequence[str]) -> str:
    """A heading without the section that some pages write into it."""
    for one in told:
        if len(one.split()) >= _MIN_WORDS and folded(heading).endswith(folded(one)):
            before = len(heading.split()) - len(one.split())
            if 0 < before <= _MIN_WORDS:
                return one
    return heading


def _alike(heading: str, other: str) -> bool:
    """Whether two headlines share most of their words, or one is in the other."""
    if len(folded(heading)) > 10 and folded(heading) in folded(other):
        return True
    words, others = set(heading.casefold().split()), set(other.casefold().split())
    if len(words) < _MIN_WORDS:
        return False
    return len(words & others) >= _MIN_SHARED * max(1, min(len(words), len(others)))


def _linked_headlines(tree: HtmlElement) -> list[str]:
    """The headlines of articles in the page's linked data."""
    found: list[str] = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        try:
            nodes = _nodes(json.loads(script.text_content(), strict=False))
            found += [_flat(str(node["headline"])) for node in nodes]
        except (ValueError, RecursionError):
            continue
    return [one for one in found if one][:2]


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        if _ARTICLE.search(str(value.get("@type"))) and isinstance(value.get("headline"), str):
            yield value
        yield from _nodes(value.get("@graph"), depth + 1)
        yield from _nodes(value.get("mainEntity"), depth + 1)


def _head_titles(tree: HtmlElement) -> list[str]:
    """The titles in the page's head."""
    stated: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").casefold().strip()
        stated.setdefault(name, _flat(meta.get("content") or ""))
    names = ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title")
    found = [stated[name] for name in names if stated.get(name)]
    title = _flat(tree.findtext(".//head/title") or tree.findtext(".//title") or "")
    return [*found, title] if title else found


def _plain(heading: HtmlElement) -> str:
    return _flat(heading.text_content())


def _flat(text: str) -> str:
    return " ".join(unescape(text).split())[:_MAX_CHARS]


def _is_visible(heading: HtmlElement) -> bool:
    """Whether a heading is no logo."""
    names = f"{heading.get('class') or ''} {heading.get('id') or ''}"
    return not _HIDDEN.search(names) and bool(heading.text_content().strip())
