"""Files and records that could not be read: tried again, or left out for good."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef

from corpus.importing.file_walk import walk
from corpus.importing.uploads.server_folders import checked, roots
from corpus.models import Article, ImportBatch, ImportFailure, ReviewDecision
from corpus.review.base import Choice, ReviewItem, Settled

if TYPE_CHECKING:
    from corpus.curation.editing import Person


class Failures:
    """The last failure of each file, unless it was imported since.

    What was left out comes back only if it fails for another reason.
    """

    name = "failures"
    label = "Failed files"
    purpose = "These could not be imported. Retry the files you have fixed; dismiss the rest."

    def count(self) -> int:
        return sum(1 for _ in self._waiting())

    def after(self, subject: str) -> ReviewItem | None:
        waiting = list(self._waiting())
        subjects = [name for name, _ in waiting]
        place = subjects.index(subject) + 1 if subject in subjects else 0
        return self._item(*waiting[place]) if place < len(waiting) else None

    def find(self, subject: str) -> ReviewItem | None:
        found = dict(self._waiting()).get(subject)
        return None if found is None else self._item(subject, found)

    def settle(self, subject: str, value: str, user: Person, stamp: str) -> Settled:
        pk = dict(_last_failures())[subject]
        failure = ImportFailure.objects.select_related("batch").get(pk=pk)
        if value == "keep":
            return Settled("Left out")
        if value != "retry" or not _can_be_tried(failure):
            raise ValueError("This file cannot be tried again from here.")
        from corpus.importing.pipeline import ingest_batch  # noqa: PLC0415 - parsers load slowly

        batch = ImportBatch.objects.create(
            how=failure.batch.how,
            made_by_id=user.pk if user is not None else None,
            paths=[failure.path],
            options=failure.batch.options,
        )
        report = ingest_batch(batch, list(walk([failure.path], within=_within(failure))))
        if report.failures:
            raise ValueError(f"It failed again: {report.failures[0][1]}")
        return Settled(f"Imported: {report.summary}", is_final=True)

    def _waiting(self) -> Iterator[tuple[str, int]]:
        decided = ReviewDecision.objects.standing().filter(queue=self.name)
        settled = set(decided.values_list("subject", flat=True))
        return ((subject, pk) for subject, pk in _last_failures() if subject not in settled)

    def _item(self, subject: str, pk: int) -> ReviewItem:
        failure = ImportFailure.objects.select_related("batch").get(pk=pk)
        again = _can_be_tried(failure)
        return ReviewItem(
            subject=subject,
            title=failure.path,
            facts=(
                ("Reason", failure.reason),
                ("Import of", f"{failure.batch.started:%Y-%m-%d %H:%M}"),
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


def _can_be_tried(failure: ImportFailure) -> bool:
    """Whether it is a file on the server, may be read, and is read while one waits.

    What was uploaded is gone, and its name says nothing of the server's own files.
    """
    try:
        file = Path(failure.path)
        real = file.resolve(strict=True)
        if failure.batch.how == ImportBatch.How.FOLDER:
            real = checked(failure.path)
        elif failure.batch.how != ImportBatch.How.COMMAND:
            return False
        small = real.stat().st_size <= settings.CORPUS.max_file_bytes
    except (OSError, RuntimeError, ValueError):
        return False
    return real == file and real.is_file() and small


def _within(failure: ImportFailure) -> Sequence[Path]:
    """The folders that the import may read; none named are all."""
    return roots() if failure.batch.how == ImportBatch.How.FOLDER else ()
