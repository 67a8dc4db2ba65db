"""Opening files: what is compressed is read as the file inside it, as a stream."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

from corpus.documents import Document, UnreadableError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BUFFER_BYTES = 256 * 1024
_INFLATERS: tuple[tuple[bytes, str, Callable[[Any], Any]], ...] = (
    (b"\x1f\x8b\x08", "gzip", lambda stream: gzip.GzipFile(fileobj=stream)),
    (b"\xfd7zXZ\x00", "xz", lzma.LZMAFile),
    (b"BZh", "bzip2", bz2.BZ2File),
)
_MOST_LAYERS = 3
# Text shrinks to a tenth, seldom to a fiftieth. What swells more is made to do harm.
_MOST_SWELLING = 400
_ALWAYS_ALLOWED_BYTES = 64 * 1024 * 1024


def open_documents(
    name: str, origin: str, stream: BufferedReader, max_bytes: int, layers: int = 0
) -> Iterator[tuple[str, Document]]:
    """Yield the documents in a file with the origin of each: itself, where it is plain.

    Raises UnreadableError where a layer of packing is broken; reading may raise it later, too.
    """
    head = stream.peek(8)[:8]
    for magic, kind, inflater in _INFLATERS:
        if head.startswith(magic):
            if layers == _MOST_LAYERS:
                raise UnreadableError(f"packed more than {_MOST_LAYERS} times over")
            inner = PurePosixPath(name).stem if "." in name else name
            inflated: Any = BufferedReader(_Inflated(stream, inflater, kind), _BUFFER_BYTES)
            yield from open_documents(inner, origin, inflated, max_bytes, layers + 1)
            return
    yield origin, Document(name, stream, max_bytes)


class _Inflated(io.RawIOBase):
    """What is in a compressed stream. Stops where it swells beyond reason."""

    def __init__(
        self, packed: BinaryIO, inflater: Callable[[BinaryIO], BinaryIO], kind: str
    ) -> None:
        self._packed = packed
        self._plain = inflater(packed)
        self._kind = kind
        self._given = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._given

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._plain.read(len(view))
        except EOFError as error:
            raise UnreadableError(f"{self._kind} data cut short") from error
        except (OSError, zlib.error, lzma.LZMAError) as error:
            raise UnreadableError(f"broken {self._kind} data: {error}") from error
        self._given += len(data)
        if self._given > _ALWAYS_ALLOWED_BYTES:
            taken = max(1, self._packed.tell())
            if self._given > _MOST_SWELLING * taken:
                raise UnreadableError(
                    f"{self._kind} data that swells more than {_MOST_SWELLING} times"
                )
        view[: len(data)] = data
        return len(data)
