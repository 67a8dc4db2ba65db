"""From the fields of a JSON object or a table's row to a record, whatever they are called."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from corpus.decoding import tidy
from corpus.documents import NoArticlesError, UnreadableError
from corpus.records import RawRecord

#: What each field is called in the dumps people have, best first.
FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "key": ("id", "_id", "uuid", "guid", "article_id", "docid", "doc_id"),
    "title": ("title", "headline", "title_page", "head"),
    "body": ("body", "text", "maintext", "content", "article", "fulltext", "full_text", "story"),
    "date": ("date", "published", "date_publish", "publish_date", "published_at", "pubdate"),
    "source": ("source", "outlet", "publisher", "source_domain", "publication", "newspaper"),
    "author": ("author", "authors", "byline", "creator"),
    "url": ("url", "link", "source_url", "permalink", "web_url"),
    "language": ("language", "lang"),
}
_FACTS = ("date", "source", "author", "url", "language")


def record_from(fields: Mapping[str, Any], original: str) -> RawRecord:
    """Read a record from named fields.

    A record without an id is known by its content. Raises NoArticlesError where no field
    is its text, and UnreadableError where it says nothing or a value is no text.
    """
    named = {str(name).lower().strip(): value for name, value in fields.items()}
    if not any(name in named for name in FIELD_NAMES["body"]):
        raise NoArticlesError(f"no field for its text among: {', '.join(list(named)[:12])}")
    found = {field: _first(named, names) for field, names in FIELD_NAMES.items()}
    if not (found["body"] or found["title"] or found["key"]):
        raise UnreadableError("neither text nor title")
    return RawRecord(
        body=found["body"],
        original=original,
        key=found["key"] or hashlib.sha256(original.encode()).hexdigest()[:16],
        title=" ".join(found["title"].split()),
        metadata={fact: found[fact] for fact in _FACTS if found[fact]},
    )


def _first(named: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """Return the first of these fields that says something, as text."""
    for name in names:
        text = _text(named.get(name))
        if text:
            return text
    return ""


def _text(value: Any) -> str:
    if isinstance(value, str):
        return tidy(value).strip()
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value[:50])))
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("title") or value.get("$oid"))
    return ""
