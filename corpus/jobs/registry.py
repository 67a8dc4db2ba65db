"""The kinds of background jobs, and the functions that run them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from django.conf import settings

from corpus.models import Job


class RunningJob(Protocol):
    """What a handler is given: the job's row, and a way to report progress."""

    job: Job

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
        """Report progress in the kind's unit; call it often, between transactions.

        It does not return where the job is to stop: a handler must not catch what it raises.
        """


Run = Callable[[RunningJob], str | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job. `run` returns a sentence about the outcome.

    `page` gives the address that shows a job's outcome; without it, the job has its own page.
    """

    name: str
    label: str
    unit: str
    run: Run
    page: Callable[[Job], str] | None


class JobFailedError(Exception):
    """A handler raises it where the work cannot be done; its message is shown to people."""


class UnknownKindError(LookupError):
    """No handler is registered for a kind of job."""


_KINDS: dict[str, Kind] = {}


def handles(
    name: str, label: str, *, unit: str = "", page: Callable[[Job], str] | None = None
) -> Callable[[Run], Run]:
    """Register a function as the handler of a kind of job."""

    def register(run: Run) -> Run:
        _KINDS[name] = Kind(name, label, unit, run, page)
        return run

    return register


def kind_named(name: str) -> Kind:
    """Return a kind of job. Raises UnknownKindError."""
    for module in settings.CORPUS.job_modules:
        import_module(module)
    if name not in _KINDS:
        raise UnknownKindError(f"no such kind of job: {name}")
    return _KINDS[name]
