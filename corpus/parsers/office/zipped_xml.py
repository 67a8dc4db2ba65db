"""Office documents that are ZIP files of XML: their parts, read as streams of elements."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from lxml import etree

from corpus.importing.decompression import BUFFER_BYTES, Budget, Metered
from corpus.importing.source_file import SourceFile, UnreadableError
from corpus.parsers.office.cut_zip import CutZip

_SPOOLED_BYTES = 16 * 2**20
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError, EOFError)


@contextmanager
def opened(document: SourceFile, kind: str) -> Iterator[zipfile.ZipFile]:
    """Open a document as a ZIP file. Raises UnreadableError where it is broken, or locked.

    Of one that was cut short, what there is can be read before that.
    """
    try:
        with seekable(document) as file:
            if zipfile.is_zipfile(file):
                with zipfile.ZipFile(file) as packed:
                    yield packed
            else:
                # It has the verbs that are used here.
                yield cast("zipfile.ZipFile", CutZip(file))
    except _BROKEN as error:
        raise UnreadableError(f"broken {kind}: {error}".replace("'", "")) from error
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"broken {kind}: {error.msg}") from error


def elements(
    packed: zipfile.ZipFile, part: str, *tags: str
) -> Iterator[tuple[str, etree._Element]]:
    """Yield the start and end of each element of a part with one of these tags.

    What has ended is forgotten when the next is asked for. Raises UnreadableError where the
    part swells out of all proportion.
    """
    with packed.open(part) as member:
        stream = _Bounded(member, packed.getinfo(part).compress_size)
        yield from etree.iterparse(
            stream,
            events=("start", "end"),
            tag=tags or None,
            resolve_entities=False,
            no_network=True,
        )


def forget(element: etree._Element) -> None:
    """Free an element that was read, and what stands before it."""
    parent = element.getparent()
    element.clear(keep_tail=False)
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


class _Bounded:
    """A part being read, within a budget of what it may swell to."""

    def __init__(self, member: IO[bytes], size: int) -> None:
        self._member = Metered(member, Budget(_Size(size)))

    def read(self, size: int = -1) -> bytes:
        return self._member.read(size if size >= 0 else BUFFER_BYTES) or b""


class _Size:
    """Stands for the packed part: all of it counts as read."""

    closed = False

    def __init__(self, size: int) -> None:
        self._size = size

    def tell(self) -> int:
        return self._size


def seekable(document: SourceFile) -> Any:
    """The document's stream, or a copy of it where it cannot be sought."""
    if document.stream.seekable():
        return document.stream
    copy = tempfile.SpooledTemporaryFile(max_size=_SPOOLED_BYTES)  # noqa: SIM115
    while data := document.stream.read(BUFFER_BYTES):
        copy.write(data)
    copy.seek(0)
    return copy


def has_part(document: SourceFile, part: str) -> bool:
    """Whether a document is a ZIP file with this part. Looks at its end, where that can be."""
    if not document.head().startswith(b"PK\x03\x04"):
        return False
    if part.encode() in document.head():
        return True
    if not document.stream.seekable():
        return False
    place = document.stream.tell()
    try:
        return part in zipfile.ZipFile(document.stream).NameToInfo
    except _BROKEN:
        return False
    finally:
        document.stream.seek(place)
