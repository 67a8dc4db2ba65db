"""Dear searches share few places, so that a crowd of them cannot stop everybody.

A search is priced before it runs. A cheap one always runs; a dear one waits a moment for a
place, and where too many wait, its reader is told to try again. The places are locks on files,
shared by all web processes of a site.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from filelock import FileLock, Timeout

from search.engines.base import EngineError, QueryError
from search.query.nodes import Node
from search.query.search_query import SearchQuery
from search.results.session import SearchSession

#: Postings above which a search is dear: some 40 ms of work beside a page's own 15.
DEAR_COST = 250_000
#: Sorting match lines, or explaining each clause, asks for the same postings again.
VIEW_FACTORS = {"kwic": 4, "calendar": 2}
#: Two web processes share a port: one dear search keeps one of them busy, the other answers
#: everybody else.
PLACES = 1
MAX_WAITING = 2
WAIT_SECONDS = 1.0
_POLL_SECONDS = 0.02


class TooBusyError(Exception):
    """Dear searches have taken all places, and enough others wait already."""


_waiting = threading.BoundedSemaphore(MAX_WAITING)
_running = 0


def holds_place() -> bool:
    """Return whether a dear search runs in this process."""
    return _running > 0


def is_dear(query: SearchQuery, session: SearchSession) -> bool:
    """Return whether a search costs so much that it has to share a place."""
    return _price(query, session) > DEAR_COST


def _price(query: SearchQuery, session: SearchSession) -> int:
    """Return the postings that a search reads, 0 where the search itself will say why not."""
    try:
        generation = session.engine.status().generation
        engine: Any = session.engine
        cost = _cost(engine, generation, session.node(query))
    except (EngineError, QueryError):
        return 0
    return cost * VIEW_FACTORS.get(query.view, 1)


@lru_cache(1024)
def _cost(engine: Any, generation: int, node: Node) -> int:
    """Return the engine's price, once for each commit: refused queries come again and again."""
    return int(engine.cost(node))


@contextmanager
def place() -> Iterator[None]:
    """Hold one of the places for dear searches. Raises TooBusyError where none is free soon."""
    if not _waiting.acquire(blocking=False):
        raise TooBusyError
    try:
        lock = _free_place()
    finally:
        _waiting.release()
    if lock is None:
        yield
        return
    global _running  # noqa: PLW0603 - one place a process, for the server to look at
    _running += 1
    try:
        yield
    finally:
        _running -= 1
        lock.release()


@contextmanager
def admitted(query: SearchQuery, session: SearchSession, *others: SearchQuery) -> Iterator[None]:
    """Let searches run: at once where they are cheap together, else in a place for dear ones."""
    cost = sum(_price(each, session) for each in (query, *others))
    with place() if cost > DEAR_COST else nullcontext():
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
