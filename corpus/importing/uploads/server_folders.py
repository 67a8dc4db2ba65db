"""Folders on the server that imports may read: only below roots that its owner named."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from corpus.importing.file_walk import FoundFile, Obstacle, walk


class FolderRefusedError(ValueError):
    """A folder that may not be read; the message says why, for people."""


def roots() -> list[Path]:
    """The folders named in the settings, with symlinks resolved; those that there are."""
    named = [Path(root) for root in settings.CORPUS.import_roots]
    return [root.resolve() for root in named if root.is_absolute() and root.is_dir()]


def checked(given: str) -> Path:
    """Return the real path of a folder or file below a root.

    Raises FolderRefusedError; what lies outside the roots is not told from what is not there.
    """
    try:
        real = Path(given.strip()).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        real = None
    allowed = real is not None and any(real.is_relative_to(root) for root in roots())
    if real is None or not allowed or not Path(given.strip()).is_absolute():
        raise FolderRefusedError(
            "There is no such folder below those that imports may read. Give its whole path."
        )
    return real


def found(path: str) -> list[FoundFile | Obstacle]:
    """Return what an import of such a folder is to read. Raises FolderRefusedError."""
    return list(walk([checked(path)], within=roots()))
