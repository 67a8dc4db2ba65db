"""A clock that tells work instead of time, so that a busy machine answers as an idle one does.

Each step of a query adds what it costs on an ordinary processor: what it read, times the
nanoseconds below. They were measured on one core of an AMD EPYC and need to be right to a factor
of two only.
"""

from __future__ import annotations

import threading

#: Nanoseconds for reading and scoring one posting, for reading one position, for comparing one
#: position with those of another word, and for looking at the windows around one.
POSTING = 20
POSITION = 10
COMPARISON = 40
WINDOW = 90
#: For testing one term: by its letters, and by a pattern or the edits between two words.
TERM = 5
PATTERN = 500
EDITS = 100
#: For putting one match in order, for the arrays of one part of a query, and for what stands
#: around one request: reading its query, compiling it, making its answer.
SORTED_MATCH = 100
QUERY_PART = 20_000
REQUEST = 300_000

_PER_SECOND = 1e9


class WorkClock(threading.local):
    """The work that queries did on this thread, in seconds of an ordinary processor."""

    def __init__(self) -> None:
        self._nanoseconds = 0

    def now(self) -> float:
        return self._nanoseconds / _PER_SECOND

    def spend(self, count: int, nanoseconds: int) -> None:
        """Add the cost of `count` steps."""
        self._nanoseconds += count * nanoseconds


CLOCK = WorkClock()
