"""A lock that allows one large export at a time in each process.

An export of a million lines takes as long as a thousand pages; one per thread would leave no
thread to answer readers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator


class BusyError(Exception):
    """This process is writing an export already."""


_writing = threading.Lock()


class LockedExport(Iterator[bytes]):
    """The chunks of an export; releases the lock when it ends or is closed."""

    def __init__(self, make: Callable[[], Iterator[bytes]]) -> None:
        """Raises BusyError if another export holds the lock, and whatever `make` raises."""
        self._ended = True
        if not _writing.acquire(blocking=False):
            raise BusyError
        self._ended = False
        try:
            self._lines = make()
        except BaseException:
            self.close()
            raise

    def __next__(self) -> bytes:
        try:
            return next(self._lines)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Release the lock, once; also for an export of which nobody took a chunk."""
        if not self._ended:
            self._ended = True
            _writing.release()

    def __del__(self) -> None:
        self.close()
