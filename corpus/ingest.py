"""Import: what was gathered is read, cleaned, dated and stored. One bad file stops nothing.

Records are stored some hundred at a time, each lot in one transaction with its failures
and the batch's counts. A run that was stopped is simply run again: what it stored is
"unchanged", told by a hash before any work is done on it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from corpus import outbox
from corpus.documents import UnreadableError
from corpus.files import FoundFile, Obstacle, walk
from corpus.gathering import Gatherer, Waiting
from corpus.models import Article, ImportBatch, ImportFailure, Outcome
from corpus.reading import read_article
from corpus.records import ParsedArticle
from corpus.report import IngestReport, Progress, Silent


def ingest(
    paths: Sequence[str | Path],
    progress: Progress | None = None,
    called: Mapping[str, str] | None = None,
) -> IngestReport:
    """Import files and folders; return what came of it. Never raises for what they hold.

    `called` names fields of dumps that have unusual names: {"title": "kicker"}. The path
    "-" is standard input.
    """
    return ingest_found(list(walk(paths)), [str(path) for path in paths], progress, called)


def ingest_found(
    found: Sequence[FoundFile | Obstacle],
    paths: Sequence[str],
    progress: Progress | None = None,
    called: Mapping[str, str] | None = None,
) -> IngestReport:
    """Import files already found; `paths` are what the batch is to name."""
    run = _Import(ImportBatch.objects.create(paths=list(paths)), called or {})
    with outbox.held(every=settings.CORPUS["ANNOUNCE_EVERY"]):
        run.read_all(found, progress or Silent())
        run.finish()
    return run.report


def preview(
    paths: Sequence[str | Path],
    show: Callable[[ParsedArticle], object],
    called: Mapping[str, str] | None = None,
) -> IngestReport:
    """Read what an import would, store nothing; `show` is given each article to be.

    The report counts as an import would: what is held already is "unchanged".
    """
    run = _Preview(called or {}, show)
    run.read_all(list(walk(paths)), Silent())
    return run.report


class _Reader(Gatherer):
    """What imports and previews share: records become articles."""

    def __init__(self, called: Mapping[str, str]) -> None:
        super().__init__(called)
        self.today = dt.datetime.now(dt.UTC).date()

    def read(self, lot: Sequence[Waiting]) -> Iterator[ParsedArticle]:
        """Yield the articles of records; those that are none have failed."""
        for waiting in lot:
            try:
                yield read_article(waiting.raw, waiting.origin, waiting.file_name, self.today)
            except UnreadableError as error:
                self.fail(waiting.origin, str(error))


class _Import(_Reader):
    """One import under way."""

    def __init__(self, batch: ImportBatch, called: Mapping[str, str]) -> None:
        super().__init__(called)
        self.batch = batch
        self._written_failures = 0

    def take_lot(self, lot: Sequence[Waiting]) -> None:
        known = _known(lot)
        fresh = [waiting for waiting in lot if known.get(waiting.origin) != waiting.hash]
        self.report.unchanged += len(lot) - len(fresh)
        articles = list(self.read(fresh))
        try:
            self._write(lambda: Article.objects.store_many(articles, self.batch))
        except (DatabaseError, ValueError):
            # One of them does not go in. Singly, only that one is lost.
            for article in articles:
                self._store_one(article)

    def finish(self) -> None:
        """Close the batch."""
        self.batch.finished = timezone.now()
        self._write(list)

    def _store_one(self, article: ParsedArticle) -> None:
        try:
            self._write(lambda: [Article.objects.store(article, self.batch)])
        except (DatabaseError, ValueError) as error:
            self.fail(article.origin, f"the database refuses it: {error}")
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


class _Preview(_Reader):
    """What an import would do, and nothing of it."""

    def __init__(self, called: Mapping[str, str], show: Callable[[ParsedArticle], object]) -> None:
        super().__init__(called)
        self.show = show
        self._shown: set[str] = set()

    def take_lot(self, lot: Sequence[Waiting]) -> None:
        known = _known(lot)
        copies = self._shown | Article.objects.held_hashes(
            waiting.hash for waiting in lot if not waiting.raw.key
        )
        for waiting in lot:
            held = known.get(waiting.origin)
            copy = held is None and not waiting.raw.key and waiting.hash in copies
            if held == waiting.hash or copy:
                self.report.unchanged += 1
                continue
            for article in self.read([waiting]):
                self._shown.add(waiting.hash)
                copies.add(waiting.hash)
                self.report.updated += held is not None
                self.report.added += held is None
                self.show(article)


def _known(lot: Sequence[Waiting]) -> dict[str, str]:
    """The hash of what the archive holds under each origin, before any work is done."""
    origins = [waiting.origin for waiting in lot]
    rows = Article.objects.filter(origin__in=origins).values_list("origin", "content_hash")
    return dict(rows.iterator())
