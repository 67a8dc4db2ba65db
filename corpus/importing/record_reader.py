"""The way of files into records: found, opened, parsed, every obstacle survived and named.

What becomes of the records is for whoever takes the lots: `ingest` stores them, `preview`
only shows them.
"""

from __future__ import annotations

import hashlib
import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader
from typing import cast

from django.conf import settings
from django.db import DatabaseError

from corpus.extraction.article_builder import content_hash
from corpus.extraction.dates.date_order import ColumnOrders
from corpus.importing.archives import Opening, Refused, open_documents
from corpus.importing.companions import Companion, find_companions
from corpus.importing.decompression import BUFFER_BYTES
from corpus.importing.file_walk import FoundFile, Obstacle
from corpus.importing.import_options import ImportOptions
from corpus.importing.import_report import IngestReport, Progress, printable
from corpus.importing.source_file import (
    BadRecord,
    FileNote,
    NoArticlesError,
    SkippedRecord,
    SourceFile,
    UnreadableError,
)
from corpus.parsers import parser_for
from corpus.parsers.base import Record
from corpus.records import RawRecord

logger = logging.getLogger(__name__)

_LOT_RECORDS = 500
_LOT_CHARS = 8_000_000
_MOST_REASON_CHARS = 500
# A file that begins with so many is no archive of articles.
_MOST_BAD_RECORDS = 1_000
# A longer key is known by its digest: databases index names of some hundred characters.
_MOST_KEY_CHARS = 300

