"""From what a file states to an article: repaired, titled, cleaned, dated, attributed."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from corpus.boilerplate.cleaning import body_lines, clean, decided, with_aside
from corpus.extraction.author import authors_of, joined
from corpus.extraction.byline import read_byline
from corpus.extraction.date_text import DateOrder
from corpus.extraction.dateline import read_dateline
from corpus.extraction.dates.date_order import order_of_language
from corpus.extraction.front_matter import FrontMatter, read_front_matter
from corpus.extraction.language import tell_language
from corpus.extraction.publication_date import date_article
from corpus.extraction.sources.source_name import original_address, outlet_name
from corpus.extraction.title import MOST_TITLE_CHARS, derive_title
from corpus.extraction.title_affixes import without_affixes
from corpus.extraction.words.hyphenation import ArchiveWords, heal, visible
from corpus.importing.charset import repair
from corpus.importing.source_file import UnreadableError, refuse_too_long
from corpus.records import ParsedArticle, PublishedDate, RawRecord

_SOURCE_LINE = re.compile(
    r"\(?source:\s*(?P<source>[^\W\d_][\w.&'’ -]{1,60}?)\)?\.?", re.IGNORECASE
)
# 2021年02月04日 06:15  来源：诺尔黑文日报  作者：张三
_BESIDE_DATE_SOURCE = re.compile(r"(?:来源|來源|出典|출처)\s*[:：]\s*(?P<source>[^\s|:：]{2,40})")
_BESIDE_DATE_AUTHOR = re.compile(
    r"(?:作者|记者|記者|撰文|文)\s*[:：]\s*(?P<author>[^\s|:：]{2,40})"
)
_MAX_CHARS = {"author": 2_000, "source": 200}
_MAX_FIELD_CHARS = 4_000
_MAX_HEADING_LINE = 3


def content_hash(raw: RawRecord) -> str:
    """SHA-256 of a record as it stood in its file: equal where nothing has changed."""
    return hashlib.sha256(raw.original.encode("utf-8", "surrogatepass")).hexdigest()


#: By a source's name and an article's origin, what editors decided about folded lines.
DecisionsOf = Callable[[str, str], Mapping[str, bool]]


def read_article(
    raw: RawRecord,
    origin: str,
    file_name: str,
    today: dt.date,
    decisions_of: DecisionsOf | None = None,
    *,
    archive_words: ArchiveWords | None = None,
    digest: str = "",
) -> ParsedArticle:
    """Make an article of a record. `archive_words` tells which words the archive has.

    `digest` is the `content_hash` of the record, where it is known already.

    Raises UnreadableError where it states a day that the calendar does not have, where its
    text is too long, or where a file that is one article holds no words.
    """
    refuse_too_long(raw.body)
    raw = _bounded(raw)
    lines = _whole_lines(raw.body, archive_words)
    front = _front_matter(visible(repair(raw.title)), lines)
    lines, aside = with_aside(front.lines, (*front.aside, *raw.aside))
    cleaned = clean(lines, aside=aside)
    url = _url(original_address(raw.metadata.get("url", "")))
    source = _source(raw, cleaned.lines, url)
    title = without_affixes(front.title, (source, url)) if front.title else ""
    if decisions_of is not None:
        cleaned = decided(cleaned, decisions_of(source, origin))
    text = cleaned.text
    if not raw.key and not title and not any(map(str.isalnum, text)):
        raise UnreadableError("no words in it")
    told = tell_language(text, raw.metadata.get("language", ""))
    place = file_name if raw.key else origin.partition("#")[0]
    return ParsedArticle(
        title=title or derive_title(text),
        title_origin="stated" if title else "derived",
        text=text,
        original=raw.original,
        content_hash=digest or content_hash(raw),
        origin=origin,
        key=raw.key,
        published=_published(raw, cleaned.lines, place, today, told.language),
        hidden_lines=cleaned.hidden,
        source=source,
        author=joined(_authors(raw, cleaned.lines, source) or authors_of(front.author)),
        url=url,
        language=told.language,
        language_confidence=told.confidence,
        flags=raw.flags,
    )


def _whole_lines(body: str, archive_words: ArchiveWords | None) -> list[str]:
    """The lines of a body, repaired, with the words whole that were broken in it."""
    lines = body_lines(repair(body))
    healed = heal(lines, archive_words)
    return lines if healed == lines else body_lines("\n".join(healed))


def _published(
    raw: RawRecord, lines: Sequence[str], place: str, today: dt.date, language: str
) -> PublishedDate:
    try:
        return date_article(raw, lines, place, today, _date_order(raw, language))
    except ValueError as error:
        raise UnreadableError(str(error)) from error


def _bounded(raw: RawRecord) -> RawRecord:
    """A record whose fields are of a length that headers have: a stranger may send megabytes."""
    kept = {
        name: value[: _MAX_CHARS.get(name, _MAX_FIELD_CHARS)]
        for name, value in raw.metadata.items()
    }
    return replace(raw, title=raw.title[:_MAX_FIELD_CHARS], metadata=kept)


def _date_order(raw: RawRecord, language: str) -> tuple[DateOrder, str]:
    """How the record's days in numbers are written, and why."""
    stated = raw.metadata.get("date order", "")
    for order in get_args(DateOrder):
        if stated and stated == order:
            return order, raw.metadata.get("date order reason", "")
    return order_of_language(raw.metadata.get("language", ""), language)


