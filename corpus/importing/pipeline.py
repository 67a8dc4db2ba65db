"""Import: what was gathered is read, cleaned, dated and stored. One bad file stops nothing.

Records are stored some hundred at a time, each lot in one transaction with its failures
and the batch's counts. A run that was stopped is simply run again: what it stored is
"unchanged", told by a hash before any work is done on it. While one lot is stored, other
processes read the next ones; what is stored, and in which order, does not depend on them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from corpus import outbox
from corpus.boilerplate.repeated_lines import settle
from corpus.importing.file_walk import FoundFile, Obstacle, walk
from corpus.importing.import_options import ImportOptions
from corpus.importing.import_report import IngestReport, Progress, Silent
from corpus.importing.reading.article_reader import ArticleReader
from corpus.importing.reading.process_pool import ProcessPool, process_count
from corpus.importing.reading.read_ahead import LotAhead, ReadAhead
from corpus.importing.reading.record_reading import Waiting
from corpus.importing.record_reader import Lot
from corpus.models import (
    Article,
    ChangeSet,
    ImportBatch,
    ImportFailure,
    ImportItem,
    OutboxEntry,
)
from corpus.models.sql.row_insertion import insert_rows
from corpus.operations.database_statistics import refresh_statistics
from corpus.parsers.base import Record
from corpus.records import ParsedArticle

# What an import tells on its batch; the page may be writing the rest.
_WRITTEN = ("added", "updated", "unchanged", "failed", "position", "finished")
_COPY = "a copy of an article that is held already, or came before"
_UNCHANGED = "held already, unchanged"
#: After as many, what the database knows of its indexes is out of date.
_MANY_ADDED = 1_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one record of a file would become: an article, an error or a reason to skip it.

    `key` names it within `file`; it is empty where the file is one article, or failed whole.
    `format` is that of the file, "" where it is not known.
    """

    file: str
    key: str
    article: ParsedArticle | None = None
    error: str = ""
    skipped: str = ""
    format: str = ""


def ingest(
    paths: Sequence[str | Path],
    progress: Progress | None = None,
    options: ImportOptions | None = None,
) -> IngestReport:
    """Import files and folders; return what came of it. Never raises for what they hold.

    `options` hold for all of them. The path "-" is standard input.
    """
    return ingest_found(list(walk(paths)), [str(path) for path in paths], progress, options)


def ingest_found(
    found: Sequence[FoundFile | Obstacle],
    paths: Sequence[str],
    progress: Progress | None = None,
    options: ImportOptions | None = None,
) -> IngestReport:
    """Import files already found; `paths` are what the batch is to name."""
    stated = options.as_json() if options else {}
    batch = ImportBatch.objects.create(paths=list(paths), options=stated)
    return ingest_batch(batch, found, progress)


def ingest_batch(
    batch: ImportBatch,
    found: Sequence[FoundFile | Obstacle],
    progress: Progress | None = None,
) -> IngestReport:
    """Import files into a batch that there is, with its options; one that was cut short goes on.

    Its counts, failures and items then go on too: no record is counted twice.
    """
    run = _Import(batch, ImportOptions.from_json(batch.options))
    progress = progress or Silent()
    with outbox.held(every=settings.CORPUS.announce_every), closing(run):
        run.read_all(found, progress)
        progress.advance(0, "lines that recur")
        run.finish()
    if run.report.added >= _MANY_ADDED:
        refresh_statistics()
    return run.report


def ingest_records(
    batch: ImportBatch, origin: str, file_name: str, records: Iterable[Record]
) -> IngestReport:
    """Import records that somebody else has read, as a file at `origin` that holds them."""
    run = _Import(batch, ImportOptions())
    with outbox.held(every=settings.CORPUS.announce_every), closing(run):
        run.read_records(records, origin, file_name)
        run.finish()
    return run.report


def preview(
    paths: Sequence[str | Path],
    show: Callable[[Outcome], object],
    options: ImportOptions | None = None,
) -> IngestReport:
    """Read what an import would, store nothing; `show` is given what each record would become.

    The report counts as an import would: what is held already is "unchanged".
    """
    return preview_found(list(walk(paths)), show, options)


