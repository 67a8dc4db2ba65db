"""The SGML of TREC and TIPSTER collections: <DOC> after <DOC>, never declared.

<DOC><DOCNO> WSJ870324-0001 </DOCNO><HL> ... </HL><DD> 03/24/87</DD><SO> WALL STREET JOURNAL
</SO><TEXT> ... </TEXT></DOC>
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from corpus.importing.charset import tidy
from corpus.importing.source_file import MOST_ARTICLE_CHARS, BadRecord, SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.records import RawRecord

_PIECE_BYTES = 256 * 1024
_END = "</DOC>"
_TITLES = ("HEADLINE", "HL", "HEAD", "TITLE", "TI", "H3", "HT")
_DATES = ("DATE_TIME", "DATETIME", "DATE", "DD", "DATE1", "PUBDATE")
_SOURCES = ("SOURCE", "SO", "PUB", "PAPER")
_AUTHORS = ("BYLINE", "AUTHOR", "BY")
_TEXTS = ("TEXT", "LP", "BODY", "LEADPARA", "GRAPHIC")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9_]*(?:\s[^<>]{0,500})?>")
_PARAGRAPH = re.compile(r"</?(?:P|PARA)\s*>", re.IGNORECASE)
_KEY = re.compile(r"<DOC(?:NO|ID)>\s*(?P<key>[^<>\s]{1,80})", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"<DOC\b[^<>]*\bid\s*=\s*[\"'](?P<key>[^\"'<>]{1,80})", re.IGNORECASE)
# "WSJ870324-0001", "NYT_ENG_20101231.0001", "APW19980613.0001": a day in a document's number.
_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)?\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)")


class TrecSgml:
    """Read document by document; one without an end costs no other."""

    name = "TREC SGML"
    about = "`.sgml` of TREC, TIPSTER and Gigaword collections"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head().lstrip()
        small = head.lower()
        return small.startswith(b"<doc") and (
            b"<docno>" in small
            or b"<docid>" in small
            or (b"<doc id=" in small and b"<text" in small)
        )

    def records(self, document: SourceFile) -> Iterator[Record]:
        for number, text in enumerate(_documents(document), start=1):
            if not text.rstrip().upper().endswith(_END):
                yield BadRecord(f"document {number}", "it has no end")
            elif len(text) > MOST_ARTICLE_CHARS:
                yield BadRecord(f"document {number}", "too long for one article")
            else:
                yield _read(text, number)


def _documents(document: SourceFile) -> Iterator[str]:
    text = ""
    while True:
        data = document.stream.read(_PIECE_BYTES)
        text += data.decode("utf-8", "surrogateescape")
        while (end := text.upper().find(_END)) >= 0:
            yield (
                text[: end + len(_END)]
                .encode("utf-8", "surrogateescape")
                .decode("utf-8", "replace")
            )
            text = text[end + len(_END) :]
        if len(text) > document.max_bytes:
            raise UnreadableError("a document without end")
        if not data:
            if "<doc" in text.lower():
                yield text
            return


def _read(text: str, number: int) -> RawRecord | BadRecord:
    stated = _KEY.search(text) or _ATTRIBUTE.search(text)
    key = stated["key"] if stated else str(number)
    facts = {
        "date": _words(_first(text, _DATES)) or _day_in(key),
        "source": _words(_first(text, _SOURCES)),
        "author": _words(_first(text, _AUTHORS)),
    }
    parts = [part for name in _TEXTS for part in _inside(text, name)]
    body = "\n\n".join(filter(None, map(_paragraphs, parts)))
    title = _words(_first(text, _TITLES))
    if not body and not title:
        return BadRecord(f"document {key}", "neither text nor title")
    return RawRecord(
        body=body,
        original=tidy(text.strip()),
        key=key,
        title=title,
        metadata={name: value for name, value in facts.items() if value},
    )


def _inside(text: str, name: str) -> list[str]:
    """What stands in each element of this name."""
    pattern = rf"<{name}(?:\s[^<>]{{0,500}})?>(.*?)(?=</{name}>|</DOC>)"
    return re.findall(pattern, text, re.IGNORECASE | re.DOTALL)


def _first(text: str, names: tuple[str, ...]) -> str:
    return next((part for name in names for part in _inside(text, name) if part.strip()), "")


def _words(part: str) -> str:
    return tidy(" ".join(html.unescape(_TAG.sub(" ", part)).split()))


def _paragraphs(part: str) -> str:
    """An element's text; paragraphs where it has them, lines as they stand."""
    text = _TAG.sub("", _PARAGRAPH.sub("\n\n", part))
    lines = (line.rstrip() for line in html.unescape(tidy(text)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _day_in(key: str) -> str:
    """The day in a document's number, "" where there is none."""
    found = _DAY.search(key)
    if not found or int(found["day"]) > 31:
        return ""
    year = found["year"] if len(found["year"]) == 4 else f"19{found['year']}"
    return f"{year}-{found['month']}-{found['day']}"
