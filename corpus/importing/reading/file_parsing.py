"""Opens and parses a file: its documents, each with its records and the format they have.

The process that imports parses a file as a stream. Small files, such as the pages of a folder,
other processes parse whole: parsing a page takes longer than all that comes after.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader
from typing import cast

from corpus.importing.archives import Opening, Refused, open_documents
from corpus.importing.companions import Companion
from corpus.importing.decompression import BUFFER_BYTES
from corpus.importing.file_walk import FoundFile
from corpus.importing.reading.time_limit import MAX_RECORD_SECONDS, each_limited, limited
from corpus.importing.source_file import SourceFile, UnreadableError
from corpus.parsers import parser_for
from corpus.parsers.base import Record
from corpus.records import RawRecord

logger = logging.getLogger(__name__)

#: The path that stands for standard input.
STANDARD_INPUT = "-"
# What a small file swells to beyond this is streamed after all.
_MAX_WHOLE_CHARS = 16_000_000


class _SwellsError(Exception):
    """A file holds too much to be parsed whole."""


@dataclass(frozen=True, slots=True)
class ParseRequest:
    """A file to be parsed; `name` and `place` are what it is known by."""

    found: FoundFile
    name: str
    place: str
    opening: Opening
    companion: Companion | None = None


@dataclass(frozen=True, slots=True)
class StreamedDocument:
    """A document of a file that is open. It must be read before the next is asked for."""

    origin: str
    file: SourceFile

    @property
    def name(self) -> str:
        return self.file.name

    def parsed(self) -> tuple[str, Iterable[Record]]:
        """Return the name of its format, and its records. Both may raise UnreadableError."""
        with limited(MAX_RECORD_SECONDS, "the beginning of the file"):
            parser = parser_for(self.file)
        records = each_limited(parser.records(self.file), MAX_RECORD_SECONDS)
        return parser.name, _with_facts(records, self.file.companion)


@dataclass(frozen=True, slots=True)
class WholeDocument:
    """A document parsed already; `error` is what ended that."""

    origin: str
    name: str
    format: str
    records: tuple[Record, ...]
    error: UnreadableError | None

    def parsed(self) -> tuple[str, Iterable[Record]]:
        """As of a StreamedDocument."""
        return self.format, self._replayed()

    def _replayed(self) -> Iterator[Record]:
        yield from self.records
        if self.error is not None:
            raise self.error


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What a small file holds; `error` is what ended opening it."""

    documents: tuple[WholeDocument | Refused, ...] = ()
    error: UnreadableError | None = None

    def replayed(self) -> Iterator[WholeDocument | Refused]:
        """Yield its documents. Raises UnreadableError where opening ended."""
        yield from self.documents
        if self.error is not None:
            raise self.error


def documents_of(
    request: ParseRequest, stream: BufferedReader
) -> Iterator[StreamedDocument | Refused]:
    """Yield the documents of an open file. Raises UnreadableError where it cannot be opened."""
    for opened in open_documents(request.name, request.place, stream, request.opening):
        if isinstance(opened, Refused):
            yield opened
            continue
        origin, file = opened
        if request.companion is not None:
            file = replace(file, companion=request.companion)
        yield StreamedDocument(origin, file)


@contextmanager
def opened(found: FoundFile) -> Iterator[BufferedReader]:
    """Open a file that was found, or standard input."""
    if str(found.path) == STANDARD_INPUT:
        yield cast("BufferedReader", sys.stdin.buffer)
        return
    # Exports of news databases are told by more than the first lines.
    with found.path.open("rb", buffering=BUFFER_BYTES) as stream:
        yield cast("BufferedReader", stream)


def parse_whole(requests: Sequence[ParseRequest]) -> list[ParsedFile | None]:
    """Parse small files; None for one that holds too much. Never raises for what they hold."""
    return [_parse_whole(request) for request in requests]


def _parse_whole(request: ParseRequest) -> ParsedFile | None:
    documents: list[WholeDocument | Refused] = []
    try:
        with opened(request.found) as stream:
            documents.extend(
                one if isinstance(one, Refused) else _whole(one)
                for one in documents_of(request, stream)
            )
    except _SwellsError:
        return None
    except (UnreadableError, OSError) as error:
        return ParsedFile(tuple(documents), unreadable(error))
    except Exception as error:
        logger.exception("reading %s", request.place)
        return ParsedFile(tuple(documents), unreadable(error))
    return ParsedFile(tuple(documents))


def _whole(document: StreamedDocument) -> WholeDocument:
    records: list[Record] = []
    error: UnreadableError | None = None
    name, chars = "", 0
    try:
        name, found = document.parsed()
        for record in found:
            records.append(record)
            if isinstance(record, RawRecord):
                chars += len(record.body) + len(record.original)
            if chars > _MAX_WHOLE_CHARS:
                raise _SwellsError
    except _SwellsError:
        raise
    except (UnreadableError, OSError) as raised:
        error = unreadable(raised)
    except Exception as raised:
        logger.exception("reading %s", document.origin)
        error = unreadable(raised)
    return WholeDocument(document.origin, document.name, name, tuple(records), error)


def unreadable(error: Exception) -> UnreadableError:
    """Return why something could not be read, in words."""
    if isinstance(error, UnreadableError):
        return error
    if isinstance(error, OSError):
        return UnreadableError(error.strerror or str(error))
    return UnreadableError(f"unexpected {type(error).__name__}: {error}")


def _with_facts(records: Iterable[Record], companion: Companion | None) -> Iterable[Record]:
    """Give records the facts that their export states beside them."""
    if companion is None:
        return records
    return (
        companion.applied_to(record) if isinstance(record, RawRecord) else record
        for record in records
    )
