"""Dear searches share few places, so that a crowd of them cannot stop everybody.

A search is priced before it runs. A cheap one always runs; a dear one waits a moment for a
place, and where too many wait, its reader is told to try again. The places are locks on files,
shared by all web processes of a site.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.conf import settings
from filelock import FileLock, Timeout

from search.engines.base import EngineError, QueryError
from search.query.search_query import SearchQuery
from search.results.session import SearchSession

#: Postings above which a search is dear: some 40 ms of work beside a page's own 15.
DEAR_COST = 250_000
#: Sorting match lines, or explaining each clause, asks for the same postings again.
VIEW_FACTORS = {"kwic": 4, "calendar": 2}
#: One core is left to everybody else.
PLACES = max(1, (os.cpu_count() or 2) - 1)
MAX_WAITING = 2
WAIT_SECONDS = 1.0
_POLL_SECONDS = 0.02


class TooBusyError(Exception):
    """Dear searches have taken all places, and enough others wait already."""


_waiting = threading.BoundedSemaphore(MAX_WAITING)


def is_dear(query: SearchQuery, session: SearchSession) -> bool:
    """Return whether a search costs so much that it has to share a place."""
    try:
        cost = session.engine.cost(session.node(query))
    except (EngineError, QueryError):
        return False  # The search itself will say so.
    return cost * VIEW_FACTORS.get(query.view, 1) > DEAR_COST


@contextmanager
def place() -> Iterator[None]:
    """Hold one of the places for dear searches. Raises TooBusyError where none is free soon."""
    if not _waiting.acquire(blocking=False):
        raise TooBusyError
    try:
        lock = _free_place()
    finally:
        _waiting.release()
    try:
        yield
    finally:
        if lock:
            lock.release()


@contextmanager
def admitted(query: SearchQuery, session: SearchSession) -> Iterator[None]:
    """Let a search run: at once where it is cheap, else in a place for dear ones."""
    with place() if is_dear(query, session) else nullcontext():
        yield


def _free_place() -> FileLock | None:
    """Return a lock that is held, or None where the disk takes no locks."""
    folder = Path(settings.SEARCH.index_dir) / "places"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    # Not the thread's own lock object: two threads of one process are two searches.
    locks = [FileLock(folder / f"{number}.lock", thread_local=False) for number in range(PLACES)]
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        for lock in locks:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                continue
            return lock
        if time.monotonic() >= deadline:
            raise TooBusyError
        time.sleep(_POLL_SECONDS)
