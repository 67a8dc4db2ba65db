"""WARC files: pages as a crawler saw them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.importing.source_file import BadRecord, Document, UnreadableError
from corpus.parsers.optional import needed
from corpus.parsers.web.html_page import read_page
from corpus.records import RawRecord

_PAGES = ("text/html", "application/xhtml+xml")


class WebArchive:
    """The pages among its responses. When a page was crawled is not when it was published."""

    name = "WARC"

    def recognises(self, document: Document) -> bool:
        return document.head().startswith(b"WARC/")

    def records(self, document: Document) -> Iterator[RawRecord | BadRecord]:
        needed("warcio", "warcio", "WARC files")
        iterator = needed("warcio.archiveiterator", "warcio", "WARC files")
        exceptions = needed("warcio.exceptions", "warcio", "WARC files")
        try:
            for record in iterator.ArchiveIterator(document.stream):
                if not _is_page(record):
                    continue
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                try:
                    yield _page(record, url, document.max_bytes)
                except UnreadableError as error:
                    yield BadRecord(url, str(error))
        except (exceptions.ArchiveLoadFailed, ValueError, EOFError, AttributeError) as error:
            raise UnreadableError(f"broken WARC: {error}") from error


def _is_page(record: Any) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    headers = record.http_headers or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    return kind in _PAGES and status == "200"


def _page(record: Any, url: str, most: int) -> RawRecord:
    data = record.content_stream().read(most + 1)
    if len(data) > most:
        raise UnreadableError("page is too large")
    return read_page(data, url=url.strip("<>"), key=url.strip("<>"))
