"""The worker: one process per data folder that runs the jobs, one after the other.

The operating system releases the worker's file lock whatever becomes of the process. So
whoever holds the lock knows that no other process runs a job marked "running".
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from types import FrameType

from django.conf import settings
from django.db import close_old_connections
from django.utils.module_loading import import_string
from filelock import FileLock, Timeout

from corpus.jobs import queue, runner

logger = logging.getLogger(__name__)

_POLL_SECONDS = 0.5
# Readers' pages come first where both want the processor.
_NICENESS = 15


def work() -> None:
    """Run jobs until a signal ends the process; wait while another worker is alive."""
    lock = _lock()
    try:
        lock.acquire(timeout=1)
    except Timeout:
        logger.info("another worker is at work; waiting for it to end")
        lock.acquire()
    with lock:
        os.nice(_NICENESS)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
            signal.signal(number, _stop)
        if again := queue.recover():
            logger.info("resuming %d jobs that a stopped worker left behind", again)
        for path in settings.CORPUS.background:
            _keep_in_background(path)
        while not runner.stopping.is_set():
            run_waiting()
            close_old_connections()
            runner.stopping.wait(_POLL_SECONDS)


def run_waiting() -> None:
    """Run the waiting jobs, oldest first, in this process; return when none is left."""
    while not runner.stopping.is_set():
        job_id = queue.next_waiting()
        if job_id is None:
            return
        runner.run_job(job_id)


def is_working() -> bool:
    """Return whether a worker is alive."""
    lock = _lock()
    try:
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True


def _keep_in_background(path: str) -> None:
    """Run a function of the settings in a thread of its own, until the worker is to stop."""
    keep = import_string(path)
    threading.Thread(target=keep, args=(runner.stopping,), name=path, daemon=True).start()


def _stop(number: int, frame: FrameType | None) -> None:
    """Let the running job stop at its next progress call; a second signal ends at once."""
    runner.stopping.set()
    signal.signal(number, signal.SIG_DFL)


def _lock() -> FileLock:
    path = settings.CORPUS.worker_lock
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path)
