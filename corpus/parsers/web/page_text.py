"""The text of a web page's article, without what stands around it."""

from __future__ import annotations

import collections
import copy
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from corpus.importing.charset import tidy
from corpus.importing.html_text import looks_like_markup, markup_to_text

_MIN_CHARS = 250
_MIN_PARAGRAPH_CHARS = 60
_MIN_SHARE_MISSING = 0.3
_MIN_MISSING = 3
# Linked data has the article itself where a page shows only a part of it, or draws it by script.
_MUCH_LONGER = 1.8
_ARTICLE = re.compile(r"article|posting|report|newsstory", re.IGNORECASE)
_BESIDE = ("aside", "nav", "footer", "header", "form", "figure", "blockquote", "table", "li")
_NOT_ITS_OWN = re.compile(
    r"comment|related|recommend|sidebar|footer|promo|newsletter|teaser|caption|disclaimer|bio\b",
    re.IGNORECASE,
)


def page_text(tree: HtmlElement) -> str:
    """Return the article's paragraphs, parted by empty lines. Reader comments are none of it.

    The library's quick mode comes first, its thorough one where that finds next to nothing.
    """
    text = _extracted(tree, fast=True)
    if len(text) < _MIN_CHARS:
        thorough = _extracted(tree, fast=False)
        text = thorough if len(thorough) > len(text) else text
    text = _with_other_parts(tree, text)
    linked = _linked_text(tree)
    return linked if len(linked) > _MUCH_LONGER * len(text) + _MIN_CHARS else text


def _extracted(tree: HtmlElement, *, fast: bool) -> str:
    import trafilatura  # noqa: PLC0415 - slow to load

    found = trafilatura.extract(
        copy.deepcopy(tree), include_comments=False, fast=fast, include_tables=True
    )
    return tidy(re.sub(r"\n+", "\n\n", found)) if found else ""


def _with_other_parts(tree: HtmlElement, text: str) -> str:
    """Add the paragraphs of other parts of an article that is cut into several containers.

    These are of the same kind as the container of what was found, and come after it.
    """
    found = {_folded(line) for line in text.split("\n")}
    kinds: collections.Counter[tuple[str, str]] = collections.Counter()
    paragraphs = [(element, " ".join(element.text_content().split())) for element in tree.iter("p")]
    for element, words in paragraphs:
        if len(words) >= _MIN_PARAGRAPH_CHARS and _folded(words) in found:
            kinds[_kind(element)] += len(words)
    if not kinds:
        return text
    kind, chars = kinds.most_common(1)[0]
    if not kind[1]:
        return text
    own = [words for element, words in paragraphs if _kind(element) == kind and _is_own(element)]
    missing = [words for words in own if words and _folded(words) not in found]
    if len(missing) < _MIN_MISSING or sum(map(len, missing)) < _MIN_SHARE_MISSING * chars:
        return text
    lines = text.split("\n")
    last = max(own.index(words) for words in own if _folded(words) in found)
    if any(_folded(words) not in found for words in own[:last]):
        return text  # They are interleaved with what was left out on purpose.
    return "\n".join(lines) + "".join(f"\n\n{tidy(words)}" for words in own[last + 1 :] if words)


def _kind(paragraph: HtmlElement) -> tuple[str, str]:
    """The tag and the names of what holds a paragraph."""
    parent = paragraph.getparent()
    return (str(parent.tag), parent.get("class") or "") if parent is not None else ("", "")


def _is_own(paragraph: HtmlElement) -> bool:
    """Whether a paragraph stands in the article, not beside it."""
    for parent in paragraph.iterancestors():
        names = f"{parent.get('class') or ''} {parent.get('id') or ''}"
        if parent.tag in _BESIDE or (parent.tag != "body" and _NOT_ITS_OWN.search(names)):
            return False
    return True


def _folded(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def _linked_text(tree: HtmlElement) -> str:
    """The text that the page's linked data gives, "" where there is none."""
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        try:
            bodies = list(_bodies(json.loads(script.text_content(), strict=False)))
        except (ValueError, RecursionError):
            continue
        if bodies:
            body = bodies[0]
            plain = markup_to_text(body) if looks_like_markup(body) else body
            return tidy(re.sub(r"(?<!\s)\s*\n\s*", "\n\n", plain)).strip()
    return ""


def _bodies(value: Any, depth: int = 0) -> Iterator[str]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _bodies(item, depth + 1)
    elif isinstance(value, dict):
        if _ARTICLE.search(str(value.get("@type"))) and isinstance(value.get("articleBody"), str):
            yield value["articleBody"]
        yield from _bodies(value.get("@graph"), depth + 1)
