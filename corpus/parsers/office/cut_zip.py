"""ZIP files that were cut short: their parts as far as they go.

The list of parts stands at the end of a ZIP file; where that is missing, the header before each
part is read instead (APPNOTE.TXT 6.3, section 4.3.7).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MAGIC = b"PK\x03\x04"
_HEADER = struct.Struct("<4s5H3I2H")
_PIECE_BYTES = 64 * 1024
_MAX_PARTS = 10_000
_STORED, _DEFLATED = 0, 8


class CutZip:
    """Stands for a `zipfile.ZipFile` of the same file; the last part may break off."""

    def __init__(self, file: IO[bytes]) -> None:
        """Raises BadZipFile where not even a first part begins."""
        self._file = file
        self._starts: dict[str, int] = {}
        self.NameToInfo: dict[str, zipfile.ZipInfo] = {}
        self._find_parts()
        if not self.NameToInfo:
            raise zipfile.BadZipFile("cut short, or no ZIP file")

    def namelist(self) -> list[str]:
        """Return the names of the parts that begin in the file."""
        return list(self.NameToInfo)

    def getinfo(self, name: str) -> zipfile.ZipInfo:
        """Raises KeyError where there is no such part."""
        if name not in self.NameToInfo:
            raise KeyError(f"cut short before its part {name}")
        return self.NameToInfo[name]

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open a part for reading, up to where the file breaks off."""
        info = self.getinfo(name)
        yield io.BufferedReader(_Part(self._file, self._starts[name], info))

    def _find_parts(self) -> None:
        at = 0
        for _ in range(_MAX_PARTS):
            self._file.seek(at)
            header = self._file.read(_HEADER.size)
            if len(header) < _HEADER.size or not header.startswith(_MAGIC):
                return
            fields = _HEADER.unpack(header)
            flags, method, packed, size = fields[2], fields[3], fields[7], fields[8]
            name = self._file.read(fields[9]).decode("utf-8", "replace")
            start = at + _HEADER.size + fields[9] + fields[10]
            info = zipfile.ZipInfo(name)
            info.compress_type, info.compress_size, info.file_size = method, packed, size
            if flags & 1 or method not in (_STORED, _DEFLATED):
                return
            if flags & 8:
                # Its size stands behind it: it ends where its data do.
                info.compress_size = self._size_of(start)
                self._file.seek(start + info.compress_size)
                behind = self._file.read(16)
                at = start + info.compress_size + (16 if behind[:4] == b"PK\x07\x08" else 12)
            else:
                at = start + packed
            self._starts[name] = start
            self.NameToInfo[name] = info

    def _size_of(self, start: int) -> int:
        """How many bytes a part takes whose header does not say it."""
        self._file.seek(start)
        inflating = zlib.decompressobj(-15)
        taken = 0
        while not inflating.eof:
            data = self._file.read(_PIECE_BYTES)
            if not data:
                break
            taken += len(data)
            while data and not inflating.eof:
                inflating.decompress(data, _PIECE_BYTES)
                data = inflating.unconsumed_tail
        return taken - len(inflating.unused_data)


class _Part(io.RawIOBase):
    """The data of a part, as far as they can be had."""

    def __init__(self, file: IO[bytes], start: int, info: zipfile.ZipInfo) -> None:
        self._file = file
        self._at = start
        self._end = start + info.compress_size
        packed = info.compress_type == _DEFLATED
        self._inflating = zlib.decompressobj(-15) if packed else None
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._next(len(view))
        view[: len(data)] = data
        return len(data)

    def _next(self, most: int) -> bytes:
        while True:
            if not self._waiting:
                self._file.seek(self._at)
                self._waiting = self._file.read(min(_PIECE_BYTES, max(0, self._end - self._at)))
                self._at += len(self._waiting)
            if not self._waiting:
                return b""
            if self._inflating is None:
                data, self._waiting = self._waiting[:most], self._waiting[most:]
                return data
            if self._inflating.eof:
                return b""
            data = self._inflating.decompress(self._waiting, most)
            self._waiting = self._inflating.unconsumed_tail
            if data:
                return data
