"""The dates that a web page states in its metadata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

# Names under which pages state their date, most to be trusted first.
_META = (
    *("article:published_time", "og:article:published_time", "datepublished"),
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "pubdate"),
    *("publishdate", "publish-date", "publication_date", "article.published", "publish_date"),
    *("dc.date.issued", "dcterms.issued", "dc.date.published", "citation_publication_date"),
    *("citation_online_date", "bt:pubdate", "dcterms.created", "dc.date.created"),
    *("dc.date", "dcterms.date", "date", "rnews:datepublished", "article_date_original"),
)
_ARTICLE = re.compile(r"article|posting|report|newsstory", re.IGNORECASE)
_PAGE = re.compile(r"webpage|creativework", re.IGNORECASE)
_NOT_ITS_OWN = {"video", "image", "comment", "review", "publisher", "author", "hasPart", "mentions"}
_LOOSE_JSON = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


def stated_dates(tree: HtmlElement) -> list[list[tuple[str, str]]]:
    """Return names and values of stated dates of publishing, most to be trusted first.

    They come in three lists: of the page's linked data, of its head, of marked elements.
    """
    return [_json_ld(tree), _metas(tree), _times(tree)]


def _json_ld(tree: HtmlElement) -> list[tuple[str, str]]:
    found: list[dict[str, Any]] = []
    loose: list[str] = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        text = script.text_content()
        try:
            found += _nodes(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            loose += _LOOSE_JSON.findall(text)[:1]
    found.sort(key=_rank)
    values = [str(node["datePublished"]) for node in found]
    return [("datePublished", value) for value in (*values, *loose)]


def _rank(node: dict[str, Any]) -> int:
    """Articles first, then pages, then whatever else has a date."""
    kind = str(node.get("@type"))
    return 0 if _ARTICLE.search(kind) else 1 if _PAGE.search(kind) else 2


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects that have a date of their own, outer ones first."""
    if depth > 8:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        if isinstance(value.get("datePublished"), str):
            yield value
        for name, item in value.items():
            if name not in _NOT_ITS_OWN and isinstance(item, dict | list):
                yield from _nodes(item, depth + 1)


def _metas(tree: HtmlElement) -> list[tuple[str, str]]:
    stated: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        stated.setdefault(name.lower().strip(), meta.get("content") or meta.get("datetime") or "")
    return [(name, stated[name]) for name in _META if stated.get(name)]


def _times(tree: HtmlElement) -> list[tuple[str, str]]:
    """Elements marked as the publication's moment."""
    marked = tree.xpath(
        '//*[@itemprop="datePublished" or @pubdate or contains(@property, "datePublished")]'
        ' | //abbr[contains(@class, "published")]'
        ' | //time[contains(@class, "published") or contains(@class, "entry-date")]'
    )
    values = (mark.get("datetime") or mark.get("content") or mark.get("title") for mark in marked)
    return [("datePublished", value or "") for value in values]
