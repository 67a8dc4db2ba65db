"""Values for tests, made in one line."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from corpus.models import Article
from corpus.records import ParsedArticle, PublishedDate

FEBRUARY_4 = PublishedDate(dt.date(2022, 2, 4), "day", "header", "date 2022-02-04")


def parsed(origin: str = "/archive/a.txt", **fields: Any) -> ParsedArticle:
    """A dated article whose content follows from its text."""
    text = fields.setdefault("text", "Talks began in the harbour town.")
    values: dict[str, Any] = {
        "title": "Talks begin",
        "title_origin": "stated",
        "original": text,
        "published": FEBRUARY_4,
        "source": "Meridian Wire",
    }
    values |= fields
    values.setdefault("content_hash", hash_of(values["original"]))
    return ParsedArticle(origin=origin, **values)


def hash_of(original: str) -> str:
    """Return the content hash of an original text."""
    return hashlib.sha256(original.encode("utf-8", "surrogatepass")).hexdigest()


def stored(origin: str = "/archive/a.txt", **fields: Any) -> Article:
    """The same, in the archive."""
    Article.objects.store(parsed(origin, **fields))
    return Article.objects.get(origin=origin)
