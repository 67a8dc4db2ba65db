"""A file of named arrays: written once, then mapped and never changed.

All numbers are little-endian. Bytes, from the start of the file:

    0    8       magic: 89 44 4C 53 45 47 0D 0A ("\\x89DLSEG\\r\\n")
    8    u4      version of what the sections hold
    12   u4      block size in bytes
    16   48      zero
    64   ...     sections: raw arrays, each from a multiple of 64, zeros between them
    D    48 * S  the directory, one entry a section:
                   0   24  name, ASCII, padded with zeros
                   24  8   type of an item as NumPy writes it ("<u4"), padded with zeros
                   32  u8  offset of the first item from the start of the file
                   40  u8  number of items
         4 * B   CRC-32 of each block of the bytes 0 to D; the last block ends at D
    E    u8      D
         u4      S
         u4      B
         u4      CRC-32 of the bytes D to E
         u4      CRC-32 of the 20 bytes before
         8       magic

So every byte is covered by one checksum. Opening reads the directory alone; a block is
checked when first touched, once for as long as the file stays open.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.disk import Disk, map_file
from search.engines.whoosh.columnar.codec.index_errors import CorruptIndexError, UnknownFormatError

_MAGIC = b"\x89DLSEG\r\n"
_HEADER = struct.Struct("<8sII48x")
_ENTRY = struct.Struct("<24s8sQQ")
MAX_NAME = 24
_FOOTER = struct.Struct("<QIII")
_FOOTER_CRC = struct.Struct("<I8s")
_ALIGNMENT = 64
_BLOCK_BITS = 16
_BLOCK = 1 << _BLOCK_BITS
_BUFFER = 1 << 20
_TYPES = {t: np.dtype(t) for t in ("|u1", "<u2", "<u4", "<u8", "<i4", "<i8", "<f4")}

AnyArray = NDArray[Any]


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file as a manifest names it."""

    name: str
    size: int
    sha256: str

    def renamed(self, name: str) -> WrittenFile:
        return replace(self, name=name)


class SectionWriter:
    """Writes one container from front to back; call `finish` to make it whole."""

    def __init__(self, disk: Disk, path: Path, version: int) -> None:
        self._disk = disk
        self._path = path
        self._entries: list[bytes] = []
        self._crcs: list[int] = []
        self._sha = hashlib.sha256()
        self._buffer = bytearray()
        self._offset = 0
        self._descriptor = disk.create(path)
        self._open = True
        self._put(_HEADER.pack(_MAGIC, version, _BLOCK))

    def add(self, name: str, *parts: AnyArray) -> None:
        """Write a section: its parts, all of one type, one after the other."""
        self.add_parts(name, parts[0].dtype, parts)

    def add_parts(self, name: str, dtype: np.dtype[Any], parts: Iterable[AnyArray]) -> None:
        """Write a section of parts that need not be in memory together.

        Raises ValueError for a name of more than 24 characters.
        """
        if len(name) > MAX_NAME:
            raise ValueError(f"too long for a section's name: {name}")
        self._pad()
        start = self._offset
        for part in parts:
            if part.size:
                self._put(np.ascontiguousarray(part, dtype).data.cast("B"))
        items = (self._offset - start) // dtype.itemsize
        self._entries.append(_ENTRY.pack(name.encode(), dtype.str.encode(), start, items))

    def finish(self) -> WrittenFile:
        """Write the directory, sync the file and close it."""
        self._pad()
        self._crcs += _block_crcs(self._buffer)
        start = self._offset
        directory = b"".join(self._entries) + np.array(self._crcs, "<u4").tobytes()
        footer = _FOOTER.pack(start, len(self._entries), len(self._crcs), zlib.crc32(directory))
        self._buffer += directory + footer + _FOOTER_CRC.pack(zlib.crc32(footer), _MAGIC)
        self._offset += len(directory) + _FOOTER.size + _FOOTER_CRC.size
        self._flush()
        self._disk.sync(self._descriptor)
        self.close()
        return WrittenFile(self._path.name, self._offset, self._sha.hexdigest())

    def close(self) -> None:
        """Let go of the file; what was written without `finish` is of no use."""
        if self._open:
            self._open = False
            self._disk.close(self._descriptor)

    def _pad(self) -> None:
        self._put(bytes(-self._offset % _ALIGNMENT))

    def _put(self, data: bytes | memoryview) -> None:
        self._offset += len(data)
        for at in range(0, len(data), _BUFFER):
            self._buffer += data[at : at + _BUFFER]
            if len(self._buffer) >= _BUFFER:
                whole = len(self._buffer) & -_BLOCK
                rest = self._buffer[whole:]
                del self._buffer[whole:]
                self._crcs += _block_crcs(self._buffer)
                self._flush()
                self._buffer = rest

    def _flush(self) -> None:
        self._sha.update(self._buffer)
        self._disk.write(self._descriptor, self._buffer)
        self._buffer = bytearray()


