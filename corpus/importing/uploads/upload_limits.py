"""How much may be uploaded, and how a refusal reads."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes and files that one request, one file and one import may have."""

    request_bytes: int
    file_bytes: int
    import_files: int
    import_bytes: int
    free_bytes: int


def limits() -> Limits:
    """The limits that the settings set."""
    values: dict[str, Any] = settings.CORPUS["UPLOAD_LIMITS"]
    return Limits(**values)


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
