"""Kinds of jobs for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from corpus.jobs import registry
from corpus.jobs.registry import RunningJob


@contextmanager
def kind(run: Callable[[RunningJob], str | None], name: str = "try") -> Iterator[None]:
    """Register a function as a kind of job while the block runs."""
    registry.handles(name, "Try something", unit="steps")(run)
    try:
        yield
    finally:
        del registry._KINDS[name]
