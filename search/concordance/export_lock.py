"""One large download at a time in each process, so that none keeps readers from their pages.

A table of a million lines takes as long as a thousand pages: as many at once as a process
has threads, and it answers nobody.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator


class BusyError(Exception):
    """This process is writing a table already."""


_writing = threading.Lock()


class Turn(Iterator[bytes]):
    """What a table yields; lets the next have its turn when it ends, or is closed before."""

    def __init__(self, make: Callable[[], Iterator[bytes]]) -> None:
        """Raises BusyError where it is another's turn, and what `make` raises."""
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
        """End the turn, once: also that of a table nobody asked a line of."""
        if not self._ended:
            self._ended = True
            _writing.release()

    def __del__(self) -> None:
        self.close()