def preview_found(
    found: Sequence[FoundFile | Obstacle],
    show: Callable[[Outcome], object],
    options: ImportOptions | None = None,
    report: IngestReport | None = None,
) -> IngestReport:
    """The same for files already found; `report` is filled as it goes, where one is given."""
    run = _Preview(options or ImportOptions(), show)
    run.report = report or run.report
    run.read_all(found, Silent())
    return run.report


class _Item(NamedTuple):
    """A row of ImportItem: what became of one record."""

    outcome: str
    article: int | None
    origin: str
    note: str = ""


class _Import(ArticleReader):
    """One import under way."""

    def __init__(self, batch: ImportBatch, options: ImportOptions) -> None:
        super().__init__(options, ProcessPool(process_count(settings.CORPUS.import_processes)))
        self.batch = batch
        self.report.added, self.report.updated = batch.added, batch.updated
        self.report.unchanged = batch.unchanged
        # What an earlier run of this batch has written is met again, and not told again.
        self._told_failures = set(batch.failures.values_list("path", "reason"))
        passed = batch.items.filter(outcome=ImportItem.Outcome.PASSED_OVER)
        self._told_passed = set(passed.values_list("origin", "note"))
        self._failed = batch.failed
        self._told_records = batch.position
        self._seen = 0
        self._written_failures = self._written_passed = 0
        self._reading = ReadAhead(self.rules, self.pool)

    def take_lot(self, lot: Lot) -> None:
        """Have a lot read, and store those before it that need not wait any longer."""
        known = _known(lot.records)
        fresh = [one for one in lot.records if _held(known, one) != one.hash]
        is_alone = not len(self._reading)
        self._reading.begin(lot, fresh)
        for ahead in self._reading.due():
            self._store_lot(ahead, known if is_alone else _known(ahead.lot.records))

    def close(self) -> None:
        """End the processes that read."""
        self.pool.close()

    def _store_lot(self, ahead: LotAhead, known: Mapping[str, tuple[int, str]]) -> None:
        """Store a lot; `known` is what the archive holds now, with all lots before it stored."""
        self.note_obstacles(ahead.lot)
        lot = ahead.lot.records
        told = {waiting.origin for waiting in lot[: max(0, self._told_records - self._seen)]}
        self._seen += len(lot)
        unchanged: list[_Item] = []
        fresh: list[Waiting] = []
        for waiting in lot:
            article_id, held = known.get(waiting.origin, (None, ""))
            if held != waiting.hash:
                fresh.append(waiting)
            elif waiting.origin not in told:
                unchanged.append(_Item("unchanged", article_id, waiting.origin))
        articles = list(self.read(fresh, ahead.readings(fresh)))
        if articles:
            # Outside the transaction of the lot, which may fail.
            self.batch.open_change_set()
        try:
            self._write(articles, told, unchanged, {o: pk for o, (pk, _) in known.items()})
        except (DatabaseError, ValueError):
            # One of them does not go in. Singly, only that one is lost.
            self._write((), told, unchanged)
            for article in articles:
                self._store_one(article, told)
        self.report.settled += settle(early=True)

    def finish(self) -> None:
        """Bring up to date what recurs in the sources written to, and close the batch."""
        for ahead in self._reading.rest():
            self._store_lot(ahead, _known(ahead.lot.records))
        self.report.settled += settle()
        if OutboxEntry.objects.exists():
            # An import that was killed may have stored all and told nobody.
            outbox.announce(1)
        self.batch.finished = timezone.now()
        self._write((), set())
        self._close_change_set()

    def _close_change_set(self) -> None:
        """Mark the change set as complete; an import that changed nothing leaves none."""
        made = ChangeSet.objects.filter(pk=self.batch.change_set_id or 0)
        if not made.filter(article_count=0).delete()[0]:
            made.update(complete=True)
        self.batch.refresh_from_db(fields=["change_set"])

    def _store_one(self, article: ParsedArticle, told: Collection[str]) -> None:
        try:
            self._write([article], told)
        except (DatabaseError, ValueError) as error:
            self.note_failure(article.origin, f"the database refuses it: {error}")
            self._write((), told)

    def _write(
        self,
        articles: Sequence[ParsedArticle],
        told: Collection[str],
        items: Sequence[_Item] = (),
        known: Mapping[str, int] | None = None,
    ) -> None:
        """Store and count in one transaction: the batch never tells more than there is.

        `known` are the ids of the articles that the archive holds under these origins, where
        that has just been read.
        """
        passed = self.report.passed_over[self._written_passed :]
        failures = self.report.failures[self._written_failures :]
        untold = [failure for failure in failures if failure not in self._told_failures]
        with transaction.atomic():
            items = [*items, *self._stored(articles, told, known)]
            counts = Counter(item.outcome for item in items)
            items += [
                _Item("passed", None, path, reason)
                for path, reason in passed
                if (path, reason) not in self._told_passed
            ]
            insert_rows(ImportItem, ("batch", *_Item._fields), ((self.batch.pk, *i) for i in items))
            ImportFailure.objects.bulk_create(
                ImportFailure(batch=self.batch, path=path, reason=reason) for path, reason in untold
            )
            self.batch.added = self.report.added + counts["added"]
            self.batch.updated = self.report.updated + counts["updated"]
            self.batch.unchanged = self.report.unchanged + counts["unchanged"]
            self.batch.failed = self._failed + len(untold)
            self.batch.position = max(self._told_records, self._seen)
            self.batch.save(update_fields=_WRITTEN)
        self._written_failures += len(failures)
        self._written_passed += len(passed)
        self._failed += len(untold)
        self.report.added += counts["added"]
        self.report.updated += counts["updated"]
        self.report.unchanged += counts["unchanged"]

    def _stored(
        self,
        articles: Sequence[ParsedArticle],
        told: Collection[str],
        known: Mapping[str, int] | None,
    ) -> Iterator[_Item]:
        """Store articles, and yield an item for each whose outcome is not told already."""
        if not articles:
            return
        outcomes = Article.objects.import_many(articles, self.batch, known)
        for article, (outcome, article_id) in zip(articles, outcomes, strict=True):
            if outcome != "unchanged" or article.origin not in told:
                yield _Item(outcome, article_id, article.origin)


