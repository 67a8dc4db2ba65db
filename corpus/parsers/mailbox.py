"""Mailboxes (mbox): messages one after another, each below a line that begins with "From ".

After RFC 4155, and its variant in which a ">" before "From " stands for a line of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.importing.source_file import (
    BadRecord,
    NoArticlesError,
    SkippedRecord,
    SourceFile,
    UnreadableError,
)
from corpus.parsers.base import Record
from corpus.parsers.mail import records_of_message

# "From list@example.org Thu Feb  4 09:00:00 2021": a sender and a time.
_START = re.compile(rb"From \S.{0,200}?\d{4}(?: [+-]\d{4}| \w{3,5})?\s*$|From [-\w.]+@\S+\s.*$")
_FIELD = re.compile(rb"[!-9;-~]{1,60}:")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_ID = re.compile(rb"^message-id:\s*<?([^\s<>]{1,300})", re.IGNORECASE | re.MULTILINE)
_INTERNAL = re.compile(rb"^subject: .*folder internal data", re.IGNORECASE | re.MULTILINE)
_MAX_LINE_BYTES = 1024 * 1024


class Mailbox:
    """Read message by message; one that is broken does not cost the others."""

    name = "mailbox"
    about = "`.mbox`: a message"

    def recognises(self, document: SourceFile) -> bool:
        first, _, rest = document.head().lstrip(b"\xef\xbb\xbf\r\n").partition(b"\n")
        fields = [line for line in rest.split(b"\n")[:20] if _FIELD.match(line)]
        return bool(_START.match(first)) and len(fields) >= 2

    def records(self, document: SourceFile) -> Iterator[Record]:
        found = False
        for number, data in enumerate(_messages(document), start=1):
            found = True
            place = f"message {number}"
            if data is None:
                size = document.max_bytes // 2**20
                yield BadRecord(place, f"larger than {size} MB, too large for one article")
                continue
            head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
            if _INTERNAL.search(head):
                yield SkippedRecord(place, "the mailbox's own data, no message")
                continue
            key = _ID.search(head)
            try:
                yield from records_of_message(
                    _QUOTED.sub(rb"\1", data),
                    key[1].decode("ascii", "replace") if key else str(number),
                )
            except UnreadableError as error:
                yield BadRecord(place, str(error))
        if not found:
            raise NoArticlesError("a mailbox without messages")


def _messages(document: SourceFile) -> Iterator[bytes | None]:
    """Yield each message, None for one that is too large."""
    lines: list[bytes] = []
    size = 0
    begun = False
    above = b""
    line = document.stream.readline(_MAX_LINE_BYTES)
    while line:
        below = document.stream.readline(_MAX_LINE_BYTES)
        if not above.strip() and _starts(line, below):
            if begun:
                yield b"".join(lines) if size <= document.max_bytes else None
            lines, size, begun = [], 0, True
        else:
            size += len(line)
            if size <= document.max_bytes:
                lines.append(line)
            else:
                lines.clear()
        above, line = line, below
    if begun:
        yield b"".join(lines) if size <= document.max_bytes else None


def _starts(line: bytes, below: bytes) -> bool:
    """Whether a line begins a message: a sender and a time, and a field's name below it."""
    if not line.startswith(b"From "):
        return False
    return bool(_START.match(line.rstrip())) and bool(_FIELD.match(below))
