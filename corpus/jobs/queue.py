"""Asking for a job, asking it to stop, and asking for it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from corpus.jobs.registry import kind_named
from corpus.jobs.runner import CANCELLED, run_job
from corpus.models import Job

#: A job begun so often without getting anywhere is what kills the worker.
MOST_ATTEMPTS = 5


@transaction.atomic
def enqueue(
    kind: str,
    parameters: Mapping[str, Any],
    user: AbstractBaseUser | AnonymousUser | None = None,
    title: str = "",
) -> Job:
    """Have a job done in the background; the worker takes it once this is committed.

    Raises UnknownKindError where nobody does such jobs.
    """
    label = kind_named(kind).label
    job = Job.objects.create(
        kind=kind,
        title=(title or label)[:200],
        parameters=dict(parameters),
        made_by_id=user.pk if user is not None else None,
    )
    run_job.enqueue(job.pk)
    return job


@transaction.atomic
def cancel(job: Job) -> None:
    """Ask a job to stop. One that waits stops at once, one that runs where it next may."""
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
    if not waiting.update(
        state=Job.State.CANCELLED, finished=timezone.now(), message="Cancelled before it began."
    ):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(asked_to_stop=True)
    job.refresh_from_db()


@transaction.atomic
def resume(job: Job) -> bool:
    """Have a job that was cancelled, or failed, go on; returns whether it was one."""
    stopped = (Job.State.CANCELLED, Job.State.FAILED)
    again = Job.objects.filter(pk=job.pk, state__in=stopped).update(
        state=Job.State.WAITING, finished=None, asked_to_stop=False, attempts=0, message=""
    )
    if again:
        run_job.enqueue(job.pk)
    job.refresh_from_db()
    return bool(again)


@transaction.atomic
def recover() -> int:
    """Queue again what a worker left behind that is no more; return how many jobs that were.

    Only for the worker, while it holds the lock: no other can be running anything.
    """
    again = 0
    DBTaskResult.objects.exclude(status="READY").filter(task_path=run_job.module_path).delete()
    queued = {
        row.args_kwargs["args"][0]
        for row in DBTaskResult.objects.filter(task_path=run_job.module_path).iterator()
    }
    for job in Job.objects.filter(state__in=(Job.State.RUNNING, Job.State.WAITING)).order_by("pk"):
        if job.asked_to_stop:
            _end(job, Job.State.CANCELLED, CANCELLED)
        elif job.attempts >= MOST_ATTEMPTS:
            _end(job, Job.State.FAILED, f"The worker died {job.attempts} times at this job.")
        elif job.state == Job.State.RUNNING or job.pk not in queued:
            Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING)
            if job.pk not in queued:
                run_job.enqueue(job.pk)
            again += 1
    return again


def _end(job: Job, state: Job.State, message: str) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, message=message, finished=timezone.now())