#: The path that stands for standard input.
STANDARD_INPUT = "-"
_UNNAMED = "standard input"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record on its way: where it was read from, and the hash that tells a change.

    `origin` names it for good: the file or archive member `file`, and within it `key`.
    """

    raw: RawRecord
    file: str
    key: str
    file_name: str
    hash: str
    format: str = ""

    @property
    def origin(self) -> str:
        return f"{self.file}#{self.key}" if self.key else self.file


class Gatherer:
    """Reads files in order and gathers their records into lots. Fill in `take_lot`."""

    def __init__(self, options: ImportOptions) -> None:
        self.options = options
        self.report = IngestReport(has_options=bool(options.as_json()))
        self._lot: list[Waiting] = []
        self._lot_chars = 0
        self._reached = 0
        self._date_orders = ColumnOrders(options.date_order)

    def take_lot(self, lot: Sequence[Waiting]) -> None:
        """Do with some hundred records what the run is for."""
        raise NotImplementedError

    def read_all(self, found: Sequence[FoundFile | Obstacle], progress: Progress) -> None:
        """Read files in order; what is left at the end is the last lot."""
        progress.expect(sum(item.size for item in found if isinstance(item, FoundFile)))
        companions = _companions_of(found)
        for item in found:
            if isinstance(item, FoundFile):
                self._read_file(item, progress, companions.get(_posix(item)))
            elif item.failed:
                self.fail(item.path, item.reason)
            else:
                self.pass_over(item.path, item.reason)
        self._end_lot()

    def read_records(self, records: Iterable[Record], origin: str, file_name: str) -> None:
        """Read records that were parsed already, as those of a file."""
        with self._surviving(origin, named=True):
            for _ in self._take_records(records, origin, file_name):
                pass
        self._end_lot()

    def fail(self, file: str, reason: str, record: str = "", joined_by: str = ", ") -> None:
        """Name the file, or the record in it, that cannot be read, and why."""
        file, record = printable(file), printable(record)
        reason = printable(reason)[:_MOST_REASON_CHARS]
        self.report.failures.append((f"{file}{joined_by}{record}" if record else file, reason))
        self.note_failed(file, record, reason)

    def pass_over(self, file: str, reason: str, record: str = "") -> None:
        """Name the file, or the record in it, that is no article on purpose, and why."""
        file, record = printable(file), printable(record)
        reason = printable(reason)[:_MOST_REASON_CHARS]
        self.report.passed_over.append((f"{file}, {record}" if record else file, reason))
        self.note_skipped(file, record, reason)

    def note_failed(self, file: str, record: str, reason: str) -> None:
        """Hear of each failure as it comes. Fill in where that matters."""

    def note_skipped(self, file: str, record: str, reason: str) -> None:
        """Hear of what is passed over as it comes. Fill in where that matters."""

    def _read_file(
        self, found: FoundFile, progress: Progress, companion: Companion | None = None
    ) -> None:
        self._reached = 0
        opening = Opening(settings.CORPUS.max_file_bytes, self.options)
        place = printable(found.origin or str(found.path))
        name = place.rpartition("/")[2]
        if str(found.path) == STANDARD_INPUT:
            place = name = _UNNAMED
        if companion is not None and companion.skipped:
            self.pass_over(place, companion.skipped)
            return
        with self._surviving(place, found.named), _stream(found) as stream:
            for opened in open_documents(name, place, stream, opening):
                if isinstance(opened, Refused):
                    (self.fail if opened.failed else self.pass_over)(opened.origin, opened.reason)
                    continue
                origin, document = opened
                document = _with_companion(document, companion)
                with self._surviving(origin, found.named and origin == place):
                    parser = parser_for(document)
                    records = _as_told(parser.records(document), document)
                    for _ in self._take_records(records, origin, document.name, parser.name):
                        self._tell(progress, _reached(stream), name)
        self._tell(progress, found.size, name)

    def _tell(self, progress: Progress, reached: int, name: str) -> None:
        progress.advance(reached - self._reached, name)
        self._reached = reached

    @contextmanager
    def _surviving(self, origin: str, named: bool) -> Iterator[None]:
        """Note why reading something failed, and go on with what comes after it."""
        try:
            yield
        except NoArticlesError as error:
            if named:
                self.fail(origin, str(error))
            else:
                self.pass_over(origin, str(error))
        except UnreadableError as error:
            self.fail(origin, str(error))
        except OSError as error:
            self.fail(origin, error.strerror or str(error))
        except DatabaseError:
            raise  # Nothing can be stored: going on would lose everything quietly.
        except Exception as error:
            # A parser's mistake, on a file nobody thought of, must not cost the others.
            logger.exception("reading %s", origin)
            self.fail(origin, f"unexpected {type(error).__name__}: {error}")

    def _take_records(
        self, records: Iterable[Record], origin: str, file_name: str, format_name: str = ""
    ) -> Iterator[None]:
        """Take a document's records; yields now and then, for the progress to be shown."""
        seen: dict[int, str] = {}
        bad = 0
        for record in records:
            if isinstance(record, BadRecord):
                self.fail(origin, record.reason, record.place)
                bad += 1
                if bad >= _MOST_BAD_RECORDS and not seen:
                    raise UnreadableError(f"none of its first {bad:,} records can be read")
                continue
            if isinstance(record, FileNote):
                self.report.notes.append((origin, record))
                continue
            if isinstance(record, SkippedRecord):
                self.pass_over(origin, record.reason, record.place)
                continue
            digest = content_hash(record)
            key = printable(record.key)
            if len(key) > _MOST_KEY_CHARS:
                key = hashlib.sha256(key.encode()).hexdigest()
            if key or not seen:
                first = seen.setdefault(hash(key), digest)
                if first != digest:  # Another record of the same name: both are kept.
                    key = f"{key}~{digest[:12]}"
            if origin.startswith(_UNNAMED):
                # It has no name of its own: its records are known by their content.
                key = digest[:24]
            self._date_orders.note(origin, record)
            self._lot.append(Waiting(record, origin, key, file_name, digest, format_name))
            self._lot_chars += len(record.body) + len(record.original)
            if len(self._lot) >= _LOT_RECORDS or self._lot_chars >= _LOT_CHARS:
                self._end_lot()
                yield

    def _end_lot(self) -> None:
        lot, self._lot, self._lot_chars = self._lot, [], 0
        orders = self._date_orders
        self.take_lot([replace(one, raw=orders.applied(one.file, one.raw)) for one in lot])


def _posix(found: FoundFile) -> str:
    return (found.origin or str(found.path)).replace("\\", "/")


def _companions_of(found: Sequence[FoundFile | Obstacle]) -> dict[str, Companion]:
    """What exports in the folders state of the files in them."""
    paths = {_posix(item): item.path for item in found if isinstance(item, FoundFile)}

    def read(name: str, most: int) -> bytes:
        with paths[name].open("rb") as stream:
            return stream.read(most)

    return find_companions(list(paths), read)


def _with_companion(document: SourceFile, companion: Companion | None) -> SourceFile:
    return document if companion is None else replace(document, companion=companion)


def _as_told(records: Iterable[Record], document: SourceFile) -> Iterable[Record]:
    """Give records the facts that their export states beside them."""
    companion = document.companion
    if companion is None:
        return records
    return (
        companion.applied_to(record) if isinstance(record, RawRecord) else record
        for record in records
    )


@contextmanager
def _stream(found: FoundFile) -> Iterator[BufferedReader]:
    if str(found.path) == STANDARD_INPUT:
        yield cast("BufferedReader", sys.stdin.buffer)
        return
    # Exports of news databases are told by more than the first lines.
    with found.path.open("rb", buffering=BUFFER_BYTES) as stream:
        yield cast("BufferedReader", stream)


def _reached(stream: BufferedReader) -> int:
    return stream.tell() if stream.seekable() else 0