class _Preview(ArticleReader):
    """What an import would do, and nothing of it."""

    def __init__(self, options: ImportOptions, show: Callable[[Outcome], object]) -> None:
        super().__init__(options)
        self.show = show
        self._shown: set[str] = set()
        self._origins: set[int] = set()

    def take_lot(self, lot: Lot) -> None:
        self.note_obstacles(lot)
        self._show(lot.records)

    def _show(self, lot: Sequence[Waiting]) -> None:
        known = _known(lot)
        copies = self._shown | Article.objects.held_hashes(
            waiting.hash for waiting in lot if not waiting.raw.key
        )
        for waiting in lot:
            _, held = known.get(waiting.origin, (None, None))
            copy = held is None and not waiting.raw.key and waiting.hash in copies
            # Another record under its origin has another content, so it is the same once more.
            again = hash(waiting.origin) in self._origins
            if held == waiting.hash or copy or again:
                self.report.unchanged += 1
                reason = _COPY if copy or again else _UNCHANGED
                self.show(Outcome(waiting.file, waiting.key, skipped=reason, format=waiting.format))
                continue
            for article in self.read([waiting]):
                self._shown.add(waiting.hash)
                self._origins.add(hash(waiting.origin))
                copies.add(waiting.hash)
                self.report.updated += held is not None
                self.report.added += held is None
                self.show(Outcome(waiting.file, waiting.key, article, format=waiting.format))

    def note_failed(self, file: str, record: str, reason: str) -> None:
        self.show(Outcome(file, record, error=reason))

    def note_skipped(self, file: str, record: str, reason: str) -> None:
        self.show(Outcome(file, record, skipped=reason))


def _held(known: Mapping[str, tuple[int, str]], waiting: Waiting) -> str:
    """The hash of what the archive holds under a record's origin, "" where it holds nothing."""
    return known[waiting.origin][1] if waiting.origin in known else ""


def _known(lot: Sequence[Waiting]) -> dict[str, tuple[int, str]]:
    """What the archive holds under each origin, its id and hash, before any work is done."""
    origins = [waiting.origin for waiting in lot]
    rows = Article.objects.filter(origin__in=origins).values_list("origin", "pk", "content_hash")
    return {origin: (pk, content_hash) for origin, pk, content_hash in rows.iterator()}
