"""Disks that fail, stop, or forget: what the index has to survive."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from search.engines.whoosh.columnar.codec.disk import RealDisk


class CountingDisk(RealDisk):
    """A disk that does something before its call number `at`, counted from 0."""

    def __init__(self, at: int, act: Callable[[str], None]) -> None:
        self.calls = 0
        self._at = at
        self._act = act

    def _count(self, name: str) -> None:
        number, self.calls = self.calls, self.calls + 1
        if number == self._at:
            self._act(name)

    def create(self, path: Path) -> int:
        self._count("create")
        return super().create(path)

    def write(self, descriptor: int, data: bytes | bytearray | memoryview) -> None:
        self._count("write")
        super().write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        self._count("sync")
        super().sync(descriptor)

    def rename(self, source: Path, target: Path) -> None:
        self._count("rename")
        super().rename(source, target)

    def sync_folder(self, folder: Path) -> None:
        self._count("sync_folder")
        super().sync_folder(folder)

    def remove(self, path: Path) -> None:
        self._count("remove")
        super().remove(path)


@dataclass
class _Inode:
    data: bytearray = field(default_factory=bytearray)
    synced: bytes = b""


class ForgetfulDisk(RealDisk):
    """A real disk that also knows what a power cut would leave of it.

    What a cut leaves is decided by the worst a file system may do: of a file, what was
    written when it was last synced, and of what came later any beginning; of the names,
    those of the last sync of the folder, and of later changes any selection.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._inodes: dict[int, _Inode] = {}
        self._names: dict[str, _Inode] = {}
        self._synced_names: dict[str, _Inode] = {}
        self._changes: list[tuple[str, _Inode | None]] = []
        #: Called after each change of the disk, before the next one.
        self.after_each: Callable[[], None] = lambda: None

    def create(self, path: Path) -> int:
        descriptor = super().create(path)
        self._inodes[descriptor] = inode = _Inode()
        self._rename(path.name, inode)
        return descriptor

    def write(self, descriptor: int, data: bytes | bytearray | memoryview) -> None:
        super().write(descriptor, data)
        self._inodes[descriptor].data += data
        self.after_each()

    def sync(self, descriptor: int) -> None:
        super().sync(descriptor)
        inode = self._inodes[descriptor]
        inode.synced = bytes(inode.data)
        self.after_each()

    def rename(self, source: Path, target: Path) -> None:
        super().rename(source, target)
        inode = self._names[source.name]
        self._rename(target.name, inode)
        self._rename(source.name, None)

    def remove(self, path: Path) -> None:
        super().remove(path)
        self._rename(path.name, None)

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self._synced_names = dict(self._names)
        self._changes = []
        self.after_each()

    def cut_power(self, target: Path, rng: random.Random) -> None:
        """Write to `target` what a power cut now might leave."""
        names = dict(self._synced_names)
        keep = rng.choice((0.0, 0.5, 1.0))
        for name, inode in self._changes:
            if rng.random() < keep:
                if inode is None:
                    names.pop(name, None)
                else:
                    names[name] = inode
        target.mkdir()
        for name, inode in names.items():
            more = len(inode.data) - len(inode.synced)
            kept = len(inode.synced) + (rng.choice((0, more, rng.randint(0, more))))
            (target / name).write_bytes(bytes(inode.data[:kept]))

    def _rename(self, name: str, inode: _Inode | None) -> None:
        if inode is None:
            self._names.pop(name, None)
        else:
            self._names[name] = inode
        self._changes.append((name, inode))
        self.after_each()


def stop_now(_: str) -> None:
    """End this process as kill -9 would."""
    os._exit(9)
