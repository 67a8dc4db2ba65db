"""WARC and ARC files: pages as a crawler saw them, and the texts made of them (WET)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import brotli
import warcio.archiveiterator
import warcio.exceptions

from corpus.importing.charset import decode
from corpus.importing.source_file import BadRecord, SkippedRecord, SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.web.html_page import read_page
from corpus.records import RawRecord

_PAGES = ("text/html", "application/xhtml+xml")
_STARTS = (b"WARC/", b"filedesc://")


class WebArchive:
    """The pages among its responses. When a page was crawled is not when it was published."""

    name = "WARC"
    about = "`.warc`, `.arc`, `.wet`, `.wacz`: a page an article, each once"

    def recognises(self, document: SourceFile) -> bool:
        return document.head().startswith(_STARTS)

    def records(self, document: SourceFile) -> Iterator[Record]:
        seen: dict[bytes, str] = {}
        try:
            for record in warcio.archiveiterator.ArchiveIterator(document.stream, arc2warc=True):
                yield from _read(record, seen, document.max_bytes)
        except (
            *(warcio.exceptions.ArchiveLoadFailed, ValueError, EOFError, AttributeError),
        ) as error:
            raise UnreadableError(f"broken WARC: {error}") from error


def _read(record: Any, seen: dict[bytes, str], most: int) -> Iterator[Record]:
    """Yield the page or text of a record, if it holds one that did not come before."""
    is_text = record.rec_type == "conversion"
    if not is_text and not _is_page(record):
        return
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    try:
        raw = _text(record, url, most) if is_text else _page(record, url, most)
    except UnreadableError as error:
        yield BadRecord(url, str(error))
        return
    digest = hashlib.sha256(f"{raw.title}\0{raw.body}".encode("utf-8", "replace")).digest()
    first = seen.setdefault(digest, url)
    yield raw if first == url else SkippedRecord(url, f"the same page as {first}")


def _is_page(record: Any) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    headers = record.http_headers or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    return kind in _PAGES and status == "200"


def _content(record: Any, most: int) -> bytes:
    headers = record.http_headers
    encoding = (headers.get_header("Content-Encoding") or "").strip().lower() if headers else ""
    if encoding == "br":
        # warcio asks Brotli's library for what it no longer has.
        headers.remove_header("Content-Encoding")
        data = _unpacked(record.content_stream().read(most + 1), most)
    else:
        data = record.content_stream().read(most + 1)
    if len(data) > most:
        raise UnreadableError("page is too large")
    if not data.strip():
        raise UnreadableError("an empty page")
    return data


def _unpacked(packed: bytes, most: int) -> bytes:
    """Undo Brotli, as far as one byte more than a page may have."""
    inflating = brotli.Decompressor()
    try:
        data = bytes(inflating.process(packed, output_buffer_limit=most + 1))
        while not inflating.is_finished() and len(data) <= most:
            more = inflating.process(b"", output_buffer_limit=most + 1 - len(data))
            if not more:
                break
            data += more
    except brotli.error as error:
        raise UnreadableError("broken Brotli data") from error
    return data


def _page(record: Any, url: str, most: int) -> RawRecord:
    return read_page(_content(record, most), url=url, key=url)


def _text(record: Any, url: str, most: int) -> RawRecord:
    """The text of a page, as archives of crawls keep it: the title is its first line."""
    text = decode(_content(record, most))
    title, _, body = text.partition("\n")
    language = record.rec_headers.get_header("WARC-Identified-Content-Language") or ""
    facts = {"url": url, "language": language.partition(",")[0]}
    return RawRecord(
        body=body,
        original=text,
        key=url,
        title=" ".join(title.split()),
        metadata={name: value for name, value in facts.items() if value},
    )
