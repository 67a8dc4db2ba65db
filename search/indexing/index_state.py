"""The state of the index: its content, size and last comparison with the database."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from corpus.models import OutboxEntry
from search.engines import get_engine


@dataclass(frozen=True, slots=True)
class Verification:
    """A comparison of the index with the database, byte by byte and article by article."""

    at: dt.datetime
    generation: int
    differences: int


@dataclass(frozen=True, slots=True)
class IndexState:
    """The state of the live index. `size` is in bytes, all kept generations together.

    `pending` changes are in the database and not yet in the index. `verified` is None where
    nobody has compared the two yet, or where that is no longer known.
    """

    state: str
    detail: str
    documents: int
    generation: int
    schema_version: int
    size: int
    pending: int
    verified: Verification | None


def index_state() -> IndexState:
    """Return the state; a missing or damaged index raises nothing."""
    status = get_engine().status()
    return IndexState(
        state=status.state,
        detail=status.detail,
        documents=status.documents,
        generation=status.generation,
        schema_version=status.schema_version,
        size=sum(_sizes(_folder() / settings.SEARCH.engine)),
        pending=OutboxEntry.objects.count(),
        verified=_last_verification(),
    )


def remember_verification(differences: int) -> None:
    """Store the time and the result of a comparison of the live index."""
    note = {
        "at": timezone.now().isoformat(),
        "generation": get_engine().status().generation,
        "differences": differences,
    }
    file = _note()
    written = file.with_suffix(".new")
    try:
        written.write_text(json.dumps(note), encoding="utf-8")
        written.replace(file)
    except OSError:
        # A disk that takes no note says nothing about the index.
        return


def _last_verification() -> Verification | None:
    try:
        note = json.loads(_note().read_text(encoding="utf-8"))
        at = dt.datetime.fromisoformat(note["at"])
        return Verification(at, int(note["generation"]), int(note["differences"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _folder() -> Path:
    return settings.SEARCH.index_dir


def _note() -> Path:
    return _folder() / "verified.json"


def _sizes(folder: Path) -> Iterator[int]:
    """Yield the size of each file, skipping files that a commit removes meanwhile."""
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                yield Path(parent, name).stat().st_size
            except OSError:
                continue
