"""The way of files into records: found, opened, parsed, every obstacle survived and named.

What becomes of the records is for whoever takes the lots: `ingest` stores them, `preview`
only shows them.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader

from django.conf import settings
from django.db import DatabaseError

from corpus.extraction.article_builder import content_hash
from corpus.extraction.dates.date_order import ColumnOrders
from corpus.importing.archives import Opening, Refused
from corpus.importing.companions import Companion, find_companions
from corpus.importing.file_walk import FoundFile, Obstacle
from corpus.importing.import_options import ImportOptions
from corpus.importing.import_report import IngestReport, Progress, printable
from corpus.importing.reading.file_parsing import (
    STANDARD_INPUT,
    ParsedFile,
    ParseRequest,
    StreamedDocument,
    WholeDocument,
    documents_of,
    opened,
    unreadable,
)
from corpus.importing.reading.files_ahead import are_many, parsed_ahead
from corpus.importing.reading.process_pool import ProcessPool
from corpus.importing.reading.record_reading import Waiting
from corpus.importing.source_file import (
    BadRecord,
    FileNote,
    NoArticlesError,
    SkippedRecord,
    UnreadableError,
)
from corpus.parsers.base import Record

logger = logging.getLogger(__name__)

_LOT_RECORDS = 500
_LOT_CHARS = 8_000_000
_MOST_REASON_CHARS = 500
# A file that begins with so many is no archive of articles.
_MOST_BAD_RECORDS = 1_000
# A longer key is known by its digest: databases index names of some hundred characters.
_MOST_KEY_CHARS = 300

_UNNAMED = "standard input"


@dataclass(frozen=True, slots=True)
class Lot:
    """Some hundred records in order, and what was met since the lot before that is none."""

    records: Sequence[Waiting]
    obstacles: Sequence[Obstacle] = ()

    @property
    def chars(self) -> int:
        """About how much memory its records take."""
        return sum(record.chars for record in self.records)


class Gatherer:
    """Reads files in order and gathers their records into lots. Fill in `take_lot`.

    The other processes of the `pool` parse small files, if there are any.

    What cannot be read comes with the next lot, so that a report keeps the order of the files.
    """

    def __init__(self, options: ImportOptions, pool: ProcessPool | None = None) -> None:
        self.options = options
        self.pool = pool or ProcessPool(1)
        self.report = IngestReport(has_options=bool(options.as_json()))
        self._lot: list[Waiting] = []
        self._obstacles: list[Obstacle] = []
        self._lot_chars = 0
        self._reached = 0
        self._date_orders = ColumnOrders(options.date_order)

    def take_lot(self, lot: Lot) -> None:
        """Do with some hundred records what the run is for, and `note_obstacles` of the lot."""
        raise NotImplementedError

    def read_all(self, found: Sequence[FoundFile | Obstacle], progress: Progress) -> None:
        """Read files in order; what is left at the end is the last lot."""
        progress.expect(sum(item.size for item in found if isinstance(item, FoundFile)))
        if are_many([item for item in found if isinstance(item, FoundFile)]):
            self.pool.start()
        for item, parsed in parsed_ahead(self._requests(found), self.pool):
            if isinstance(item, ParseRequest):
                self._read_file(item, parsed, progress)
            else:
                self._obstacles.append(item)
        self._end_lot()

    def read_records(self, records: Iterable[Record], origin: str, file_name: str) -> None:
        """Read records that were parsed already, as those of a file."""
        with self._surviving(origin, named=True):
            for _ in self._take_records(records, origin, file_name):
                pass
        self._end_lot()

    def fail(self, file: str, reason: str, record: str = "") -> None:
        """Name the file, or the record in it, that cannot be read, and why."""
        self._obstacles.append(Obstacle(file, reason, record=record))

    def pass_over(self, file: str, reason: str, record: str = "") -> None:
        """Name the file, or the record in it, that is no article on purpose, and why."""
        self._obstacles.append(Obstacle(file, reason, failed=False, record=record))

    def note_obstacles(self, lot: Lot) -> None:
        """Report what came with a lot that is no article."""
        for one in lot.obstacles:
            if one.failed:
                self.note_failure(one.path, one.reason, one.record)
            else:
                self._note_skip(one.path, one.reason, one.record)

    def note_failure(self, file: str, reason: str, record: str = "", joined_by: str = ", ") -> None:
        """Report a file, or a record in it, that cannot be read, and why."""
        file, record = printable(file), printable(record)
        reason = printable(reason)[:_MOST_REASON_CHARS]
        self.report.failures.append((f"{file}{joined_by}{record}" if record else file, reason))
        self.note_failed(file, record, reason)

    def _note_skip(self, file: str, reason: str, record: str) -> None:
        file, record = printable(file), printable(record)
        reason = printable(reason)[:_MOST_REASON_CHARS]
        self.report.passed_over.append((f"{file}, {record}" if record else file, reason))
        self.note_skipped(file, record, reason)

    def note_failed(self, file: str, record: str, reason: str) -> None:
        """Hear of each failure as it comes. Fill in where that matters."""

    def note_skipped(self, file: str, record: str, reason: str) -> None:
        """Hear of what is passed over as it comes. Fill in where that matters."""

    def _requests(self, found: Sequence[FoundFile | Obstacle]) -> Iterator[ParseRequest | Obstacle]:
        """Yield what is to be parsed of each file, and what is no article."""
        companions = _companions_of(found)
        opening = Opening(settings.CORPUS.max_file_bytes, self.options)
        for item in found:
            if isinstance(item, Obstacle):
                yield item
                continue
            place = printable(item.origin or str(item.path))
            name = place.rpartition("/")[2]
            if str(item.path) == STANDARD_INPUT:
                place = name = _UNNAMED
            companion = companions.get(_posix(item))
            if companion is not None and companion.skipped:
                yield Obstacle(place, companion.skipped, failed=False)
            else:
                yield ParseRequest(item, name, place, opening, companion)

    def _read_file(
        self, request: ParseRequest, parsed: ParsedFile | None, progress: Progress
    ) -> None:
        """Take the records of a file, whether it has been `parsed` or is to be streamed."""
        self._reached = 0
        found, name = request.found, request.name
        with self._surviving(request.place, found.named):
            if parsed is not None:
                self._read_documents(parsed.replayed(), request, lambda: None)
            else:
                with opened(found) as stream:
                    self._read_documents(
                        documents_of(request, stream),
                        request,
                        lambda: self._tell(progress, _reached(stream), name),
                    )
        self._tell(progress, found.size, name)

    def _read_documents(
        self,
        documents: Iterator[StreamedDocument | WholeDocument | Refused],
        request: ParseRequest,
        tell: Callable[[], None],
    ) -> None:
        for one in documents:
            if isinstance(one, Refused):
                (self.fail if one.failed else self.pass_over)(one.origin, one.reason)
                continue
            named = request.found.named and one.origin == request.place
            with self._surviving(one.origin, named):
                format_name, records = one.parsed()
                for _ in self._take_records(records, one.origin, one.name, format_name):
                    tell()

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
        except (UnreadableError, OSError) as error:
            self.fail(origin, str(unreadable(error)))
        except DatabaseError:
            raise  # Nothing can be stored: going on would lose everything quietly.
        except Exception as error:
            # A parser's mistake, on a file nobody thought of, must not cost the others.
            logger.exception("reading %s", origin)
            self.fail(origin, str(unreadable(error)))

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
            self._lot_chars += self._lot[-1].chars
            if len(self._lot) >= _LOT_RECORDS or self._lot_chars >= _LOT_CHARS:
                self._end_lot()
                yield

    def _end_lot(self) -> None:
        lot, self._lot, self._lot_chars = self._lot, [], 0
        met, self._obstacles = self._obstacles, []
        orders = self._date_orders
        records = [replace(one, raw=orders.applied(one.file, one.raw)) for one in lot]
        orders.forget_all_but(lot[-1].file if lot else "")
        self.take_lot(Lot(records, met))


def _posix(found: FoundFile) -> str:
    return (found.origin or str(found.path)).replace("\\", "/")


def _companions_of(found: Sequence[FoundFile | Obstacle]) -> dict[str, Companion]:
    """What exports in the folders state of the files in them."""
    paths = {_posix(item): item.path for item in found if isinstance(item, FoundFile)}

    def read(name: str, most: int) -> bytes:
        with paths[name].open("rb") as stream:
            return stream.read(most)

    return find_companions(list(paths), read)


def _reached(stream: BufferedReader) -> int:
    return stream.tell() if stream.seekable() else 0
