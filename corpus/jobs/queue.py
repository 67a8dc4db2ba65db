"""The queue of background jobs: enqueue, cancel, resume, and recover after a crash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from corpus.jobs.registry import kind_named
from corpus.jobs.runner import CANCELLED
from corpus.models import Job

#: A job that was started this often without making progress is what kills the worker.
MAX_ATTEMPTS = 5


def enqueue(
    kind: str,
    parameters: Mapping[str, Any],
    user: AbstractBaseUser | AnonymousUser | None = None,
    title: str = "",
) -> Job:
    """Add a job; the worker takes it once the caller's transaction is committed.

    Raises UnknownKindError where no handler is registered for the kind.
    """
    label = kind_named(kind).label
    return Job.objects.create(
        kind=kind,
        title=(title or label)[:200],
        parameters=dict(parameters),
        made_by_id=user.pk if user is not None else None,
    )


def next_waiting() -> int | None:
    """Return the id of the job that waits longest, or None."""
    waiting = Job.objects.filter(state=Job.State.WAITING).order_by("pk")
    return waiting.values_list("pk", flat=True).first()


@transaction.atomic
def cancel(job: Job) -> None:
    """Stop a job: at once where it waits, at its next progress call where it runs."""
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
    if not waiting.update(
        state=Job.State.CANCELLED, finished=timezone.now(), message="Cancelled before it began."
    ):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(asked_to_stop=True)
    job.refresh_from_db()


@transaction.atomic
def resume(job: Job) -> bool:
    """Queue a cancelled or failed job again; return whether it was one."""
    stopped = (Job.State.CANCELLED, Job.State.FAILED)
    again = Job.objects.filter(pk=job.pk, state__in=stopped).update(
        state=Job.State.WAITING, finished=None, asked_to_stop=False, attempts=0, message=""
    )
    job.refresh_from_db()
    return bool(again)


@transaction.atomic
def recover() -> int:
    """Queue the jobs of a dead worker again; return how many there were.

    Only the worker may call this, while it holds the lock: no other process runs a job then.
    """
    again = 0
    for job in Job.objects.filter(state__in=(Job.State.RUNNING, Job.State.WAITING)).order_by("pk"):
        if job.asked_to_stop:
            _end(job, Job.State.CANCELLED, CANCELLED)
        elif job.attempts >= MAX_ATTEMPTS:
            _end(job, Job.State.FAILED, f"The worker died {job.attempts} times at this job.")
        elif job.state == Job.State.RUNNING:
            Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING)
            again += 1
    return again


def _end(job: Job, state: Job.State, message: str) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, message=message, finished=timezone.now())
