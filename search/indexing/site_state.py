"""How far answers can be trusted now: what every page, JSON answer and health check tells.

An answer may come from an older generation of the index, or lack changes that are still in the
outbox. Readers are told so, and articles that the database no longer shows are left out of
every total, facet and suggestion all the same.
"""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass
from typing import Literal

from django.db import DatabaseError
from django.db.models import Count, Max, Min
from django.utils import timezone

from corpus.models import Article, OutboxEntry
from search.engines import get_engine
from search.engines.base import EngineError, EngineStatus
from search.indexing import disk_space, watch_report

State = Literal["ok", "lagging", "degraded", "down"]

#: Changes that wait longer than this make the archive's state `lagging`.
LAG_SECONDS = 10.0

LAGGING = "Recent changes are not searchable yet: {count} still wait to be indexed."
DEGRADED = "The search index is damaged and is being rebuilt: recent changes may be missing."
DATABASE_DAMAGED = (
    "The database of this archive is damaged: articles may be missing or wrong until a backup "
    "is restored."
)


@dataclass(frozen=True, slots=True)
class SiteState:
    """State of the archive with a sentence for readers on each thing that is wrong.

    `pending` changes are not in the index yet. `down` means that search cannot answer. Two
    states with equal `version` answer from the same articles in the same index.
    """

    state: State
    notices: tuple[str, ...] = ()
    pending: int = 0
    version: tuple[int, int, int] = (0, 0, 0)


#: Nothing is wrong, and nothing waits.
SOUND = SiteState("ok")


@dataclass(frozen=True, slots=True)
class _Outbox:
    """What waits to be indexed. Two equal values mean that nothing was added or removed."""

    count: int = 0
    newest: int = 0
    since: dt.datetime | None = None

    @property
    def age_seconds(self) -> float:
        return (timezone.now() - self.since).total_seconds() if self.since else 0.0


_lock = threading.Lock()
_suppressed_for: object = None


def site_state() -> SiteState:
    """Return the state now, and keep what the database hides out of the engine's answers.

    Costs one small query and two small reads. Never raises.
    """
    status = get_engine().status()
    try:
        outbox = _outbox()
        _suppress(status, outbox)
    except (DatabaseError, EngineError):
        return SiteState("down", (DATABASE_DAMAGED,) if watch_report.last().database else ())
    notices = [*_index_notices(status, outbox), *_other_notices()]
    state: State = status.state
    if state == "ok" and watch_report.last().database:
        state = "degraded"
    if state == "ok" and outbox.age_seconds > LAG_SECONDS:
        state = "lagging"
    version = (status.generation, outbox.count, outbox.newest)
    return SiteState(state, tuple(notices), outbox.count, version)


def _index_notices(status: EngineStatus, outbox: _Outbox) -> list[str]:
    if status.state == "degraded":
        return [DEGRADED]
    if status.state == "ok" and outbox.age_seconds > LAG_SECONDS:
        return [LAGGING.format(count=f"{outbox.count:,}")]
    return []


def _other_notices() -> list[str]:
    told = [DATABASE_DAMAGED] if watch_report.last().database else []
    full = disk_space.problem()
    return [*told, full] if full else told


def _outbox() -> _Outbox:
    row = OutboxEntry.objects.aggregate(count=Count("pk"), newest=Max("pk"), since=Min("queued"))
    return _Outbox(row["count"], row["newest"] or 0, row["since"])


def _suppress(status: EngineStatus, outbox: _Outbox) -> None:
    """Have the engine leave out what it holds and the database does not show."""
    global _suppressed_for  # noqa: PLW0603 - the engine is one for the process, too
    key = (get_engine(), status.generation, status.state, outbox.count, outbox.newest)
    with _lock:
        if key == _suppressed_for:
            return
        get_engine().suppress(_not_shown(status, outbox))
        _suppressed_for = key


def _not_shown(status: EngineStatus, outbox: _Outbox) -> frozenset[int]:
    """Return ids that the index may hold although the database hides or lacks them."""
    if status.state == "ok":
        if not outbox.count:
            return frozenset()
        waiting = set(OutboxEntry.objects.values_list("article_id", flat=True))
    elif status.state == "degraded":
        waiting = {article_id for article_id, _ in get_engine().inventory()}
    else:
        return frozenset()
    return frozenset(waiting.difference(Article.objects.shown().values_list("pk", flat=True)))