def _block_crcs(data: bytearray) -> list[int]:
    view = memoryview(data)
    return [zlib.crc32(view[at : at + _BLOCK]) for at in range(0, len(view), _BLOCK)]


class Section:
    """One array of a container, checked as far as it is touched."""

    __slots__ = ("_container", "_offset", "_shift", "array")

    def __init__(self, container: Container, array: AnyArray, offset: int) -> None:
        self.array = array
        self._container = container
        self._offset = offset
        self._shift = array.itemsize.bit_length() - 1

    def __len__(self) -> int:
        return len(self.array)

    def slice(self, start: int, stop: int) -> AnyArray:
        """Return items `start` to `stop`. Raises CorruptIndexError."""
        offset = self._offset
        self._container.check(offset + (start << self._shift), offset + (stop << self._shift))
        return self.array[start:stop]

    def whole(self) -> AnyArray:
        """Return all items. Raises CorruptIndexError."""
        return self.slice(0, len(self.array))


class Container:
    """An open container. Threads may share it."""

    def __init__(self, data: mmap.mmap | bytes, name: str, version: int) -> None:
        self.name = name
        self._data = data
        size = len(data)
        tail = _FOOTER.size + _FOOTER_CRC.size
        if size < _HEADER.size + tail:
            raise CorruptIndexError(name, "is cut short")
        footer = data[size - tail : size - _FOOTER_CRC.size]
        crc, magic = _FOOTER_CRC.unpack(data[size - _FOOTER_CRC.size :])
        if magic != _MAGIC or crc != zlib.crc32(footer):
            raise CorruptIndexError(name, "has a damaged end")
        start, sections, blocks, directory_crc = _FOOTER.unpack(footer)
        directory = data[start : size - tail]
        if (
            len(directory) != sections * _ENTRY.size + blocks * 4
            or zlib.crc32(directory) != directory_crc
            or blocks != -(-start // _BLOCK)
        ):
            raise CorruptIndexError(name, "has a damaged directory")
        self._end = start
        self._crcs = np.frombuffer(directory, "<u4", blocks, sections * _ENTRY.size)
        self._checked = bytearray(blocks)
        self.check(0, _HEADER.size)
        self._check_version(version)
        self._sections = dict(self._entry(directory, n) for n in range(sections))

    @classmethod
    def open(cls, path: Path, version: int) -> Container:
        """Map a file. Raises OSError, CorruptIndexError, UnknownFormatError."""
        return cls(map_file(path), path.name, version)

    def get(self, name: str) -> Section | None:
        return self._sections.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __getitem__(self, name: str) -> Section:
        try:
            return self._sections[name]
        except KeyError:
            raise CorruptIndexError(self.name, f"has no section {name}") from None

    def check(self, start: int, stop: int) -> None:
        """Check the bytes `start` to `stop`, unless done before. Raises CorruptIndexError."""
        first, last = start >> _BLOCK_BITS, (stop + _BLOCK - 1) >> _BLOCK_BITS
        block = self._checked.find(0, first, last)
        if block < 0 or start == stop:
            return
        view = memoryview(self._data)
        while block >= 0:
            begin = block << _BLOCK_BITS
            if zlib.crc32(view[begin : min(begin + _BLOCK, self._end)]) != self._crcs[block]:
                raise CorruptIndexError(self.name, f"is damaged near byte {begin}")
            self._checked[block] = 1
            block = self._checked.find(0, block + 1, last)

    def check_all(self) -> None:
        """Check every block. Raises CorruptIndexError."""
        self.check(0, self._end)

    def _check_version(self, version: int) -> None:
        _, found, block = _HEADER.unpack(self._data[: _HEADER.size])
        if found != version or block != _BLOCK:
            raise UnknownFormatError(f"{self.name} has format {found}, not {version}")

    def _entry(self, directory: bytes, number: int) -> tuple[str, Section]:
        name, dtype, offset, items = _ENTRY.unpack_from(directory, number * _ENTRY.size)
        array = np.frombuffer(self._data, _TYPES[dtype.rstrip(b"\0").decode()], items, offset)
        return name.rstrip(b"\0").decode(), Section(self, array, offset)
