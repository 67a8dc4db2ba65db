"""EPUB files: a zip of web pages in reading order, an article each."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from corpus.importing.charset import tidy
from corpus.importing.html_text import markup_to_text
from corpus.importing.source_file import BadRecord, NoArticlesError, SourceFile, UnreadableError
from corpus.parsers.xml.xml_safety import parse_xml
from corpus.records import RawRecord

_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError, EOFError)
_GATHERER = "calibre"
_MAX_TITLE_CHARS = 500
_ISSUE = re.compile(r"(?<!\s)\s*(?:\[[^\[\]]*\]|\([^()]*\d{4}[^()]*\))\s*$")
_ISSUE_CONFIDENCE = "0.6"
_MIMETYPE = b"mimetypeapplication/epub+zip"
_LEAST_WORDS = 20
#: All pages together may be so many times what one article may be.
_MOST_SWELLING = 4


class Epub:
    """Covers, tables of contents and other pages of few words are left out."""

    name = "EPUB"
    about = "`.epub`: a chapter"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        return head.startswith(b"PK\x03\x04") and (
            _MIMETYPE in head[:120] or document.suffix == "epub"
        )

    def records(self, document: SourceFile) -> Iterator[RawRecord | BadRecord]:
        data = document.read()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                yield from _chapters(packed, document.max_bytes)
        except _BROKEN as error:
            raise UnreadableError(f"broken EPUB: {error}") from error


def _chapters(packed: zipfile.ZipFile, most: int) -> Iterator[RawRecord | BadRecord]:
    package_path = _package_path(parse_xml(_member(packed, "META-INF/container.xml", most)))
    package = parse_xml(_member(packed, package_path, most))
    facts = _facts(package)
    items = {item.get("id"): item for item in package.iter("{*}item")}
    found = False
    left = _MOST_SWELLING * most
    for reference in package.iter("{*}itemref"):
        # Each page once, however often the reading order comes by it.
        item = items.pop(reference.get("idref"), None)
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        if left <= 0:
            raise UnreadableError("swells out of all proportion: the rest of it is not read")
        href = posixpath.normpath(
            posixpath.join(posixpath.dirname(package_path), unquote(item.get("href") or ""))
        )
        try:
            page = _member(packed, href, most).decode("utf-8", "replace")
            left -= len(page)
            record = _record(page, href, facts)
        except (UnreadableError, KeyError, ValueError, zlib.error, etree.ParserError) as error:
            yield BadRecord(href, str(error))
            continue
        if len(record.body.split()) >= _LEAST_WORDS:
            found = True
            yield record
    if not found:
        raise NoArticlesError("an EPUB without text")


def _record(page: str, href: str, facts: dict[str, str]) -> RawRecord:
    from lxml import html  # noqa: PLC0415

    tree = html.fromstring(page.encode())
    heading = next((h for h in tree.iter("h1", "h2", "h3") if h.text_content().strip()), None)
    title = " ".join(heading.text_content().split()) if heading is not None else ""
    text = tidy(markup_to_text(page[page.find("<body") :] if "<body" in page else page))
    return RawRecord(body=text, original=tidy(page), key=href, title=title, metadata=facts)


def _facts(package: etree._Element) -> dict[str, str]:
    def named(name: str) -> str:
        return " ".join((package.findtext(f".//{{*}}{name}") or "").split())

    facts = {
        "date": named("date"),
        "author": named("creator"),
        "source": named("publisher") or named("title"),
        "language": named("language"),
    }
    if _GATHERER in (facts["author"].casefold(), facts["source"].casefold()):
        # It made the book of an outlet's articles, each with a day of its own.
        facts["author"] = ""
        facts["source"] = _ISSUE.sub("", named("title")[:_MAX_TITLE_CHARS])
        facts["date confidence"] = _ISSUE_CONFIDENCE
    return {name: value for name, value in facts.items() if value}


def _package_path(container: etree._Element) -> str:
    root = container.find(".//{*}rootfile")
    path = root.get("full-path") if root is not None else None
    if not path:
        raise UnreadableError("an EPUB without a package file")
    return str(path)


def _member(packed: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Read one file of the zip, bounded whatever its directory says."""
    with packed.open(name) as member:
        data = member.read(most + 1)
    if len(data) > most:
        raise UnreadableError(f"{name} is too large")
    return data
