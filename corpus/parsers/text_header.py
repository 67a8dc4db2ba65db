"""Headers of plain text: "Title: Talks begin", a block behind dashes, an agency's wire header."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.extraction.byline import read_byline
from corpus.parsers.mapping.field_names import FOLDED_NAMES, fold_name
from corpus.records import ARTICLE_HEADER

# " date 2022-02-04 The talks began": a date before the text, on its first line.
_DATE_LINE = re.compile(
    r"\s*(?P<header>(?:date|dated|published|publication date|pubdate)\s*(?:[:=]\s*)?"
    r"(?P<date>\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?"
    r"(?:Z|[+-]\d{2}:?\d{2})?)?))(?![\d-])[ \t]*",
    re.IGNORECASE | re.ASCII,
)
_FIELD_LINE = re.compile(
    r"(?P<name>[^\W\d_][^\W_ :]*(?: [^\W_ :]+){0,3})\s*[:：]\s*(?P<value>\S.*)?"
)
_FACTS = ("title", "date", "source", "author", "url", "language")
_NAMES = {name: fact for fact in _FACTS for name in FOLDED_NAMES[fact]}
_NAMES |= {"from": "author", "by": "author", "written by": "author", "link": "url"}
# Usual fields that say nothing of what is kept of an article.
_FURTHER_NAMES = (
    "section|word count|words|length|page|pages|edition|copyright|tags|keywords|category|topic"
    "|topics"
    "|subject|subjects|location|place|dateline|type|section name|volume|issue|issn|doi|notes"
    "|accessed"
    "|retrieved|updated|last updated|modified|id|document id|country|desk"
)
_FURTHER = frozenset(map(fold_name, _FURTHER_NAMES.split("|")))
_MAX_HEADER_LINES = 16
_MAX_NAME_CHARS = 32
_MIN_KNOWN = 2

_DASHED = re.compile(r"--(?: |$)")
_MAX_DASHED_LINES = 10
_MIN_DASHED = 3
_ADDRESS = re.compile(r"https?://\S+")
_SPACED = re.compile(r"(?:\S )+\S(?: {2,}(?:\S )*\S)+")

# ^Talks begin<   ^By ANNA WRITER=   r i BC-Talks   02-04 0212
_WIRE_START = re.compile(r"[a-z]\d{3,4}(?:\s|$)|[a-z] [a-z] (?:[A-Z]{2}-|\S+-)")
_WIRE_LINE = re.compile(r"\^(?P<words>.*?)(?P<end>[<=]?)")
_WIRE_SLUG = re.compile(
    r"(?:[A-Z]{2}-)?[\w&'’.]+(?:-[\w&'’.]+)+,? ?\d{0,5}|[A-Z]{2}-\S.*|\S+,\d{3,5}"
)
_MAX_WIRE_LINES = 12


@dataclass(frozen=True, slots=True)
class TextHeader:
    """What a header states, by field name, the text below it, and its lines of no such field."""

    fields: dict[str, str] = field(default_factory=dict)
    body: str = ""
    aside: tuple[tuple[str, str], ...] = ()


def read_text_header(text: str) -> TextHeader:
    """Return what a text's header states; without one, `body` is the text."""
    lines = text.lstrip("\n").split("\n")
    for read in (_named, _dashed, _wire):
        header = read(lines)
        if header is not None:
            return header
    stated = _DATE_LINE.match(text)
    if not stated:
        return TextHeader(body=text)
    return TextHeader({"header date": stated["header"].strip()}, text[stated.end() :])


def _named(lines: list[str]) -> TextHeader | None:
    """Read "Name: value" lines at the top, parted from the text by an empty one.

    They count when all names are usual ones, or two are and no more others than these.
    """
    fields: dict[str, str] = {}
    aside: list[str] = []
    strange = 0
    for number, line in enumerate(lines[: _MAX_HEADER_LINES + 1]):
        if not line.strip():
            known = len(fields)
            if not known or (strange and (known < _MIN_KNOWN or strange > known)):
                return None
            body = "\n".join(lines[number + 1 :])
            return TextHeader(fields, body, tuple((one, ARTICLE_HEADER) for one in aside))
        read = _FIELD_LINE.fullmatch(line.strip())
        if read is None or len(read["name"]) > _MAX_NAME_CHARS:
            return None
        folded = fold_name(read["name"])
        fact, value = _NAMES.get(folded), (read["value"] or "").strip()
        if fact is None or not value:
            strange += folded not in _FURTHER and bool(value)
            aside.append(line.strip())
            continue
        fields.setdefault("header date" if fact == "date" else fact, value)
    return None


def _dashed(lines: list[str]) -> TextHeader | None:
    """Read a block of lines behind two dashes: title, byline, date and address."""
    block = []
    for line in lines[:_MAX_DASHED_LINES]:
        if not line.strip():
            break
        block.append(line.strip())
    if sum(bool(_DASHED.match(line)) for line in block) < _MIN_DASHED:
        return None
    fields: dict[str, str] = {}
    for line in block:
        value = _together(_DASHED.sub("", line, count=1).strip())
        if not value:
            continue
        if _ADDRESS.fullmatch(value):
            fields.setdefault("url", value)
        elif "title" not in fields:
            fields["title"] = value
        elif (named := read_byline(value)) is not None or value.lower().startswith("by "):
            fields.setdefault("author", named or value)
        elif any(map(str.isdigit, value)):
            fields.setdefault("header date", value)
    return TextHeader(fields, "\n".join(lines[len(block) :]).lstrip("\n"))


def _together(value: str) -> str:
    """Words whose letters are spaced out, as words: "B y   A n n a"."""
    if not _SPACED.fullmatch(value):
        return value
    return " ".join(word.replace(" ", "") for word in re.split(r" {2,}", value))


def _wire(lines: list[str]) -> TextHeader | None:
    """Read the header that news agencies sent: slugs, and lines behind a caret."""
    if not lines or not (_WIRE_START.match(lines[0]) or lines[0].startswith("^")):
        return None
    fields: dict[str, str] = {}
    aside: list[str] = []
    number = 0
    for number, line in enumerate(lines[:_MAX_WIRE_LINES]):  # noqa: B007
        plain = line.strip()
        caret = _WIRE_LINE.fullmatch(plain)
        if not (caret or _WIRE_START.match(plain) or _WIRE_SLUG.fullmatch(plain)) or not plain:
            break
        aside.append(plain)
        words = caret["words"].strip() if caret else ""
        if not words or _WIRE_SLUG.fullmatch(words):
            continue
        named = read_byline(words)
        if named is not None or words.lower().startswith("by "):
            fields.setdefault("author", named or words)
        elif caret and caret["end"] == "<":
            fields.setdefault("title", words)
    if not fields:
        return None
    body = "\n".join(lines[number:])
    return TextHeader(fields, body, tuple((one, ARTICLE_HEADER) for one in aside))
