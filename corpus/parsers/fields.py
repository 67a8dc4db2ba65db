"""From the fields of a JSON object or a table's row to a record, whatever they are called."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from corpus.importing.charset import tidy
from corpus.importing.html_text import looks_like_markup, markup_to_text
from corpus.importing.source_file import NoArticlesError, UnreadableError
from corpus.records import RawRecord

#: What each field is called in the dumps people have, best first.
FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "key": ("id", "_id", "uuid", "guid", "article_id", "docid", "doc_id", "globaleventid"),
    "title": ("title", "headline", "title_page", "head", "article_title"),
    "body": (
        *("body", "text", "maintext", "content", "article", "article_text", "articlebody"),
        *("fulltext", "full_text", "story", "body_text", "bodytext", "plain_text", "content_html"),
    ),
    "date": (
        *("date", "published", "date_publish", "publish_date", "published_at", "pubdate"),
        *("publication_date", "datepublished", "published_date", "date_published", "seendate"),
        *("created_at", "timestamp", "sqldate"),
    ),
    "source": (
        *("source", "outlet", "publisher", "publication", "newspaper", "source_name"),
        *("sitename", "site_name", "source_domain", "domain", "hostname"),
    ),
    "author": ("author", "authors", "byline", "creator", "writer"),
    "url": ("url", "link", "source_url", "permalink", "web_url", "sourceurl", "canonical_url"),
    "language": ("language", "lang", "langcode", "sourcelanguage"),
}
_MOST_NESTED = 5
_FACTS = ("date", "source", "author", "url", "language")


def fact_names() -> dict[str, str]:
    """What each name that a field may have stands for: {"headline": "title", ...}."""
    return {
        name: field
        for field, names in FIELD_NAMES.items()
        if field not in ("key", "body")
        for name in names
    }


def record_from(
    fields: Mapping[str, Any], original: str, called: Mapping[str, str] | None = None
) -> RawRecord:
    """Read a record from named fields; `called` gives names that go before the usual ones.

    Text with tags in it loses them. A record without an id is known by its content.
    Raises NoArticlesError where no field is its text, and UnreadableError where it says
    nothing or a value is no text.
    """
    named = {str(name).lower().strip(): value for name, value in fields.items()}
    names = {
        field: (*([called[field].lower()] if called and field in called else ()), *usual)
        for field, usual in FIELD_NAMES.items()
    }
    if not any(name in named for name in names["body"]):
        raise NoArticlesError(f"no field for its text among: {', '.join(list(named)[:12])}")
    found = {field: _first(named, names[field]) for field in names}
    if not (found["body"] or found["title"] or found["key"]):
        raise UnreadableError("neither text nor title")
    try:
        digest = hashlib.sha256(original.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise UnreadableError("broken Unicode: not UTF-8, or lone surrogates") from error
    return RawRecord(
        body=markup_to_text(body) if looks_like_markup(body := found["body"]) else body,
        original=original,
        key=found["key"] or digest[:16],
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
