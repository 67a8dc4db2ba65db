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
#: A longer id is known by its digest: databases index names of some hundred characters.
_MOST_KEY_CHARS = 300
_MOST_NESTED = 5
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
    try:
        digest = hashlib.sha256(original.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise UnreadableError("broken Unicode: not UTF-8, or lone surrogates") from error
    return RawRecord(
        body=found["body"],
        original=original,
        key=_key(found["key"]) or digest[:16],
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


def _key(key: str) -> str:
    return key if len(key) <= _MOST_KEY_CHARS else hashlib.sha256(key.encode()).hexdigest()


def _text(value: Any, depth: int = 0) -> str:
    """Return what a value says; what is nested deeper than any dump does says nothing."""
    if isinstance(value, str):
        return tidy(value).strip()
    if value is None or isinstance(value, bool) or depth > _MOST_NESTED:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(item, depth + 1) for item in value[:50])))
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("title") or value.get("$oid"), depth + 1)
    return ""
