"""Processes that work beside an import, and this one for what they do not come round to.

They know no database: they are given values and return values. They are started afresh
("spawn"), so it does not matter which threads run beside an import. They end with the process
that started them, however that ends.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

Argument = TypeVar("Argument")
Result = TypeVar("Result")

logger = logging.getLogger(__name__)

#: Each process takes about a hundred megabytes; more of them wait for the one that stores.
_MAX_PROCESSES = 4


def process_count(wanted: int) -> int:
    """Return how many processes read, this one included; `wanted` 0 means one for each core."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return wanted or min(cores or 1, _MAX_PROCESSES)


@dataclass(slots=True)
class PoolTask(Generic[Argument, Result]):
    """Some work, and its result where another process was asked for it."""

    pool: ProcessPool
    work: Callable[[Argument], Result]
    argument: Argument
    future: Future[Result] | None = None

    def result(self) -> Result:
        """Return what the work gives; what no other process has begun is done here."""
        if self.future is not None and not self.future.cancel():
            try:
                return self.future.result()
            except BrokenProcessPool:
                self.pool.give_up()
        return self.work(self.argument)


class ProcessPool:
    """`count` processes, this one included; the others are started by `start`."""

    def __init__(self, count: int) -> None:
        self._others = count - 1
        self._executor: ProcessPoolExecutor | None = None

    @property
    def is_parallel(self) -> bool:
        """Whether other processes work."""
        return self._executor is not None

    def start(self) -> None:
        """Start the other processes, if there are to be any and they have not been started."""
        if self._executor is None and self._others > 0:
            spawn = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(self._others, spawn, _begin_process)

    def begin(
        self, work: Callable[[Argument], Result], argument: Argument
    ) -> PoolTask[Argument, Result]:
        """Have work done; the result is asked for later. `work` is a function of a module."""
        task = PoolTask(self, work, argument)
        if self._executor is not None:
            try:
                task.future = self._executor.submit(work, argument)
            except BrokenProcessPool:
                self.give_up()
        return task

    def give_up(self) -> None:
        """Go on without the other processes, as one of them has died."""
        if self._executor is not None:
            logger.warning("a process that reads has died; the import goes on without others")
        self._others = 0
        self.close()

    def close(self) -> None:
        """End the other processes."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


def _begin_process() -> None:
    """Set up a process: it leaves Ctrl-C to the one that started it, and ends with that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
