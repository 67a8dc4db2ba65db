"""Removes the files that no kept generation needs."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from search.engines.whoosh.columnar.codec.disk import Disk
from search.engines.whoosh.columnar.index.manifest import Manifest

_OURS = re.compile(r"(generation|segment)-.*\.(json|seg|del|part)")
MERGE_LOCK = "merge.lock"


def remove_unused(disk: Disk, folder: Path, kept: Sequence[Manifest]) -> None:
    """Remove the files that none of `kept` names. Call it with the write lock held.

    What cannot be removed now is removed after a later commit. Unfinished files are left
    alone while another process may be at work on them.
    """
    needed = {file.name for manifest in kept for file in manifest.files()}
    needed |= {manifest.name for manifest in kept}
    with contextlib.suppress(OSError):
        unused = [
            path
            for path in folder.iterdir()
            if _OURS.fullmatch(path.name) and path.name not in needed
        ]
        for path in unused:
            if path.suffix != ".part":
                disk.remove(path)
        if parts := [path for path in unused if path.suffix == ".part"]:
            with contextlib.suppress(Timeout), FileLock(folder / MERGE_LOCK, timeout=0):
                for path in parts:
                    disk.remove(path)
