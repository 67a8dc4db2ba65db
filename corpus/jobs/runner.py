"""Doing one job: its handler is called, told when to stop, and its end written down."""

from __future__ import annotations

import logging
import threading
import time

from django.utils import timezone
from django_tasks import task

from corpus.jobs.registry import JobFailedError, UnknownKindError, kind_named
from corpus.models import Job

logger = logging.getLogger(__name__)

# A page asks once a second; telling more often would only cost writes.
_TELL_SECONDS = 0.5
_MOST_MESSAGE_CHARS = 2_000

#: What is said of a job that was stopped on request.
CANCELLED = "What was done by then stays."

#: Set when the worker is to end: the job it is at stops where it may, and goes on later.
stopping = threading.Event()


class Stopped(BaseException):
    """Ends a handler. Not an Exception: what survives a file's mistakes must not catch it."""


class Cancelled(Stopped):
    """Somebody asked for the job to stop."""


class Interrupted(Stopped):
    """The worker ends; the job goes on when one starts."""


class Running:
    """The `registry.RunningJob` of a job under way."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._told = 0.0
        self._reached_before = job.done

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
        """Note how far the work is. Raises Cancelled or Interrupted where it is to stop."""
        self.job.done = done
        self.job.total = self.job.total if total is None else total
        self.job.message = self.job.message if message is None else message
        if stopping.is_set():
            self._write()
            raise Interrupted
        if time.monotonic() - self._told >= _TELL_SECONDS:
            self._write()
            self._told = time.monotonic()
            if Job.objects.filter(pk=self.job.pk, asked_to_stop=True).exists():
                raise Cancelled

    def _write(self) -> None:
        # Coming further than the last attempt is what clears the count of them. Never the
        # whole row: the page may have asked to stop meanwhile.
        attempts = 0 if self.job.done > self._reached_before else self.job.attempts
        Job.objects.filter(pk=self.job.pk).update(
            done=self.job.done,
            total=self.job.total,
            message=self.job.message[:_MOST_MESSAGE_CHARS],
            heartbeat=timezone.now(),
            attempts=attempts,
        )


@task()
def run_job(job_id: int) -> None:
    """Do the job, if it still waits. What goes wrong is told on its page, never raised."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=job_id, state=Job.State.WAITING)
    if not waiting.update(state=Job.State.RUNNING, heartbeat=now, message=""):
        return  # Cancelled before it began, or queued twice.
    job = Job.objects.get(pk=job_id)
    job.attempts += 1
    Job.objects.filter(pk=job_id).update(attempts=job.attempts, started=now)
    running = Running(job)
    try:
        message = kind_named(job.kind).run(running)
    except Interrupted:
        Job.objects.filter(pk=job_id).update(state=Job.State.WAITING, attempts=0)
    except Cancelled:
        _end(job, Job.State.CANCELLED, CANCELLED)
    except (JobFailedError, UnknownKindError) as error:
        _end(job, Job.State.FAILED, str(error))
    except Exception as error:
        # A job's mistake must not cost the worker, nor the jobs behind it.
        logger.exception("job %d (%s)", job_id, job.kind)
        _end(job, Job.State.FAILED, f"It stopped at an unexpected {type(error).__name__}: {error}")
    else:
        _end(job, Job.State.DONE, message or "")


def _end(job: Job, state: Job.State, message: str) -> None:
    done = job.total if state == Job.State.DONE and job.total else job.done
    Job.objects.filter(pk=job.pk).update(
        state=state,
        done=done,
        total=job.total,
        message=message[:_MOST_MESSAGE_CHARS],
        finished=timezone.now(),
        heartbeat=timezone.now(),
        asked_to_stop=False,
    )
