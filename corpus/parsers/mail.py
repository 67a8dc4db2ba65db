"""E-mail messages: newsletters and wire stories as they were sent."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from typing import cast

from corpus.importing.charset import decode, decode_as, tidy
from corpus.importing.html_text import markup_to_text
from corpus.importing.source_file import SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.databases import exported
from corpus.parsers.forwarded_mail import read_forwarded, sender, without_forward
from corpus.records import ARTICLE_HEADER, RawRecord

_HEADER = re.compile(
    rb"^(?:From|To|Date|Subject|Message-ID|Received|Return-Path|MIME-Version|Content-Type"
    rb"|Delivered-To|List-Id):",
    re.IGNORECASE | re.MULTILINE,
)


_BROKEN = (ValueError, LookupError, TypeError, IndexError, RecursionError)
_MOST_HEADER_CHARS = 8_000


class _Bounded(email.policy.EmailPolicy):
    """Reads the beginning of a header only: reading all takes the square of its length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_MOST_HEADER_CHARS]


class Mail:
    """One article a message: its plain text, or else the text of its HTML."""

    name = "e-mail"
    about = "`.eml`, `.emlx`: a message"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
        found = {name.lower() for name in _HEADER.findall(block)}
        return bool(re.match(rb"[A-Za-z-]+:", block)) and b"from:" in found and len(found) >= 3

    def records(self, document: SourceFile) -> Iterator[Record]:
        yield from records_of_message(document.read())


def records_of_message(data: bytes, key: str = "") -> Iterator[Record]:
    """Yield the article of a message, or those of a database's export that it brings.

    Raises UnreadableError where it is broken, or has no text.
    """
    record = read_message(data, key)
    exports, _ = exported(record.body.split("\n"))
    if exports is None:
        yield record
        return
    for one in exports:
        yield replace(one, key=f"{key}/{one.key}") if key and isinstance(one, RawRecord) else one


def read_message(data: bytes, key: str = "") -> RawRecord:
    """Read a message as one article. Raises UnreadableError where it is broken, or has no text."""
    try:
        message = cast("EmailMessage", email.message_from_bytes(data, policy=_Bounded()))
        body = _body(message)
        facts = {
            "date": str(message["Date"] or ""),
            "date evidence": f"the message's date: {message['Date'] or ''}",
            "author": email.utils.parseaddr(str(message["From"] or ""))[0],
            "source": str(message["Organization"] or ""),
        }
        title = without_forward(str(message["Subject"] or ""))
    except (*_BROKEN, AttributeError) as error:
        raise UnreadableError(f"broken e-mail: {error}") from error
    aside: tuple[tuple[str, str], ...] = ()
    if first := read_forwarded(body):
        body, title = first.body, first.facts.get("title", title)
        # A letter that somebody sent on: its day and its sender are those of the first message.
        facts = {
            "date": first.facts.get("date", ""),
            "date evidence": f"the forwarded message's date: {first.facts.get('date', '')}",
            "source": sender(first.facts.get("author", "")),
        }
        aside = tuple((line, ARTICLE_HEADER) for line in first.header)
    return RawRecord(
        body=body,
        original=decode(data),
        key=key,
        title=" ".join(tidy(title).split()),
        metadata={name: tidy(value) for name, value in facts.items() if value},
        aside=aside,
    )


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        raise UnreadableError("an e-mail without text")
    data = part.get_payload(decode=True)
    text = part.get_content() if not isinstance(data, bytes) else _decoded(part, data)
    return markup_to_text(text) if part.get_content_subtype() == "html" else tidy(text)


def _decoded(part: MIMEPart, data: bytes) -> str:
    text = decode_as(data, part.get_content_charset() or "utf-8")
    return decode(data) if text is None else text
