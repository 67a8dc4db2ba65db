"""From what a feed's address answered to records, as the feed parser reads them."""

from __future__ import annotations

import io
from dataclasses import replace

from corpus.feeds.feed_discovery import feeds_named
from corpus.feeds.fetching import Fetched
from corpus.importing.charset import decode_as
from corpus.importing.decompression import BUFFER_BYTES, INFLATERS, Budget, Inflated
from corpus.importing.source_file import BadRecord, NoArticlesError, SourceFile, UnreadableError
from corpus.records import RawRecord

#: As what a feed's text is read: its articles' dates are never looked for in this name.
FILE_NAME = "feed.xml"
_GZIP = INFLATERS[0]
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def entries(
    fetched: Fetched, address: str, source: str, max_bytes: int
) -> list[RawRecord | BadRecord]:
    """Return a feed's entries, all from `source` where that is given.

    Raises UnreadableError where it is no feed, a broken one, or swells to more than
    `max_bytes`. An empty feed has no entries.
    """
    data = _plain(fetched, max_bytes)
    document = _document(data, max_bytes)
    # Imported late: the libraries of feeds and web pages take long to load.
    from corpus.parsers.web.feed_file import FeedFile as FeedParser  # noqa: PLC0415

    parser = FeedParser()
    if not document.head():
        raise UnreadableError("an empty answer")
    if not parser.recognises(document):
        raise UnreadableError(_what_it_is(data, address))
    try:
        return [
            _from(record, source)
            for record in parser.records(document)
            if isinstance(record, RawRecord | BadRecord)
        ]
    except NoArticlesError:
        return []


def _plain(fetched: Fetched, max_bytes: int) -> bytes:
    """The feed's own bytes: unpacked, and in UTF-8 where only HTTP states the encoding."""
    data = fetched.body
    if fetched.packed or data.startswith(_GZIP.magic):
        packed = io.BytesIO(data)
        inflated = Inflated(packed, _GZIP, Budget(packed))
        # One byte more than allowed: whoever reads it sees that it is too much.
        data = io.BufferedReader(inflated, BUFFER_BYTES).read(max_bytes + 1)
    if fetched.charset and not _states_encoding(data):
        text = decode_as(data, fetched.charset)
        # Where it is stated wrongly the parser guesses, as for a file.
        data = data if text is None else text.encode("utf-8", "replace")
    return data


def _document(data: bytes, max_bytes: int) -> SourceFile:
    stream = io.BufferedReader(io.BytesIO(data))
    return SourceFile(FILE_NAME, stream, max_bytes)  # type: ignore[arg-type]


def _states_encoding(data: bytes) -> bool:
    """Say whether a file itself tells its encoding, by a byte order mark or in its first line."""
    declaration = data[:200].partition(b"?>")[0].lstrip()
    stated = declaration.startswith(b"<?xml") and b"encoding" in declaration
    return stated or data.startswith(_MARKS)


def _what_it_is(data: bytes, address: str) -> str:
    """Say what was found in place of a feed."""
    from corpus.parsers.web.html_page import HtmlPage  # noqa: PLC0415

    if not HtmlPage().recognises(_document(data, len(data))):
        return "not an RSS or Atom feed"
    named = feeds_named(data, address)
    return "a web page, not a feed" + (f"; the feed it names is {named[0]}" if named else "")


def _from(record: RawRecord | BadRecord, source: str) -> RawRecord | BadRecord:
    if isinstance(record, BadRecord) or not source:
        return record
    return replace(record, metadata={**record.metadata, "source": source})
