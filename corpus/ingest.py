"""Import: find, open, parse, read, store. One bad file never stops the rest.

Records are stored some hundred at a time, each lot in one transaction with its failures
and the batch's counts. A run that was stopped is simply run again: what it stored is
"unchanged", told by a hash before any work is done on it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from corpus import outbox
from corpus.containers import Opening, Refused, open_documents
from corpus.documents import BadRecord, Document, NoArticlesError, UnreadableError
from corpus.files import FoundFile, Obstacle, walk
from corpus.models import Article, ImportBatch, ImportFailure, Outcome
from corpus.parsers import parser_for
from corpus.reading import content_hash, read_article
from corpus.records import ParsedArticle, RawRecord
from corpus.report import IngestReport, Progress, Silent

logger = logging.getLogger(__name__)

_LOT_RECORDS = 500
_LOT_CHARS = 8_000_000
_MOST_REASON_CHARS = 500
# A longer key is known by its digest: databases index names of some hundred characters.
_MOST_KEY_CHARS = 300
# Bytes that are no text, and what would break a line, colour a terminal or turn writing round.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A record on its way into the archive."""

    raw: RawRecord
    origin: str
    file_name: str
    hash: str


def ingest(
    paths: Sequence[str | Path],
    progress: Progress | None = None,
    called: Mapping[str, str] | None = None,
) -> IngestReport:
    """Import files and folders; return what came of it. Never raises for what they hold.

    `called` names fields of dumps that have unusual names: {"title": "kicker"}.
    """
    run = _Run(ImportBatch.objects.create(paths=[str(path) for path in paths]), called or {})
    with outbox.held(every=settings.CORPUS["ANNOUNCE_EVERY"]):
        run.read_all(list(walk(paths)), progress or Silent())
        run.finish()
    return run.report


class _Run:
    """One import under way: its batch, its report, and the lot that is gathering."""

    def __init__(self, batch: ImportBatch, called: Mapping[str, str]) -> None:
        self.batch = batch
        self.called = called
        self.report = IngestReport()
        self.today = dt.datetime.now(dt.UTC).date()
        self._lot: list[_Waiting] = []
        self._lot_chars = 0
        self._written_failures = 0
        self._reached = 0

    def read_all(self, found: Sequence[FoundFile | Obstacle], progress: Progress) -> None:
        """Read files in order, storing whenever a lot is full."""
        progress.expect(sum(item.size for item in found if isinstance(item, FoundFile)))
        for item in found:
            if isinstance(item, FoundFile):
                self._read_file(item, progress)
            elif item.failed:
                self._fail(item.path, item.reason)
            else:
                self._pass_over(item.path, item.reason)

    def finish(self) -> None:
        """Store what is left and close the batch."""
        self.batch.finished = timezone.now()
        self._store_lot()

    def _read_file(self, found: FoundFile, progress: Progress) -> None:
        self._reached = 0
        opening = Opening(settings.CORPUS["MAX_FILE_BYTES"], self.called)
        place, name = printable(str(found.path)), printable(found.path.name)
        with self._surviving(place, found.named), found.path.open("rb") as stream:
            for opened in open_documents(name, place, stream, opening):
                if isinstance(opened, Refused):
                    self._fail(opened.origin, opened.reason)
                    continue
                origin, document = opened
                with self._surviving(origin, found.named and origin == place):
                    for _ in self._read_document(document, origin):
                        self._tell(progress, stream.tell(), name)
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
                self._fail(origin, str(error))
            else:
                self._pass_over(origin, str(error))
        except UnreadableError as error:
            self._fail(origin, str(error))
        except OSError as error:
            self._fail(origin, error.strerror or str(error))
        except DatabaseError:
            raise  # Nothing can be stored: going on would lose everything quietly.
        except Exception as error:
            # A parser's mistake, on a file nobody thought of, must not cost the others.
            logger.exception("reading %s", origin)
            self._fail(origin, f"unexpected {type(error).__name__}: {error}")

    def _read_document(self, document: Document, origin: str) -> Iterator[None]:
        """Take a document's records; yields now and then, for the progress to be shown."""
        seen: dict[int, str] = {}
        for record in parser_for(document).records(document):
            if isinstance(record, BadRecord):
                self._fail(f"{origin}, {record.place}", record.reason)
                continue
            digest = content_hash(record)
            key = printable(record.key)
            if len(key) > _MOST_KEY_CHARS:
                key = hashlib.sha256(key.encode()).hexdigest()
            if key:
                first = seen.setdefault(hash(key), digest)
                if first != digest:  # Another record of the same name: both are kept.
                    key = f"{key}~{digest[:12]}"
            place = f"{origin}#{key}" if key else origin
            self._lot.append(_Waiting(record, place, document.name, digest))
            self._lot_chars += len(record.body) + len(record.original)
            if len(self._lot) >= _LOT_RECORDS or self._lot_chars >= _LOT_CHARS:
                self._store_lot()
                yield

    def _store_lot(self) -> None:
        lot, self._lot, self._lot_chars = self._lot, [], 0
        fresh = self._without_known(lot)
        self.report.unchanged += len(lot) - len(fresh)
        read = [article for article in map(self._read, fresh) if article is not None]
        try:
            self._write(lambda: Article.objects.store_many(read, self.batch))
        except (DatabaseError, ValueError):
            # One of them does not go in. Singly, only that one is lost.
            for article in read:
                self._store_one(article)

    def _without_known(self, lot: Sequence[_Waiting]) -> list[_Waiting]:
        """Leave out what the archive holds already, before any work is done on it."""
        origins = [waiting.origin for waiting in lot]
        rows = Article.objects.filter(origin__in=origins).values_list("origin", "content_hash")
        known = dict(rows.iterator())
        return [waiting for waiting in lot if known.get(waiting.origin) != waiting.hash]

    def _read(self, waiting: _Waiting) -> ParsedArticle | None:
        try:
            return read_article(waiting.raw, waiting.origin, waiting.file_name, self.today)
        except UnreadableError as error:
            self._fail(waiting.origin, str(error))
        return None

    def _store_one(self, article: ParsedArticle) -> None:
        try:
            self._write(lambda: [Article.objects.store(article, self.batch)])
        except (DatabaseError, ValueError) as error:
            self._fail(article.origin, f"the database refuses it: {error}")
            self._write(list)

    def _write(self, store: Callable[[], list[Outcome]]) -> None:
        """Store and count in one transaction: the batch never tells more than there is."""
        with transaction.atomic():
            outcomes = Counter(store())
            new = self.report.failures[self._written_failures :]
            ImportFailure.objects.bulk_create(
                ImportFailure(batch=self.batch, path=path, reason=reason) for path, reason in new
            )
            self.batch.added = self.report.added + outcomes["added"]
            self.batch.updated = self.report.updated + outcomes["updated"]
            self.batch.unchanged = self.report.unchanged + outcomes["unchanged"]
            self.batch.failed = self.report.failed
            self.batch.save()
        self._written_failures += len(new)
        self.report.added += outcomes["added"]
        self.report.updated += outcomes["updated"]
        self.report.unchanged += outcomes["unchanged"]

    def _fail(self, path: str, reason: str) -> None:
        self.report.failures.append((printable(path), printable(reason)[:_MOST_REASON_CHARS]))

    def _pass_over(self, path: str, reason: str) -> None:
        self.report.passed_over.append((printable(path), printable(reason)[:_MOST_REASON_CHARS]))


def printable(text: str) -> str:
    """A path or reason as it can be stored, and shown in a line: other characters escaped."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
