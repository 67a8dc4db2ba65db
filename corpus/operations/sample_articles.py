"""The sample articles of a fresh archive, and how to be rid of them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from corpus.curation.undo import UndoRefusedError, undo
from corpus.importing.uploads.upload_imports import is_undone
from corpus.models import Article, ImportBatch


def samples_folder() -> Path:
    """Where the samples lie as files."""
    return Path(settings.SITE_DIR, "seeds")


def samples_batch() -> ImportBatch | None:
    """Return the import of the samples, None where there is none, or none of it is left."""
    paths = [str(samples_folder())]
    for batch in ImportBatch.objects.filter(how=ImportBatch.How.COMMAND).order_by("pk")[:20]:
        is_held = Article.objects.filter(batch=batch, binned=None).exists()
        if batch.paths == paths and is_held and not is_undone(batch):
            return batch
    return None


def remove_samples() -> int:
    """Undo the import of the samples; return how many articles went.

    What an editor corrected stays, as with the undo of any import.
    """
    batch = samples_batch()
    if batch is None or batch.change_set is None:
        return 0
    before = Article.objects.count()
    try:
        undo(batch.change_set, None)
    except UndoRefusedError:
        return 0
    return before - Article.objects.count()
