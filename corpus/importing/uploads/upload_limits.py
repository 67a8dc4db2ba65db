"""How much may be uploaded, and how a refusal reads."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from corpus.corpus_settings import UploadLimits


def limits() -> UploadLimits:
    """Return the limits that the settings set."""
    return settings.CORPUS.upload_limits


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not taken, and why."""

    name: str
    reason: str


def is_full(folder: Path) -> bool:
    """Whether the disk has so little left that the rest of the archive needs it."""
    return shutil.disk_usage(folder).free < limits().free_bytes


def size_in_words(size: int) -> str:
    """A size for people: "1.4 MB"."""
    value = float(size)
    for unit in ("bytes", "KB", "MB", "GB"):
        if value < 1024 or unit == "GB":
            shown = f"{value:.1f}".removesuffix(".0") if value < 100 else f"{value:.0f}"
            return f"{shown} {unit}"
        value /= 1024
    raise AssertionError("unreachable")
