"""Undoing an import as a whole: what it added goes, what it changed is given back.

What was done to an article since is respected: one that an editor corrected, or that a
later import changed, is kept, and said to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from corpus import outbox
from corpus.boilerplate.repeated_lines import settle
from corpus.importing.uploads import upload_store
from corpus.importing.uploads.article_snapshots import set_back
from corpus.jobs.queue import enqueue, resume
from corpus.jobs.registry import RunningJob, handles
from corpus.models import Article, ImportBatch, ImportItem, Job

_LOT = 200
_CHANGES = (ImportItem.Outcome.ADDED, ImportItem.Outcome.UPDATED)

REMOVED = "removed"
GIVEN_BACK = "given back"
GIVEN_BACK_IN_PART = "given back, except for what an editor has set since"
GONE = "already gone"
KEPT_CORRECTED = "kept: an editor has corrected it since"
KEPT_BINNED = "kept: an editor has put it in the bin"
KEPT_LATER = "kept: a later import has changed it"
KEPT_UNKNOWN = "kept: what it was before is not known"

# By article: the import that wrote it last, whether it is in the bin, what editors have set.
_Standing = dict[int | None, tuple[int | None, bool, set[str]]]


@dataclass(slots=True)
class Plan:
    """What undoing an import would do, counted."""

    removes: int = 0
    gives_back: int = 0
    gone: int = 0
    kept: dict[str, int] = field(default_factory=dict)

    @property
    def changes(self) -> int:
        return self.removes + self.gives_back


def plan(batch: ImportBatch) -> Plan:
    """Say what undoing an import would do now."""
    found: Counter[str] = Counter()
    for items in _lots(batch, with_states=False):
        found.update(_decided(items).values())
    given_back = found[GIVEN_BACK] + found[GIVEN_BACK_IN_PART]
    kept = {reason: count for reason, count in found.items() if reason.startswith("kept")}
    if found[GIVEN_BACK_IN_PART]:
        kept[GIVEN_BACK_IN_PART] = found[GIVEN_BACK_IN_PART]
    return Plan(found[REMOVED], given_back, found[GONE], kept)


def can_undo(batch: ImportBatch) -> bool:
    """Whether an import has ended, one way or the other, and has not been undone."""
    if batch.undone is not None or (batch.undo_job is not None and batch.undo_job.is_active):
        return False
    ended = not batch.job.is_active if batch.job else batch.finished is not None
    return ended and batch.items.filter(outcome__in=_CHANGES, undone="").exists()


@transaction.atomic
def undo(batch: ImportBatch, user: AbstractBaseUser | AnonymousUser) -> Job | None:
    """Have an import undone in the background; None where it cannot be, or is being."""
    row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not can_undo(row):
        return None
    if row.undo_job is not None and resume(row.undo_job):
        return row.undo_job
    row.undo_job = enqueue("undo-import", {"batch": row.pk}, user, f"Undo of import {row.pk}")
    row.save(update_fields=["undo_job"])
    batch.refresh_from_db()
    return row.undo_job


def _page(job: Job) -> str:
    return f"/desk/imports/{job.parameter('batch')}/"


@handles("undo-import", "Undo an import", unit="articles", page=_page)
def run_undo(running: RunningJob) -> str:
    """Undo an import, some hundred articles a transaction; each item says what was done."""
    batch = ImportBatch.objects.get(pk=running.job.parameter("batch"))
    changes = batch.items.filter(outcome__in=_CHANGES)
    total = changes.count()
    done = total - changes.filter(undone="").count()
    with outbox.held(every=settings.CORPUS["ANNOUNCE_EVERY"]):
        for items in _lots(batch, with_states=True):
            running.progress(done, total)
            _undo_lot(items)
            done += len(items)
        settle()
    # A cancelled import has kept them, to go on with.
    upload_store.discard(batch)
    ImportBatch.objects.filter(pk=batch.pk, undone=None).update(undone=timezone.now())
    return _told(Counter(changes.exclude(undone="").values_list("undone", flat=True)))


@transaction.atomic
def _undo_lot(items: Sequence[ImportItem]) -> None:
    decided = _decided(items, lock=True)
    rows = Article.objects.in_bulk([item.article_id for item in items if item.article_id])
    removed = {item.article_id for item in items if decided[item.pk] == REMOVED}
    given_back = {}
    for item in items:
        item.undone = decided[item.pk]
        if item.before is None or item.undone not in (GIVEN_BACK, GIVEN_BACK_IN_PART):
            continue
        # Changed twice by one import: the last is read first, so the first state stays.
        if item.article_id not in removed:
            article = rows[item.article_id]
            given_back[article.pk] = (article, set_back(article, item.before))
    Article.objects.discard_many(rows[pk] for pk in removed)
    Article.objects.give_back(list(given_back.values()))
    ImportItem.objects.bulk_update(items, ["undone"])


def _lots(batch: ImportBatch, *, with_states: bool) -> Iterator[list[ImportItem]]:
    """Yield the changes that are not undone yet, the last first."""
    waiting = batch.items.filter(outcome__in=_CHANGES, undone="").order_by("-pk")
    if not with_states:
        # Whether there is a state, not the state: it holds an article.
        waiting = waiting.defer("before")
    last: int | None = None
    while lot := list((waiting if last is None else waiting.filter(pk__lt=last))[:_LOT]):
        yield lot
        last = lot[-1].pk


def _decided(items: Sequence[ImportItem], *, lock: bool = False) -> dict[int, str]:
    """Return by item what is to become of its article."""
    ids = [item.article_id for item in items if item.article_id]
    rows = Article.objects.filter(pk__in=ids)
    if lock:
        rows = rows.select_for_update()
    standing: _Standing = {
        pk: (batch_id, binned is not None, set(edited))
        for pk, batch_id, binned, edited in rows.values_list(
            "pk", "batch_id", "binned", "edited_fields"
        )
    }
    updated = [item.pk for item in items if item.outcome == ImportItem.Outcome.UPDATED]
    edited_before = dict(
        ImportItem.objects.filter(pk__in=updated, before__isnull=False).values_list(
            "pk", "before__edited_fields"
        )
    )
    return {item.pk: _decide(item, standing, edited_before) for item in items}


def _decide(
    item: ImportItem,
    standing: _Standing,
    edited_before: dict[int, list[str]],
) -> str:
    if item.article_id not in standing:
        return GONE
    batch_id, is_binned, edited = standing[item.article_id]
    if batch_id != item.batch_id:
        return KEPT_LATER
    if item.outcome == ImportItem.Outcome.ADDED:
        if is_binned:
            # Removed, it would come back with its file.
            return KEPT_BINNED
        return KEPT_CORRECTED if edited else REMOVED
    if item.pk not in edited_before:
        return KEPT_UNKNOWN
    return GIVEN_BACK_IN_PART if edited - set(edited_before[item.pk]) else GIVEN_BACK


def _told(found: Counter[str]) -> str:
    """What was done, for people."""
    given_back = found[GIVEN_BACK] + found[GIVEN_BACK_IN_PART]
    parts = [f"{found[REMOVED]:,} removed", f"{given_back:,} given back"]
    parts += [f"{count:,} {reason}" for reason, count in found.items() if reason.startswith("kept")]
    return "; ".join(parts) + "."
