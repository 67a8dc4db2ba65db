"""Runs one job: claims it, calls its handler, and records how it ended."""

from __future__ import annotations

import logging
import threading
import time

from django.db.models import F
from django.utils import timezone

from corpus.jobs.registry import JobFailedError, UnknownKindError, kind_named
from corpus.models import Job

logger = logging.getLogger(__name__)

# A page polls once a second; writing progress more often would only cost writes.
_WRITE_SECONDS = 0.5
_MAX_MESSAGE_CHARS = 2_000

#: The message of a job that was stopped on request.
CANCELLED = "What was done by then stays."

#: Set when the worker is to end: the running job stops at its next progress call and resumes later.
stopping = threading.Event()


class Stopped(BaseException):
    """Ends a handler. A handler's `except Exception` must not catch it."""


class Cancelled(Stopped):
    """Somebody asked for the job to stop."""


class Interrupted(Stopped):
    """The worker ends; the job resumes with the next worker."""


class Running:
    """The `registry.RunningJob` that a handler is given."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._written_at = 0.0
        self._done_before = job.done

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
        """Record the progress. Raises Cancelled or Interrupted where the job is to stop."""
        self.job.done = done
        self.job.total = self.job.total if total is None else total
        self.job.message = self.job.message if message is None else message
        if stopping.is_set():
            self._write()
            raise Interrupted
        if time.monotonic() - self._written_at >= _WRITE_SECONDS:
            self._write()
            self._written_at = time.monotonic()
            if Job.objects.filter(pk=self.job.pk, asked_to_stop=True).exists():
                raise Cancelled

    def _write(self) -> None:
        # Only progress beyond that of the last attempt resets the count of attempts. Single
        # columns are written: a page may have set `asked_to_stop` meanwhile.
        attempts = 0 if self.job.done > self._done_before else self.job.attempts
        Job.objects.filter(pk=self.job.pk).update(
            done=self.job.done,
            total=self.job.total,
            message=self.job.message[:_MAX_MESSAGE_CHARS],
            heartbeat=timezone.now(),
            attempts=attempts,
        )


def run_job(job_id: int) -> bool:
    """Run a job if it waits; return whether it did. Errors are recorded in its row, not raised."""
    job = _claim(job_id)
    if job is None:
        return False
    try:
        message = kind_named(job.kind).run(Running(job))
    except Interrupted:
        Job.objects.filter(pk=job_id).update(state=Job.State.WAITING, attempts=0)
    except Cancelled:
        _end(job, Job.State.CANCELLED, CANCELLED)
    except (JobFailedError, UnknownKindError) as error:
        _end(job, Job.State.FAILED, str(error))
    except Exception as error:
        # A bug in one job must not end the worker, nor the jobs behind it.
        logger.exception("job %d (%s)", job_id, job.kind)
        _end(job, Job.State.FAILED, f"It stopped at an unexpected {type(error).__name__}: {error}")
    else:
        _end(job, Job.State.DONE, message or "")
    return True


def _claim(job_id: int) -> Job | None:
    """Mark a waiting job as running, in one statement; None where it no longer waits."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, state=Job.State.WAITING).update(
        state=Job.State.RUNNING, heartbeat=now, started=now, message="", attempts=F("attempts") + 1
    )
    return Job.objects.get(pk=job_id) if claimed else None


def _end(job: Job, state: Job.State, message: str) -> None:
    done = job.total if state == Job.State.DONE and job.total else job.done
    Job.objects.filter(pk=job.pk).update(
        state=state,
        done=done,
        total=job.total,
        message=message[:_MAX_MESSAGE_CHARS],
        finished=timezone.now(),
        heartbeat=timezone.now(),
        asked_to_stop=False,
    )
