"""The files that an import was given: kept by number on disk, by name in the database.

What a row names is held; a file without a row is nobody's. They go once the import is whole,
since every article keeps its original in the database.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from corpus.importing.file_walk import FoundFile, Obstacle, sift
from corpus.importing.uploads.receiver import ReceivedFile, uploads_folder
from corpus.importing.uploads.upload_limits import Refusal, limits, size_in_words
from corpus.models import ImportBatch, Upload

#: What the origins of uploaded articles begin with, so that no path is mistaken for one.
ORIGIN = "upload://"
# An import that nobody finished, and what was being received when a server died.
_KEPT_DAYS = 14
_KEPT_INCOMING = dt.timedelta(days=1)
_ROWS_AT_ONCE = 400


def folder_of(batch: ImportBatch) -> Path:
    """Where the files of an import lie."""
    return uploads_folder() / str(batch.pk)


def held(batch: ImportBatch) -> tuple[int, int]:
    """Return how many files are held for an import, and their bytes."""
    sums = batch.uploads.aggregate(files=Count("pk"), size=Sum("size"))
    return sums["files"], sums["size"] or 0


@transaction.atomic
def keep(batch: ImportBatch, received: Sequence[ReceivedFile]) -> list[Refusal]:
    """Hold files for an import; return those that its limits refuse.

    A name that is held already stands for the newer file. Once this is committed the files
    survive the end of any process; what a power cut takes of them, the import names.
    """
    bound = limits()
    if not ImportBatch.objects.select_for_update().get(pk=batch.pk).is_gathering:
        return [Refusal(file.relative_name, "this import has already begun") for file in received]
    files, size = held(batch)
    standing: dict[str, Upload] = {}
    names = [file.relative_name for file in received]
    for start in range(0, len(names), _ROWS_AT_ONCE):
        some = batch.uploads.filter(name__in=names[start : start + _ROWS_AT_ONCE])
        standing |= {row.name: row for row in some}
    folder = folder_of(batch)
    folder.mkdir(exist_ok=True)
    refusals: list[Refusal] = []
    for file in received:
        name, old = file.relative_name, standing.get(file.relative_name)
        if old is not None and old.sha256 == file.sha256:
            continue
        if old is None and files >= bound.import_files:
            refusals.append(Refusal(name, f"more than {bound.import_files:,} files in one import"))
            continue
        if size + (file.size or 0) > bound.import_bytes:
            most = size_in_words(bound.import_bytes)
            refusals.append(Refusal(name, f"the import would hold more than {most}"))
            continue
        row = old or Upload(batch=batch, name=name)
        row.size, row.sha256 = file.size or 0, file.sha256
        row.save()
        standing[name] = row
        file.path.rename(folder / str(row.pk))
        files, size = files + (old is None), size + row.size
    return refusals


def found(batch: ImportBatch) -> list[FoundFile | Obstacle]:
    """Return what an import is to read, by name; a file that is no longer whole fails."""
    rows = list(batch.uploads.order_by("name"))
    left_out = sift([row.name for row in rows])
    return [
        Obstacle(row.name, left_out[row.name], failed=False)
        if row.name in left_out
        else _found(folder_of(batch) / str(row.pk), row)
        for row in rows
    ]


def _found(path: Path, row: Upload) -> FoundFile | Obstacle:
    try:
        size = path.stat().st_size
    except OSError:
        size = -1
    if size != row.size:
        return Obstacle(row.name, "lost on the server since it was uploaded; send it again")
    return FoundFile(path, size, named="/" not in row.name, origin=ORIGIN + row.name)


def discard(batch: ImportBatch) -> None:
    """Remove the files of an import."""
    batch.uploads.all().delete()
    shutil.rmtree(folder_of(batch), ignore_errors=True)


def sweep() -> None:
    """Remove what nobody will come back for; the worker does so when it starts."""
    now = timezone.now()
    old = now - dt.timedelta(days=_KEPT_DAYS)
    unfinished = ImportBatch.objects.filter(finished=None, started__lt=old, uploads__isnull=False)
    for batch in unfinished.distinct():
        if batch.job is None or not batch.job.is_active:
            discard(batch)
    for path in uploads_folder().iterdir():
        if path.is_file() and path.stat().st_mtime < (now - _KEPT_INCOMING).timestamp():
            path.unlink(missing_ok=True)
