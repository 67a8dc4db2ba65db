"""The watchman: looks at index, outbox and database every few seconds, and acts.

It runs in the worker, beside the jobs. What waits in the outbox it drains; an index that is
missing, damaged or outdated it rebuilds while the old one answers; differences between index and
database it queues. A damaged database it only reports: no repair goes towards the side whose
own checksum fails. Each check may cost a small share of the time, however large the archive.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone

from corpus.models import Article, OutboxEntry
from search.engines import get_engine
from search.engines.base import EngineError
from search.indexing import database_check, drain, watch_report

logger = logging.getLogger(__name__)

LOOK_SECONDS = 3.0
#: Writers drain by themselves; an entry older than this has nobody who works on it.
STALE_OUTBOX_SECONDS = 5.0
#: A check takes at most this share of the time, and runs at most every so many seconds.
CHECK_SHARE = 0.02
MIN_CHECK_SECONDS = 20.0
#: The index is small beside the database: what is damaged in place is seen sooner.
MIN_INDEX_CHECK_SECONDS = 3.0
_ROWS_A_LOOK = 500
_QUEUED_AT_ONCE = 1_000


@dataclass
class Check:
    """When a check is due: the dearer the last run was, the later the next one."""

    run: Callable[[], None]
    min_seconds: float = MIN_CHECK_SECONDS
    due: float = 0.0

    def run_if_due(self) -> None:
        if time.monotonic() < self.due:
            return
        began = time.monotonic()
        try:
            self.run()
        finally:
            ended = time.monotonic()
            self.due = ended + max(self.min_seconds, (ended - began) / CHECK_SHARE)


class Watchman:
    """One look after another; `report` holds what all of them found."""

    def __init__(self) -> None:
        self.report = replace(watch_report.last(), failures=())
        self._row = 0
        self._row_problems: list[str] = []
        self._checks = (
            Check(self._check_pages),
            Check(self._check_rows),
            Check(self._check_index, MIN_INDEX_CHECK_SECONDS),
            Check(self._compare),
        )

    def look(self) -> watch_report.WatchReport:
        """Look at everything that is due, act on it, and write the report. Never raises."""
        self.report = replace(self.report, failures=())
        for step in (self._drain, *(check.run_if_due for check in self._checks), self._drain):
            try:
                step()
            except (EngineError, DatabaseError, OSError) as error:
                self._fail(error)
        self.report = replace(self.report, at=time.time())
        try:
            watch_report.write(self.report)
        except OSError as error:
            logger.warning("the report cannot be written: %s", error)
        return self.report

    def _fail(self, error: Exception) -> None:
        logger.error("watching: %s", error)
        self.report = replace(self.report, failures=(*self.report.failures, str(error)))

    def _drain(self) -> None:
        """Index what nobody works on, and rebuild an index that cannot be trusted."""
        if drain.needs_rebuild(get_engine().status()) or _outbox_is_stale():
            done = drain.drain()
            logger.info("indexed %d articles that were left waiting", done)

    def _check_pages(self) -> None:
        problems = database_check.page_problems()
        if problems and not self.report.database:
            logger.error("the database is damaged; restore a backup: %s", problems[0])
        self.report = replace(
            self.report,
            database=(*problems, *self._row_problems),
            database_checked=time.time(),
        )

    def _check_rows(self) -> None:
        """Compare some rows with their checksums; after the last article begin anew."""
        read = 0
        for found in database_check.damaged_rows(self._row, _ROWS_A_LOOK):
            if isinstance(found, database_check.DamagedRow):
                self._note_row(str(found))
            else:
                self._row, read = found, read + 1
        if read < _ROWS_A_LOOK:
            self._row = 0
            self._row_problems = [p for p in self._row_problems if _is_still_damaged(p)]
            self.report = replace(self.report, rows_checked=time.time())

    def _note_row(self, problem: str) -> None:
        if problem not in self._row_problems:
            logger.error("the database is damaged; restore a backup: %s", problem)
            self._row_problems.append(problem)
            self.report = replace(self.report, database=(*self.report.database, problem))

    def _check_index(self) -> None:
        """Read every byte of the index; what is damaged, the next drain rebuilds."""
        problems = tuple(get_engine().verify())
        self.report = replace(self.report, index=problems, index_checked=time.time())

    def _compare(self) -> None:
        """Queue what the index holds and the database does not show, and the other way round.

        This recognises an index that belongs to another database, or to another moment of it.
        """
        if OutboxEntry.objects.exists() or self.report.database:
            return
        indexed = {article_id for article_id, _ in get_engine().inventory()}
        shown = set(Article.objects.shown().values_list("pk", flat=True))
        differing = sorted(indexed ^ shown)
        # Whatever was written meanwhile is in the outbox, and no difference.
        if OutboxEntry.objects.exists():
            return
        self.report = replace(self.report, compared=time.time(), differences=len(differing))
        if differing:
            logger.error("index and database differ in %d articles; indexing them", len(differing))
        for start in range(0, len(differing), _QUEUED_AT_ONCE):
            with transaction.atomic():
                OutboxEntry.objects.queue(differing[start : start + _QUEUED_AT_ONCE])
        if differing:
            drain.drain()


def _outbox_is_stale() -> bool:
    oldest = OutboxEntry.objects.order_by("pk").values_list("queued", flat=True).first()
    if oldest is None:
        return False
    return (timezone.now() - oldest).total_seconds() > STALE_OUTBOX_SECONDS


def _is_still_damaged(problem: str) -> bool:
    article_id = int(problem.removeprefix("article ").partition(":")[0])
    found = next(database_check.damaged_rows(article_id - 1, 1), None)
    return isinstance(found, database_check.DamagedRow) and found.article_id == article_id


def keep(stop: threading.Event, look_seconds: float = LOOK_SECONDS) -> None:
    """Look again and again until `stop` is set."""
    watchman = Watchman()
    while not stop.wait(look_seconds):
        close_old_connections()
        try:
            watchman.look()
        except Exception:
            # Whatever it was: the next look may succeed, and nobody else repairs.
            logger.exception("watching")
