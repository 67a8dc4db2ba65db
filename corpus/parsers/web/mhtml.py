"""MHTML: a web page saved with all its parts as one MIME message (RFC 2557)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from corpus.importing.charset import decode_as
from corpus.importing.source_file import SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.web.html_page import read_page

_SIGN = re.compile(
    rb"^(?:snapshot-content-location|content-type:\s*multipart/related)\b",
    re.IGNORECASE | re.MULTILINE,
)
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


class Mhtml:
    """The page is the article; its pictures and styles are not."""

    name = "MHTML"
    about = "`.mhtml`, `.mht`: a page that a browser saved as one file"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
        if not re.match(rb"[A-Za-z-]+:", block) or not _SIGN.search(block):
            return False
        return document.suffix in ("mhtml", "mht") or not re.search(
            rb"^to:", block, re.IGNORECASE | re.MULTILINE
        )

    def records(self, document: SourceFile) -> Iterator[Record]:
        try:
            message = email.message_from_bytes(document.read(), policy=email.policy.compat32)
            page = _page_in(message)
            data = page.get_payload(decode=True) if page is not None else None
            url = _address(message, page)
        except _BROKEN as error:
            raise UnreadableError(f"broken MHTML: {error}") from error
        if page is None or not isinstance(data, bytes):
            raise UnreadableError("an MHTML file without a page")
        charset = page.get_content_charset()
        text = decode_as(data, charset) if charset else None
        record = read_page(text.encode() if text is not None else data, url=url)
        yield replace(record, key="")


def _page_in(message: Message) -> Message | None:
    """The first part that is a page: the others are frames and what it shows."""
    kinds = ("text/html", "application/xhtml+xml")
    return next((part for part in message.walk() if part.get_content_type() in kinds), None)


def _address(message: Message, page: Message | None) -> str:
    """Where the page was saved from."""
    for part in (message, page):
        for name in ("Snapshot-Content-Location", "Content-Location"):
            address = str(part[name] or "").strip() if part is not None else ""
            if address.startswith(("http://", "https://")):
                return address
    return ""
