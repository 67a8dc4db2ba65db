"""Everything that an administrator looks at first, gathered without failing."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from corpus.jobs.worker import is_working
from corpus.models import Feed, Job
from corpus.operations.backup import LastBackup, last_backup
from search.indexing import disk_space, watch_report
from search.indexing.index_state import IndexState, index_state
from search.indexing.site_state import SiteState, site_state
from search.operations.slow_requests import SlowRequest, slowest

_SLOW_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of the watchman's report, None where it never came."""

    at: dt.datetime | None

    @classmethod
    def of(cls, seconds: float) -> Moment:
        return cls(dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds else None)


@dataclass(frozen=True, slots=True)
class SiteOverview:
    """State of the site. Sizes are in bytes; `problems` has a sentence on each thing wrong."""

    state: SiteState
    problems: tuple[str, ...]
    index: IndexState
    database_size: int
    disk_free: int
    disk_total: int
    is_worker_alive: bool
    is_watched: bool
    looked: Moment
    database_checked: Moment
    rows_checked: Moment
    index_checked: Moment
    compared: Moment
    jobs_waiting: int
    jobs_failed: int
    feeds_failing: int
    backup: LastBackup | None
    slow: tuple[SlowRequest, ...]


def site_overview() -> SiteOverview:
    """Return the state of the site now."""
    report = watch_report.last()
    state = site_state()
    usage = shutil.disk_usage(settings.DATA_DIR)
    problems = [*state.notices, *report.database, *report.index, *report.failures]
    if report.is_stale:
        problems.append("Nobody watches the archive: the worker is not running.")
    yesterday = timezone.now() - dt.timedelta(days=1)
    return SiteOverview(
        state=state,
        problems=tuple(dict.fromkeys(filter(None, (*problems, disk_space.problem())))),
        index=index_state(),
        database_size=_database_size(),
        disk_free=usage.free,
        disk_total=usage.total,
        is_worker_alive=is_working(),
        is_watched=not report.is_stale,
        looked=Moment.of(report.at),
        database_checked=Moment.of(report.database_checked),
        rows_checked=Moment.of(report.rows_checked),
        index_checked=Moment.of(report.index_checked),
        compared=Moment.of(report.compared),
        jobs_waiting=Job.objects.filter(state=Job.State.WAITING).count(),
        jobs_failed=Job.objects.filter(state=Job.State.FAILED, finished__gt=yesterday).count(),
        feeds_failing=Feed.objects.filter(failures__gt=0).count(),
        backup=last_backup(),
        slow=tuple(slowest(_SLOW_SHOWN)),
    )


def _database_size() -> int:
    if connection.vendor != "sqlite":
        return 0
    path = Path(str(connection.settings_dict["NAME"]))
    files = (path, path.with_name(path.name + "-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
