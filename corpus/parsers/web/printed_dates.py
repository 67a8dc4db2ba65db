"""Dates printed on a web page where pages print the day of publishing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from corpus.extraction.date_text import DateOrder, WrittenDate, all_dates_in
from corpus.extraction.dates.date_labels import DateKind, kind_of
from corpus.extraction.dates.date_line import LineDate, line_dates

_SKIPPED_TAGS = frozenset(
    ("script", "style", "noscript", "nav", "footer", "select", "form", "template", "figcaption")
)
_ASIDE = frozenset(("aside", "figure", "footer", "nav", "blockquote", "figcaption", "select"))
_NOT_ITS_OWN = re.compile(
    r"related|sidebar|comment|recommend|teaser|caption|footer|event|calendar|archive|more-"
    r"|latest|popular|trending|copyright|masthead|navbar|menu|promo|copyright",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?<![a-z])(?:date|datum|fecha|data|published?|publish(?:ed)?-?(?:date|on|time)|post(?:ed)?-?(?:date|on|meta)"
    r"|pub-?date|time-?stamp|entry-date|byline|dateline|article-?(?:date|meta|info)|meta-?(?:date|info))(?![a-z])"
    r"|publishdate|postdate|articledate|pubdate|datetime|post_date|entrydate",
    re.IGNORECASE,
)
_NEAR_CHARS = 700
_MAX_SEARCHED_CHARS = 3_000
_MAX_CHARS = 160
_MAX_CONTEXT_CHARS = 40
_MAX_LOOSE_CHARS = 90
_MAX_MARKED = 400
_MAX_LEVELS = 12
_NAMED_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed day, or numbers that may be two; what it is the day of; the words beside it."""

    value: str
    kind: DateKind
    evidence: str


def printed_dates(tree: HtmlElement, order: DateOrder = "") -> Iterator[Printed]:
    """Yield the days printed after the headline, near it, that are of publishing or a change."""
    headline = _headline(tree)
    if headline is None:
        return
    read, context = 0, ""
    for element in _after(headline):
        for text in (element.get("datetime") or "", element.text or "", element.tail or ""):
            words = " ".join(text.split())
            if not words or (text is element.tail and _is_aside(element.getparent())):
                continue
            yield from _in_text(words, context, order)
            context = words[-_MAX_CONTEXT_CHARS:]
            read += len(words)
        if read > _NEAR_CHARS:
            return


def marked_dates(tree: HtmlElement, order: DateOrder = "") -> Iterator[Printed]:
    """Yield the days in elements whose names say that they hold a date, anywhere."""
    looked = 0
    for element in tree.iter():
        if not isinstance(element.tag, str) or looked > _MAX_MARKED:
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag != "time" and not _MARKED.search(names):
            continue
        looked += 1
        if _NOT_ITS_OWN.search(names) or _is_aside(element):
            continue
        words = " ".join(element.text_content().split())
        if len(words) <= _MAX_CHARS:
            stamp = element.get("datetime") or element.get("title") or ""
            found = list(_in_text(words, _before(element), order))
            yield from found or _loosely(words, order)
            yield from _in_text(stamp, _before(element), order)


def words_with_day(tree: HtmlElement, day: dt.date) -> Iterator[tuple[str, LineDate | None]]:
    """Yield the texts outside captions and lists that name a day, lines of a date alone first.

    Each comes with its date as a line's, None where it is a sentence.
    """
    sentences: list[str] = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in _SKIPPED_TAGS:
            continue
        for text in (element.text or "", element.tail or ""):
            words = " ".join(text.split()) if len(text) < _MAX_SEARCHED_CHARS else ""
            if not _names(all_dates_in(words), day):
                continue
            aside = _is_aside(element)
            found = [
                line
                for line in line_dates(words)
                if _names([line.date], day) and not (aside and line.kind == "unlabelled")
            ]
            if found:
                yield words, found[0]
            else:
                sentences.append(words)
    yield from ((words, None) for words in sentences)


def _names(dates: Iterable[WrittenDate], day: dt.date) -> bool:
    return any(
        (date.year, date.month, date.day) == (day.year, day.month, day.day) for date in dates
    )


def _in_text(words: str, context: str, order: DateOrder) -> Iterator[Printed]:
    """Yield the days of a short text; a label may stand in the text before it."""
    if not 6 <= len(words) <= _MAX_CHARS:
        return
    for found in line_dates(words, order):
        date = found.date
        if not date.year or not date.day or not date.exists:
            continue
        kind = found.kind
        if kind == "unlabelled" and date.start < _MAX_CONTEXT_CHARS:
            kind = kind_of(context)
        if kind != "other":
            day = f"{date.year:04}-{date.month:02}-{date.day:02}"
            yield Printed(date.text if date.other else day, kind, words)


def _loosely(words: str, order: DateOrder) -> Iterator[Printed]:
    """Yield the one day of a text that is no line of a date alone, in an element for dates."""
    dates = [date for date in all_dates_in(words, order) if date.year and date.day and date.exists]
    if len(dates) == 1 and len(words) <= _MAX_LOOSE_CHARS and not words.endswith((".", "!", "?")):
        date = dates[0]
        kind = kind_of(words[: date.start])
        if kind != "other" and date.other is None:
            yield Printed(f"{date.year:04}-{date.month:02}-{date.day:02}", kind, words)


def _before(element: HtmlElement) -> str:
    """The words right before an element."""
    previous = element.getprevious()
    text = element.getparent().text if previous is None and element.getparent() is not None else ""
    if previous is not None:
        text = previous.tail if (previous.tail or "").strip() else previous.text_content()
    return " ".join((text or "").split())[-_MAX_CONTEXT_CHARS:]


def _is_aside(element: HtmlElement | None) -> bool:
    """Whether an element is within what is beside the article: a caption, a list of others."""
    levels = 0
    while element is not None and levels < _MAX_LEVELS:
        if element.tag in _ASIDE:
            return True
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if (
            levels < _NAMED_LEVELS
            and element.tag not in ("body", "html", "main")
            and _NOT_ITS_OWN.search(names)
        ):
            return True
        element, levels = element.getparent(), levels + 1
    return False


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
