"""What a parser makes of a file: values, with nothing of the database in them.

Standard library only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

#: A `decade` has a year that ends in 0; `circa` is an estimated year, ESTIMATE_YEARS either way.
Precision = Literal["day", "month", "year", "decade", "circa", "none"]
DateOrigin = Literal["header", "metadata", "url", "dateline", "filename", "editor", "none"]
#: How far an estimated year may be off, in years.
ESTIMATE_YEARS = 5

TitleOrigin = Literal["stated", "derived", "editor"]

# Why a parser leaves a line out of the text.
DATABASE_FIELD = "field of the database"
COPYRIGHT_NOTICE = "copyright notice"
ARTICLE_HEADER = "header of the article"
PAGE_HEADER = "header of the page"
#: Lines hidden for one of these reasons stay hidden when an article is cleaned anew.
SET_ASIDE = frozenset({DATABASE_FIELD, COPYRIGHT_NOTICE, ARTICLE_HEADER, PAGE_HEADER})


@dataclass(frozen=True, slots=True)
class PublishedDate:
    """When an article was published, as far as it says so itself.

    `day` is the first day of the month, year, decade or estimated year where no more is known,
    None where nothing is. `evidence` is the text the date was read from. `doubt` says what speaks
    against it, "" where nothing does. `confidence` runs from 0 to 1, 0 where it is undated.
    """

    day: dt.date | None = None
    precision: Precision = "none"
    origin: DateOrigin = "none"
    evidence: str = ""
    doubt: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class HiddenLine:
    """A line of web furniture: taken out of the text, kept with its place and reason.

    `line` is its number, from 0, among the lines of the article's body before cleaning.
    `gap` tells that the empty line below it went with it.
    """

    line: int
    text: str
    reason: str
    gap: bool = False


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One article as a file states it, before cleaning and dating.

    `key` names it within its file ("" where the file is one article); `original` is its
    whole text as it stood there. `metadata` keeps stated values by field name: `date`,
    `source`, `author`, `url`, `language`. `flags` name what somebody should look at.
    `aside` are lines of it that are no text, each with the reason (of `SET_ASIDE`): fields of a
    database, a copyright notice. `body` is without them.
    """

    body: str
    original: str
    key: str = ""
    title: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    aside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article read, cleaned and dated: ready to store.

    `origin` is where it was read from, and names it for good. `key` tells records of one
    file apart, and is empty where the file is one article. `language_confidence`, from 0 to 1,
    is None where the language was stated or is not known. `recurring` are the digests of the
    lines that were taken for recurring in its source. `flags` name what somebody should look at.
    """

    title: str
    title_origin: TitleOrigin
    text: str
    original: str
    content_hash: str
    origin: str
    key: str = ""
    published: PublishedDate = PublishedDate()
    hidden_lines: tuple[HiddenLine, ...] = ()
    source: str = ""
    author: str = ""
    url: str = ""
    language: str = ""
    language_confidence: float | None = None
    recurring: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
