"""The kinds of jobs there are, and the functions that do them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from django.conf import settings

from corpus.models import Job


class RunningJob(Protocol):
    """What a handler is given: its parameters, and a way to tell how far it is."""

    job: Job

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
        """Tell how far the work is, in the kind's unit. To be called often, between transactions.

        Does not return where the job is to stop: what it raises must not be caught.
        """


Run = Callable[[RunningJob], str | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job. `run` returns what came of it, for people.

    `page` gives the address where a job's outcome is shown, where that is not its own page.
    """

    name: str
    label: str
    unit: str
    run: Run
    page: Callable[[Job], str] | None


class JobFailedError(Exception):
    """Raised by a handler where its work cannot be done; the message says why, for people."""


class UnknownKindError(LookupError):
    """No handler is registered for a kind of job."""


_KINDS: dict[str, Kind] = {}


def handles(
    name: str, label: str, *, unit: str = "", page: Callable[[Job], str] | None = None
) -> Callable[[Run], Run]:
    """Register a function as what does jobs of this kind."""

    def register(run: Run) -> Run:
        _KINDS[name] = Kind(name, label, unit, run, page)
        return run

    return register


def kind_named(name: str) -> Kind:
    """Return a kind of job. Raises UnknownKindError."""
    for module in settings.CORPUS["JOB_MODULES"]:
        import_module(module)
    if name not in _KINDS:
        raise UnknownKindError(f"no such kind of job: {name}")
    return _KINDS[name]
