"""The worker: one process a data folder that does the jobs, one after the other.

A lock on a file, which the system lets go whatever becomes of the process, tells that a
worker is alive. So who holds it knows that every job called "running" is nobody's any more.
"""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from filelock import FileLock, Timeout

from corpus.feeds import scheduler
from corpus.jobs import queue, runner

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 0.5
# Readers' pages come first where both want the processor.
_NICENESS = 15


class _PoliteWorker(Worker):
    """Asked to end, it has its job stop where it may, instead of finishing it."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        runner.stopping.set()
        super().shutdown(signum, frame)


def work() -> None:
    """Do jobs until a signal ends the process; waits while another worker is alive."""
    lock = _lock()
    try:
        lock.acquire(timeout=1)
    except Timeout:
        logger.info("another worker is at work; waiting for it to end")
        lock.acquire()
    with lock:
        os.nice(_NICENESS)
        if again := queue.recover():
            logger.info("going on with %d jobs that were left behind", again)
        worker = _worker()
        worker.configure_signals()
        scheduler.keep_in_background(runner.stopping)
        while worker.running:
            # A plain look: the queue's own takes the database's write lock each time.
            if DBTaskResult.objects.ready().exists():
                worker.run()
            else:
                time.sleep(_LOOK_SECONDS)
            close_old_connections()


def run_waiting() -> None:
    """Do the jobs that wait now, in this process, and return."""
    _worker().run()


def is_working() -> bool:
    """Whether a worker is alive."""
    lock = _lock()
    try:
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True


def _lock() -> FileLock:
    path = Path(settings.CORPUS["WORKER_LOCK"])
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path)


def _worker() -> Worker:
    """One that does what waits, and returns."""
    close_old_connections()
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    return _PoliteWorker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=_LOOK_SECONDS,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"worker-{os.getpid()}",
    )
