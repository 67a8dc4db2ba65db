"""The few calls to the operating system that the index is written with.

All writing goes through a `Disk`, so that tests can fail any one call, or lose what was
never synced, and see what is left.
"""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from typing import Protocol


class Disk(Protocol):
    """What a writer asks of the file system. Every call may raise OSError."""

    def create(self, path: Path) -> int:
        """Create `path`, or empty it, and return a descriptor to write to."""

    def write(self, descriptor: int, data: bytes | bytearray | memoryview) -> None:
        """Append all of `data`."""

    def sync(self, descriptor: int) -> None:
        """Return when all that was written is on the medium."""

    def close(self, descriptor: int) -> None: ...

    def rename(self, source: Path, target: Path) -> None:
        """Put `source` in the place of `target`, in one step."""

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in `folder` are on the medium."""

    def remove(self, path: Path) -> None:
        """Remove a file; one that is not there is no error."""


class RealDisk:
    """The operating system's own."""

    def create(self, path: Path) -> int:
        return os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o644)

    def write(self, descriptor: int, data: bytes | bytearray | memoryview) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    def sync(self, descriptor: int) -> None:
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        os.close(descriptor)

    def rename(self, source: Path, target: Path) -> None:
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)


class UnsyncedDisk:
    """Another disk without waiting for its medium: for files that nothing will name."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self.create = disk.create
        self.write = disk.write
        self.close = disk.close
        self.rename = disk.rename
        self.remove = disk.remove

    def sync(self, descriptor: int) -> None: ...

    def sync_folder(self, folder: Path) -> None: ...


class MemoryDisk:
    """Files in memory: for a segment that is merged into another before it is committed."""

    def __init__(self) -> None:
        self.files: dict[Path, bytearray] = {}
        self._open: list[Path] = []

    def create(self, path: Path) -> int:
        self.files[path] = bytearray()
        self._open.append(path)
        return len(self._open) - 1

    def write(self, descriptor: int, data: bytes | bytearray | memoryview) -> None:
        self.files[self._open[descriptor]] += data

    def sync(self, descriptor: int) -> None: ...

    def close(self, descriptor: int) -> None: ...

    def rename(self, source: Path, target: Path) -> None:
        self.files[target] = self.files.pop(source)

    def sync_folder(self, folder: Path) -> None: ...

    def remove(self, path: Path) -> None:
        self.files.pop(path, None)


def map_file(path: Path) -> mmap.mmap | bytes:
    """Return the bytes of `path`, mapped: they stay valid when the file is removed."""
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def write_file(disk: Disk, path: Path, data: bytes | bytearray) -> None:
    """Write a small file whole and sync it; its name is synced with its folder."""
    descriptor = disk.create(path)
    try:
        disk.write(descriptor, data)
        disk.sync(descriptor)
    finally:
        disk.close(descriptor)
