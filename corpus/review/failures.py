"""Files and records that could not be read: tried again, or left out for good."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, F, OuterRef

from corpus.ingest import ingest
from corpus.models import Article, ImportFailure, ReviewDecision
from corpus.review.base import Choice, Item, Settled

if TYPE_CHECKING:
    from corpus.curation.editing import Person


class Failures:
    """The last failure of each file, unless it was imported since.

    What was left out comes back only if it fails for another reason.
    """

    name = "failures"
    label = "Failed files"
    purpose = "These could not be imported. Try again what was mended; leave out the rest."

    def count(self) -> int:
        return sum(1 for _ in self._waiting())

    def after(self, subject: str) -> Item | None:
        waiting = list(self._waiting())
        subjects = [name for name, _ in waiting]
        place = subjects.index(subject) + 1 if subject in subjects else 0
        return self._item(*waiting[place]) if place < len(waiting) else None

    def find(self, subject: str) -> Item | None:
        found = dict(self._waiting()).get(subject)
        return None if found is None else self._item(subject, found)

    def settle(self, subject: str, value: str, user: Person, stamp: str) -> Settled:
        failure = ImportFailure.objects.get(pk=dict(_last_failures())[subject])
        if value == "keep":
            return Settled("Left out")
        if value != "retry" or not _can_be_tried(failure.path):
            raise ValueError("This file cannot be tried again from here.")
        report = ingest([failure.path])
        if report.failures:
            raise ValueError(f"It failed again: {report.failures[0][1]}")
        return Settled(f"Imported: {report.summary}")

    def _waiting(self) -> Iterator[tuple[str, int]]:
        decided = ReviewDecision.objects.standing().filter(queue=self.name)
        settled = set(decided.values_list("subject", flat=True))
        return ((subject, pk) for subject, pk in _last_failures() if subject not in settled)

    def _item(self, subject: str, pk: int) -> Item:
        failure = ImportFailure.objects.annotate(begun=F("batch__started")).get(pk=pk)
        again = _can_be_tried(failure.path)
        return Item(
            subject=subject,
            title=failure.path,
            facts=(
                ("Reason", failure.reason),
                ("Import of", f"{failure.begun:%Y-%m-%d %H:%M}"),
            ),
            choices=(Choice("1", "retry", "Try again"),) if again else (),
            verbs=(Choice("k", "keep", "Leave it out"),),
        )


def _last_failures() -> Iterator[tuple[str, int]]:
    """Yield the subject and the last failure of each file not imported since, oldest first."""
    imported = Article.objects.filter(
        origin=OuterRef("path"), updated__gte=OuterRef("batch__started")
    )
    failures = ImportFailure.objects.filter(~Exists(imported)).order_by("pk")
    rows = failures.values_list("pk", "path", "reason")
    last = {path: (pk, reason) for pk, path, reason in rows}
    for path, (pk, reason) in sorted(last.items(), key=lambda row: row[1][0]):
        yield _subject(path, reason), pk


def _subject(path: str, reason: str) -> str:
    return hashlib.sha256(f"{path}\0{reason}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _can_be_tried(path: str) -> bool:
    """Whether a path is a file that is there and small enough to be read while one waits."""
    try:
        file = Path(path)
        return file.is_file() and file.stat().st_size <= settings.CORPUS["MAX_FILE_BYTES"]
    except (OSError, ValueError):
        return False
