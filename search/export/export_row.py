"""What a download says of one article, and of the search it comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from search.citation.person_names import PersonName


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One article of a download.

    `date` is ISO 8601, no finer than it is known, "" where undated. `url` is the permanent
    address in this archive, `original_url` the one of the publisher, where it was stated.
    `matches` is None where the search asks for no words or the article has just changed.
    `text` is None in a download without full texts.
    """

    key: str
    title: str
    date: str
    date_precision: str
    date_origin: str
    source: str
    authors: tuple[PersonName, ...]
    language: str
    url: str
    original_url: str
    words: int
    matches: int | None = None
    snippets: tuple[str, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ExportHead:
    """What a whole download is: the archive's name, the search, how many articles, and when."""

    archive: str
    query: str
    search_url: str
    total: int
    accessed: dt.date
    with_text: bool = False
    notices: tuple[str, ...] = ()
