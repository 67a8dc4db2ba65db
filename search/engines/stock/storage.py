"""Files of a stock Whoosh index that survive a power cut, and the switch between builds.

Stock Whoosh never calls fsync, so after a power cut a table of contents may name segments
whose bytes were lost. Here everything a commit wrote reaches the disk before its table of
contents gets its name, and the name before the commit returns.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

_POINTER = "current.json"


def sync(path: Path) -> None:
    """Have the kernel write a file, or a folder's list of names, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class DurableStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's folder of files; Whoosh ends each commit by renaming a file."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._unsynced: set[Path] = set()

    def create_file(self, name: str, *args: Any, **options: Any) -> Any:
        self._unsynced.add(Path(self.folder, name))
        return super().create_file(name, *args, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        for path in self._unsynced:
            if path.exists():
                sync(path)
        self._unsynced.clear()
        super().rename_file(oldname, newname, safe)
        sync(Path(self.folder))


@dataclass(frozen=True, slots=True)
class Build:
    """One whole index: its number among all builds, and the schema it was built with."""

    number: int
    schema_version: int

    def folder(self, directory: Path) -> Path:
        return directory / f"build-{self.number}"


def current_build(directory: Path) -> Build | None:
    """Return the live build of an index directory, or None where there is none.

    Raises ValueError where the pointer is damaged.
    """
    try:
        written = json.loads((directory / _POINTER).read_text())
    except FileNotFoundError:
        return None
    try:
        return Build(int(written["number"]), int(written["schema_version"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"{_POINTER} is damaged") from error


def switch_to(build: Build, directory: Path) -> None:
    """Make `build` the live one, durably: by rename, so there is always one or the other."""
    fresh = directory / f"{_POINTER}.new"
    fresh.write_text(json.dumps(asdict(build)))
    sync(fresh)
    fresh.replace(directory / _POINTER)
    sync(directory)
