"""Compressed streams, and the budget that keeps bombs from going off."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.importing.source_file import UnreadableError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BUFFER_BYTES = 256 * 1024
# Text shrinks to a tenth, seldom to a fiftieth. What swells more is made to do harm.
_MOST_SWELLING = 400
_ALWAYS_ALLOWED_BYTES = 64 * 1024 * 1024
# `xz -9` takes a quarter of it.
_XZ_MEMORY_BYTES = 256 * 1024 * 1024
_MEMBER_ERRORS = (
    *(OSError, EOFError, ValueError, RuntimeError),
    *(zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError),
)


@dataclass(frozen=True, slots=True)
class Inflater:
    """A way of compressing: how it begins, what it is called, and how it is undone."""

    magic: bytes
    kind: str
    undo: Callable[[Any], Any]


class _XzFile:
    """An `LZMAFile` of bounded memory: a few bytes may ask for a dictionary of gigabytes."""

    def __init__(self, packed: Any) -> None:
        self._packed = packed
        self._inflating = self._begun()

    def read(self, size: int) -> bytes:
        while True:
            if self._inflating.eof:
                packed = self._next_stream()
                if not packed:
                    return b""
                self._inflating = self._begun()
            else:
                packed = self._packed.read(BUFFER_BYTES) if self._inflating.needs_input else b""
                if not packed and self._inflating.needs_input:
                    raise EOFError
            if data := self._inflating.decompress(packed, size):
                return data

    def _next_stream(self) -> bytes:
        """The beginning of another stream behind the one that ended, without the padding."""
        packed = self._inflating.unused_data.lstrip(b"\x00")
        while not packed and (more := self._packed.read(BUFFER_BYTES)):
            packed = more.lstrip(b"\x00")
        return bytes(packed)

    def _begun(self) -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY_BYTES)


INFLATERS = (
    Inflater(b"\x1f\x8b\x08", "gzip", lambda stream: gzip.GzipFile(fileobj=stream)),
    Inflater(b"\xfd7zXZ\x00", "xz", _XzFile),
    Inflater(b"BZh", "bzip2", bz2.BZ2File),
)


class Budget:
    """How many bytes may come out of a file, given how many of it were read."""

    def __init__(self, outermost: Any) -> None:
        self._outermost = outermost
        self._reached = 1
        self._given = 0
        self.spent = False

    def take(self, given: int) -> None:
        """Count bytes. Raises UnreadableError where they are out of proportion."""
        self._given += given
        if self._given <= _ALWAYS_ALLOWED_BYTES:
            return
        if not self._outermost.closed:
            self._reached = max(self._reached, self._outermost.tell())
        try:
            refuse_swelling(self._given, self._reached)
        except UnreadableError:
            self.spent = True
            raise


def refuse_swelling(given: int, packed: int) -> None:
    """Raise UnreadableError where `packed` bytes become `given` out of all proportion."""
    if given > max(_ALWAYS_ALLOWED_BYTES, _MOST_SWELLING * packed):
        raise UnreadableError(f"swells to more than {_MOST_SWELLING} times its size")


class Inflated(io.RawIOBase):
    """What is in a compressed stream."""

    def __init__(self, packed: Any, inflater: Inflater, budget: Budget) -> None:
        self._plain = inflater.undo(packed)
        self._kind = inflater.kind
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._plain.read(len(view))
        except EOFError as error:
            raise UnreadableError(f"{self._kind} data cut short") from error
        except (OSError, zlib.error, lzma.LZMAError) as error:
            raise UnreadableError(f"broken {self._kind} data: {error}") from error
        self._budget.take(len(data))
        view[: len(data)] = data
        return len(data)


class Metered(io.RawIOBase):
    """A member of an archive, counted as it is read."""

    def __init__(self, member: Any, budget: Budget) -> None:
        self._member = member
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._member.read(len(view))
        except _MEMBER_ERRORS as error:
            raise UnreadableError(f"broken in the archive: {error}") from error
        self._budget.take(len(data))
        view[: len(data)] = data
        return len(data)
