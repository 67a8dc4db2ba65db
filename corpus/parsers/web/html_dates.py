"""When a web page says it was published: in its metadata, and as printed beside its headline.

The publication day is the outlet's own. Metadata often gives the moment in universal time,
which may be the next day; the day printed on the page then decides.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from corpus.extraction.date_text import dates_in

# Names under which pages state their date, most to be trusted first.
_META = (
    *("article:published_time", "og:article:published_time", "datepublished"),
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "pubdate"),
    *("publishdate", "publish-date", "publication_date", "article.published", "publish_date"),
    *("dc.date.issued", "dcterms.issued", "dc.date.published", "citation_publication_date"),
    *("citation_online_date", "bt:pubdate", "dcterms.created", "dc.date.created"),
    *("dc.date", "dcterms.date", "date", "rnews:datepublished", "article_date_original"),
)
_ARTICLE = re.compile(r"article|posting|report|newsstory|webpage|creativework", re.IGNORECASE)
_NOT_ITS_OWN = {"video", "image", "comment", "review", "publisher", "author", "hasPart", "mentions"}
_LOOSE_JSON = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_UNIVERSAL = re.compile(r"(?:Z|[+-]00:?00|GMT|UTC)\s*$")
_ABOUT_SOMETHING_ELSE = re.compile(
    r"updated|modified|edited|copyright|©|photo|file|since|until|aktualisiert|mis à jour"
    r"|actualizado|обновлено",
    re.IGNORECASE,
)
_MOST_PRINTED_CHARS = 90
_SKIPPED_TAGS = {"script", "style", "noscript", "nav", "footer", "select", "form", "template"}
_NEAR_CHARS = 700


@dataclass(frozen=True, slots=True)
class PageDate:
    """A day, and the words of the page that it was read from."""

    day: dt.date
    evidence: str


def page_date(tree: HtmlElement, searched: str = "") -> PageDate | None:
    """Return when a page was published, or None where it does not say.

    `searched` is a day found by its markup elsewhere, the last resort.
    """
    stated = list(_stated(tree))
    printed = _printed(tree)
    if not stated:
        day = _day(searched)
        return printed or (PageDate(day, f"{searched}, found on the page") if day else None)
    best = stated[0]
    if not _UNIVERSAL.search(best.evidence):
        return best
    local = [other for other in stated if not _UNIVERSAL.search(other.evidence)]
    beside = (other for other in (printed, *local) if other and _a_day_apart(other, best))
    return next(beside, best)


def _a_day_apart(one: PageDate, other: PageDate) -> bool:
    return abs((one.day - other.day).days) == 1


def _stated(tree: HtmlElement) -> Iterator[PageDate]:
    """Yield what metadata says, most to be trusted first."""
    for name, value in (*_json_ld(tree), *_metas(tree), *_times(tree)):
        day = _day(value)
        if day is not None:
            yield PageDate(day, f"{name}: {value.strip()}")


def _json_ld(tree: HtmlElement) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        text = script.text_content()
        try:
            nodes = list(_nodes(json.loads(text, strict=False)))
        except (ValueError, RecursionError):
            found += [("datePublished", value) for value in _LOOSE_JSON.findall(text)[:1]]
            continue
        nodes.sort(key=lambda node: not _ARTICLE.search(str(node.get("@type"))))
        found += [("datePublished", str(node["datePublished"])) for node in nodes]
    return found


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


def _printed(tree: HtmlElement) -> PageDate | None:
    """The first whole date that is printed after the headline, near it."""
    headline = _headline(tree)
    if headline is None:
        return None
    read = 0
    for element in _after(headline):
        for text in (element.get("datetime") or "", element.text or "", element.tail or ""):
            found = _alone(" ".join(text.split()))
            if found:
                return found
            read += len(text.strip())
        if read > _NEAR_CHARS:
            break
    return None


def _alone(text: str) -> PageDate | None:
    """The whole date in a text that is short enough to be about nothing else."""
    if not 8 <= len(text) <= _MOST_PRINTED_CHARS or _ABOUT_SOMETHING_ELSE.search(text):
        return None
    for date in dates_in(text):
        if date.year and date.day and date.exists:
            return PageDate(dt.date(date.year, date.month, date.day), text)
    return None


def _headline(tree: HtmlElement) -> HtmlElement | None:
    """The page's one main heading, or the heading that its title begins with."""
    headings = [h for h in tree.iter("h1") if h.text_content().strip()]
    if len(headings) == 1:
        return headings[0]
    title = " ".join((tree.findtext(".//title") or "").split()).casefold()
    for heading in (*headings, *tree.iter("h2")):
        words = " ".join(heading.text_content().split()).casefold()
        if len(words) > 15 and title.startswith(words[:40]):
            return heading
    return headings[0] if headings else None


def _after(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that follow one in the document, its own content left out."""
    for following in element.xpath("following::*"):
        if isinstance(following.tag, str) and following.tag not in _SKIPPED_TAGS:
            yield following


def _day(text: str) -> dt.date | None:
    """The day as printed, whatever its time zone."""
    written = _DAY.match(text.strip())
    if written:
        parts = tuple(map(int, written.groups()))
    else:
        date = next((date for date in dates_in(text) if date.year and date.day), None)
        parts = (date.year, date.month, date.day) if date else (0, 0, 0)
    try:
        return dt.date(*parts)
    except ValueError:
        return None
