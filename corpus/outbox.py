"""After articles were written: telling whoever keeps an index of them.

`corpus` knows no index. It calls the function named by `CORPUS.after_write` (a dotted
path; empty means nobody listens) once the transaction has committed. The outbox's rows
are the promise, the call is only haste: should it fail, the rows wait for the next one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


class _Hold(threading.local):
    """How many written articles the listener has not heard of, in this thread."""

    every: int = 0
    waiting: int = 0


_hold = _Hold()


def announce(articles: int) -> None:
    """Call the listener after the running transaction commits, or count towards a held call."""
    transaction.on_commit(partial(_written, articles))


@contextmanager
def held(every: int) -> Iterator[None]:
    """Make one call for many writes: after each `every` articles, and at the end.

    Within another such block this one adds nothing.
    """
    if _hold.every:
        yield
        return
    _hold.every = every
    try:
        yield
    finally:
        _hold.every = 0
        if _hold.waiting:
            _call()


def _written(articles: int) -> None:
    _hold.waiting += articles
    if _hold.waiting >= _hold.every:
        _call()


def _call() -> None:
    _hold.waiting = 0
    listener = settings.CORPUS.after_write
    if not listener:
        return
    try:
        import_string(listener)()
    except Exception:
        logger.exception("%s failed; the outbox keeps what it has not done", listener)