def _front_matter(title: str, lines: list[str]) -> FrontMatter:
    """Return the title, if any is stated, and the lines without it."""
    title = " ".join(title.split())
    if not title:
        front = read_front_matter(lines)
        if not any(line.strip() for line in front.lines):
            # A message of one line is a text, not a title.
            return FrontMatter("", lines)
        return replace(front, lines=body_lines("\n".join(front.lines)))
    kept = title[: 5 * MOST_TITLE_CHARS]
    written = [number for number, line in enumerate(lines) if line.strip()][:_MAX_HEADING_LINE]
    for number in written:
        if _folded(lines[number]) == _folded(title) and len(lines) > 1:
            rest = body_lines("\n".join([*lines[:number], *lines[number + 1 :]]).lstrip("\n"))
            return FrontMatter(kept, rest)
    return FrontMatter(kept, lines)


def _folded(line: str) -> str:
    """A heading for comparison: without case, blanks and signs."""
    return "".join(filter(str.isalnum, line.casefold()))


def _source(raw: RawRecord, lines: Sequence[str], url: str) -> str:
    """The outlet as stated, else as a "Source: ..." line or the dateline names it."""
    stated = repair(raw.metadata.get("source", "")) or _told_source(lines)
    return outlet_name(stated, url) if stated else ""


def _told_source(lines: Sequence[str]) -> str:
    """The agency of the dateline, or what a "Source: ..." line at either end names."""
    written = [line for line in lines[:20] if line.strip()][:3]
    for line in written:
        dateline = read_dateline(line)
        if dateline and dateline.agency:
            return dateline.agency
    for line in (*written, *[line for line in lines[-4:] if line.strip()]):
        named = _SOURCE_LINE.fullmatch(line.strip()) or _BESIDE_DATE_SOURCE.search(line[:200])
        if named:
            return named["source"].strip()
    return ""


def _authors(raw: RawRecord, lines: Sequence[str], source: str) -> tuple[str, ...]:
    """Whom the record states, else whom a byline among the first lines names."""
    if stated := authors_of(repair(raw.metadata.get("author", "")), source):
        return stated
    for line in [line for line in lines[:20] if line.strip()][:3]:
        named = _BESIDE_DATE_AUTHOR.search(line[:200])
        if author := read_byline(line) or (named and named["author"]):
            return authors_of(author, source)
    return ()


def _url(url: str) -> str:
    """The address where it is one of the web; others are never made into links."""
    return url if re.match(r"https?://\S+$", url) else ""
