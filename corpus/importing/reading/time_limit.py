"""A limit on the processor time that one record may take, so that none holds up all others.

The operating system's timer interrupts even a regular expression. It counts the time of this
process, so a busy machine fails no record. Where there is no such timer (Windows), or outside of
the main thread, nothing is limited.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from corpus.importing.source_file import UnreadableError

T = TypeVar("T")

#: A page of 1 MB takes some seconds. What takes longer would keep all others waiting.
MAX_RECORD_SECONDS = 20.0
# A library may have caught the first interruption.
_AGAIN_SECONDS = 0.5


class _TimeUpError(BaseException):
    """Not an Exception: libraries catch those, and go on."""


@contextmanager
def limited(seconds: float, what: str = "it") -> Iterator[None]:
    """Raise UnreadableError, which names `what`, where the block takes more processor time."""
    if not _may_limit():
        yield
        return
    earlier = signal.signal(signal.SIGPROF, _interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN_SECONDS)
    try:
        yield
    except _TimeUpError:
        signal.setitimer(signal.ITIMER_PROF, 0)
        raise UnreadableError(
            f"reading {what} takes more than {seconds:g} seconds of computing"
        ) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, earlier)


def each_limited(items: Iterable[T], seconds: float) -> Iterator[T]:
    """Yield items; raise UnreadableError where reading the next one takes more time.

    What the caller does between two items does not count.
    """
    iterator = iter(items)
    while True:
        with limited(seconds, "the next record"):
            try:
                item = next(iterator)
            except StopIteration:
                return
        yield item


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise _TimeUpError


def _may_limit() -> bool:
    return (
        hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    ) and signal.getitimer(signal.ITIMER_PROF)[0] == 0.0
