"""An array that grows at its end and is read once: in memory while small, else on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from search.engines.whoosh.columnar.codec.container import AnyArray
from search.engines.whoosh.columnar.codec.disk import Disk

#: Beyond this an array goes to its file, piece by piece.
_MEMORY_BYTES = 4 << 20
_READ_ITEMS = 1 << 20


class SpillFile:
    """Holds what a section will be. Its file is gone after `close`."""

    def __init__(self, disk: Disk, path: Path, dtype: str) -> None:
        self.dtype = np.dtype(dtype)
        self._disk = disk
        self._path = path
        self._held: list[AnyArray] = []
        self._bytes = 0
        self._descriptor = -1

    def append(self, numbers: AnyArray) -> None:
        """Add numbers, which must fit the type."""
        self._held.append(numbers.astype(self.dtype, copy=False))
        self._bytes += self._held[-1].nbytes
        if self._bytes > _MEMORY_BYTES:
            if self._descriptor < 0:
                self._descriptor = self._disk.create(self._path)
            for part in self._held:
                self._disk.write(self._descriptor, np.ascontiguousarray(part).data.cast("B"))
            self._held, self._bytes = [], 0

    def parts(self) -> Iterator[AnyArray]:
        """Yield all numbers, in pieces."""
        if self._descriptor >= 0:
            with self._path.open("rb") as file:
                while len(part := np.fromfile(file, self.dtype, _READ_ITEMS)):
                    yield part
        yield from self._held

    def close(self) -> None:
        if self._descriptor >= 0:
            self._disk.close(self._descriptor)
            self._disk.remove(self._path)
            self._descriptor = -1
