"""Imports from the browser, from the first file to the job that reads them."""

from __future__ import annotations

import hashlib
import time

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import reverse

from corpus.importing.file_walk import FoundFile, Obstacle
from corpus.importing.uploads import pasted_text, server_folders, upload_store
from corpus.importing.uploads.receiver import ReceivedFile, uploads_folder
from corpus.jobs.queue import enqueue
from corpus.jobs.registry import JobFailedError, RunningJob, handles
from corpus.models import ChangeSet, ImportBatch, Job

Maker = AbstractBaseUser | AnonymousUser

How = ImportBatch.How


def gather(user: Maker) -> ImportBatch:
    """Begin an import of files that are still to be uploaded."""
    return ImportBatch.objects.create(how=How.UPLOAD, made_by_id=user.pk)


def gathering(user: Maker) -> ImportBatch | None:
    """The import whose files this user uploaded last and has not started, if there is one."""
    begun = ImportBatch.objects.filter(
        how=How.UPLOAD, made_by_id=user.pk, job=None, finished=None, uploads__isnull=False
    )
    return begun.order_by("-pk").first()


def paste(user: Maker, text: str, title: str = "") -> ImportBatch:
    """Begin an import of pasted text. The same text pasted again is the same article."""
    batch = ImportBatch.objects.create(how=How.TEXT, made_by_id=user.pk)
    data = pasted_text.as_file(text, title).encode("utf-8", "replace")
    digest = hashlib.sha256(data).hexdigest()
    path = uploads_folder() / f"incoming-{batch.pk}-{digest[:12]}"
    path.write_bytes(data)
    upload_store.keep(batch, [ReceivedFile(path, f"pasted text {digest[:24]}", len(data), digest)])
    return batch


def name_folder(user: Maker, path: str) -> ImportBatch:
    """Begin an import of a folder on the server. Raises FolderRefusedError."""
    real = server_folders.checked(path)
    return ImportBatch.objects.create(how=How.FOLDER, made_by_id=user.pk, paths=[str(real)])


def files_of(batch: ImportBatch) -> list[FoundFile | Obstacle]:
    """What an import is to read, as it stands now. Raises FolderRefusedError."""
    if batch.how == How.FOLDER:
        return server_folders.found(batch.paths[0])
    return upload_store.found(batch)


@transaction.atomic
def start(batch: ImportBatch, user: Maker) -> Job | None:
    """Have an import done in the background, once; None where it was started already."""
    row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not row.is_gathering:
        return None
    if row.how != How.FOLDER:
        names = list(row.uploads.order_by("name").values_list("name", flat=True))
        if not names:
            return None
        row.paths = _tops(names)
    row.job = enqueue("import", {"batch": row.pk}, user, f"Import of {row.description}")
    row.save(update_fields=["job", "paths"])
    batch.refresh_from_db()
    return row.job


def drop(batch: ImportBatch) -> None:
    """Forget an import that nobody started, with its files."""
    if batch.is_gathering:
        upload_store.discard(batch)
        batch.delete()


def _tops(names: list[str]) -> list[str]:
    """The folders and files that were dropped, each once."""
    return list(dict.fromkeys(name.partition("/")[0] for name in names))[:200]


class _Told:
    """Hears the import's progress in bytes, and tells the job."""

    def __init__(self, running: RunningJob, batch: ImportBatch) -> None:
        self._running = running
        self._batch = batch
        self._records = batch.records
        self._began = time.monotonic()
        self._read = self._total = 0

    def expect(self, total_bytes: int) -> None:
        self._total = total_bytes
        self._running.progress(0, total_bytes)

    def advance(self, read_bytes: int, name: str) -> None:
        self._read += read_bytes
        passed = time.monotonic() - self._began
        rate = round((self._batch.records - self._records) / max(passed, 0.1))
        said = f"{rate:,} a second; " if passed >= 1 and rate else ""
        self._running.progress(self._read, self._total, f"{said}reading {name}")


def _page(job: Job) -> str:
    return reverse("desk_import_batch", args=(job.parameter("batch"),))


def is_undone(batch: ImportBatch) -> bool:
    """Return whether an import was undone, or is being undone, and not done again since."""
    undoings = ChangeSet.objects.filter(undoes__imports=batch, undoings=None)
    return undoings.exists()


@handles("import", "Import", unit="bytes", page=_page)
def run_import(running: RunningJob) -> str:
    """Read what an import was given. Begun again, it goes on where it was."""
    batch = ImportBatch.objects.get(pk=running.job.parameter("batch"))
    if is_undone(batch):
        raise JobFailedError("It has been undone; import the files again instead.")
    if batch.finished is None and batch.how != How.FOLDER and not batch.uploads.exists():
        raise JobFailedError("Its files were removed after two weeks. Upload them again.")
    if batch.finished is None:
        try:
            files = files_of(batch)
        except server_folders.FolderRefusedError as error:
            files = [Obstacle(batch.paths[0], str(error))]
        from corpus.importing.pipeline import ingest_batch  # noqa: PLC0415 - parsers load slowly

        ingest_batch(batch, files, _Told(running, batch))
    # Only now: every original is in the database.
    upload_store.discard(batch)
    return (
        f"{batch.added:,} added, {batch.updated:,} updated, "
        f"{batch.unchanged:,} unchanged, {batch.failed:,} failed."
    )
