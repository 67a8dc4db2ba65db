"""Who wrote the article of a web page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from corpus.extraction.author import PARTICLES, authors_of
from corpus.extraction.authors.author_words import is_organisation

_ARTICLE = re.compile(r"article|posting|report|newsstory|webpage|creativework", re.IGNORECASE)
_META = (
    *(
        "author",
        "article:author",
        "article:author_name",
        "parsely-author",
        "sailthru.author",
        "byl",
    ),
    *(
        "dc.creator",
        "dcterms.creator",
        "citation_author",
        "cxenseparse:author",
        "og:article:author",
    ),
)
_MARKED = (
    '//*[@itemprop="author"]//*[@itemprop="name"] | //*[@itemprop="author"]'
    ' | //a[contains(concat(" ", @rel, " "), " author ")] | //address[contains(@class, "author")]'
)
_BYLINE = re.compile(
    r"(?<![a-z])(?:byline|by-?author|author-?name|author__name|article-?author|post-?author"
    r"|entry-author"
    r"|c-byline|author|writer|contributor-name|article__author|story-?author|autor|auteur"
    r"|autore)(?![a-z])",
    re.IGNORECASE,
)
_NOT_ITS_OWN = re.compile(
    r"comment|related|sidebar|widget|footer|bio|about|recommend|social|follow|avatar|image|box"
    r"|more-"
    r"|card|list|nav|menu|trending|popular",
    re.IGNORECASE,
)
_MAX_CHARS = 150
_MAX_MARKED = 12
_MAX_LEVELS = 4


def page_authors(tree: HtmlElement, outlet: str, found: str = "") -> str:
    """Return the names of a page's authors, parted by semicolons; "" where none is named.

    The first place that names people wins; where none does, the first that names anybody but
    the outlet. `found` is what a library takes for the authors.
    """
    told: tuple[str, ...] = ()
    for field, is_sure in (*_stated(tree), (found, True)):
        names = authors_of(field, outlet)
        if names and all(map(_is_person, names)):
            return "; ".join(names)
        told = told or (names if is_sure else ())
    return "; ".join(told)


def _is_person(name: str) -> bool:
    """Whether a name has the form of a person's: several words with capitals, and no numbers."""
    words = name.split()
    capitals = [word for word in words if not word[0].islower() or word in PARTICLES]
    return (
        (len(words) > 1 or not name.isascii())
        and len(capitals) == len(words)
        and not any(map(str.isdigit, name))
        and not is_organisation(name)
    )


def _stated(tree: HtmlElement) -> Iterator[tuple[str, bool]]:
    """Yield what each place of the page gives for its authors, and whether it means to."""
    yield from ((field, True) for field in (*_linked(tree), *_metas(tree)))
    marked = [element for element in tree.xpath(_MARKED)[:_MAX_MARKED] if _is_own(element)]
    if marked:
        near = list(_beside(marked))
        yield "; ".join(dict.fromkeys(filter(None, map(_words, near)))), False
    for element in _bylines(tree):
        yield _words(element), False


def _beside(marked: list[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the first of marked elements, and those that stand beside it."""
    parent = marked[0].getparent()
    place = parent.getparent() if parent is not None else None
    for element in marked:
        if element is marked[0] or (place is not None and place in element.iterancestors()):
            yield element


def _linked(tree: HtmlElement) -> Iterator[str]:
    """Yield the authors of articles in linked data: people alone, then all."""
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        try:
            nodes = list(_nodes(json.loads(script.text_content(), strict=False)))
        except (ValueError, RecursionError):
            continue
        for node in nodes:
            for kept in (False, True):
                yield "; ".join(_named(node.get("author") or node.get("creator"), kept))


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        if _ARTICLE.search(str(value.get("@type"))):
            yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(name), depth + 1)


def _named(author: Any, organisations: bool, depth: int = 0) -> Iterator[str]:
    """Yield the names in an author of linked data."""
    if depth > 3:
        return
    if isinstance(author, str):
        yield author
    elif isinstance(author, list):
        for one in author:
            yield from _named(one, organisations, depth + 1)
    elif isinstance(author, dict):
        is_other = "organization" in str(author.get("@type")).casefold()
        if organisations or not is_other:
            yield from _named(author.get("name"), organisations, depth + 1)


def _metas(tree: HtmlElement) -> Iterator[str]:
    stated: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").casefold().strip()
        content = " ".join((meta.get("content") or "").split())
        if name in _META and content and not content.startswith(("http://", "https://", "www.")):
            stated.setdefault(name, []).append(content)
    for name in _META:
        yield "; ".join(stated.get(name, ()))


def _bylines(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements whose names say that they hold the author, in the page's order."""
    found = 0
    for element in tree.iter("a", "span", "p", "div", "address", "strong", "h4", "h5", "li"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _BYLINE.search(names) and not _NOT_ITS_OWN.search(names) and _is_own(element):
            found += 1
            yield element
        if found >= _MAX_MARKED:
            return


def _is_own(element: HtmlElement) -> bool:
    """Whether an element belongs to the article, not to a comment or a list of others."""
    parent, levels = element.getparent(), 0
    while parent is not None and levels < _MAX_LEVELS:
        names = f"{parent.get('class') or ''} {parent.get('id') or ''}"
        if re.search(r"comment|related|recommend|sidebar", names, re.IGNORECASE):
            return False
        parent, levels = parent.getparent(), levels + 1
    return True


def _words(element: HtmlElement) -> str:
    """The words of a short element; those of a long one are no name."""
    lines = (" ".join(text.split()) for text in element.itertext())
    words = "\n".join(filter(None, lines))
    return words.replace("\n", " ") if len(words) <= _MAX_CHARS else ""
