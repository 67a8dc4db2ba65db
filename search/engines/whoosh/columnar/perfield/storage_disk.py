"""Containers in a Whoosh storage: mapped where it is a folder, else read as a whole."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from search.engines.whoosh.columnar.codec.container import Container, SectionWriter
from search.engines.whoosh.columnar.codec.disk import map_file


class StorageDisk:
    """The part of `codec.disk.Disk` that writing one container needs."""

    def __init__(self, storage: Any) -> None:
        self._storage = storage
        self._files: list[Any] = []

    def create(self, path: Path) -> int:
        """Create the file `path.name` of the storage."""
        self._files.append(self._storage.create_file(path.name))
        return len(self._files) - 1

    def write(self, descriptor: int, data: bytes | bytearray | memoryview) -> None:
        """Append `data`."""
        self._files[descriptor].write(data)

    def sync(self, descriptor: int) -> None:
        """Flush the file, to the medium where the storage has one."""
        file = self._files[descriptor]
        file.flush()
        with contextlib.suppress(io.UnsupportedOperation):
            os.fsync(file.fileno())

    def close(self, descriptor: int) -> None:
        """Close the file; a storage in memory keeps it from then on."""
        self._files[descriptor].close()

    def rename(self, source: Path, target: Path) -> None:
        """Rename a file of the storage."""
        self._storage.rename_file(source.name, target.name)

    def sync_folder(self, folder: Path) -> None:
        """Do nothing: the storage owns the folder."""

    def remove(self, path: Path) -> None:
        """Delete a file of the storage."""
        self._storage.delete_file(path.name)


def create_container(storage: Any, name: str, version: int) -> SectionWriter:
    """Begin a container in a file of the storage."""
    return SectionWriter(StorageDisk(storage), Path(name), version)


def open_container(storage: Any, name: str, version: int) -> Container:
    """Open a container. Raises CorruptIndexError, UnknownFormatError and errors of the storage."""
    if isinstance(storage, FileStorage):
        return Container(map_file(Path(storage.folder) / name), name, version)
    file = storage.open_file(name)
    try:
        return Container(bytes(file.read(storage.file_length(name))), name, version)
    finally:
        file.close()
