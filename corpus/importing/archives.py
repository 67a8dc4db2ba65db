"""Opening files: archives and compressed files are read as the files inside them, as streams.

Nothing is ever written to disk, so what an archive calls its members can do no harm: the
names are labels. What swells beyond reason is refused, however it is packed.
"""

from __future__ import annotations

import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from io import BufferedReader
from pathlib import PurePosixPath
from typing import Any

from corpus.importing.companions import Companion, find_companions
from corpus.importing.decompression import BUFFER_BYTES, INFLATERS, Budget, Inflated, Metered
from corpus.importing.import_options import ImportOptions
from corpus.importing.source_file import SourceFile, UnreadableError

_MOST_LAYERS = 4
_SPOOLED_BYTES = 16 * 1024 * 1024
_ZIP = b"PK\x03\x04"
# Zip files that are one document, and belong to a parser: by the name of the first member, or
# of any.
_DOCUMENT_BEGINS = (b"mimetype", b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"_rels/.rels")
_DOCUMENT_HAS = ("[Content_Types].xml", "META-INF/container.xml")


@dataclass(frozen=True, slots=True)
class Refused:
    """A member of an archive that is not read, and why. What is no article has not `failed`."""

    origin: str
    reason: str
    failed: bool = True


@dataclass(frozen=True, slots=True)
class Opening:
    """How a file is opened: how large one article may be, and what the user states about all."""

    max_bytes: int
    options: ImportOptions = field(default_factory=ImportOptions)


def open_documents(
    name: str, origin: str, stream: BufferedReader, opening: Opening
) -> Iterator[tuple[str, SourceFile] | Refused]:
    """Yield the documents in a file with the origin of each: itself, where it is plain.

    A member's origin is "archive.zip!/folder/member.txt". Each document must be read
    before the next is asked for. Raises UnreadableError where the packing is broken;
    reading a document may raise it, too.
    """
    yield from _opened(name, origin, stream, _Way(opening, Budget(stream), 0))


@dataclass(frozen=True, slots=True)
class _Way:
    """The way into a file: what all its layers share, and how many lie above."""

    opening: Opening
    budget: Budget
    layers: int

    def deeper(self) -> _Way:
        return replace(self, layers=self.layers + 1)


def _opened(
    name: str, origin: str, stream: Any, way: _Way
) -> Iterator[tuple[str, SourceFile] | Refused]:
    head = stream.peek(512)[:512]
    inflater = next((one for one in INFLATERS if head.startswith(one.magic)), None)
    packed = inflater or _is_archive(head)
    if packed and way.layers == _MOST_LAYERS:
        raise UnreadableError(f"packed more than {_MOST_LAYERS} times over")
    if inflater:
        inner = PurePosixPath(name).stem if "." in name else name
        plain = BufferedReader(Inflated(stream, inflater, way.budget), BUFFER_BYTES)
        yield from _opened(inner, origin, plain, way.deeper())
    elif head.startswith(_ZIP) and packed:
        yield from _zip(name, origin, stream, way.deeper())
    elif packed:
        yield from _tar(origin, stream, way.deeper())
    else:
        yield origin, SourceFile(name, stream, way.opening.max_bytes, way.opening.options)


def _is_archive(head: bytes) -> bool:
    if head.startswith(_ZIP):
        # The name of the first member stands behind a header of 30 bytes.
        return not head[30:].startswith(_DOCUMENT_BEGINS)
    return head[257:262] == b"ustar"


def _zip(
    name: str, origin: str, stream: Any, way: _Way
) -> Iterator[tuple[str, SourceFile] | Refused]:
    try:
        with _seekable(stream) as file, zipfile.ZipFile(file) as packed:
            if any(part in packed.NameToInfo for part in _DOCUMENT_HAS):
                file.seek(0)
                whole = BufferedReader(file, BUFFER_BYTES)
                yield origin, SourceFile(name, whole, way.opening.max_bytes, way.opening.options)
                return
            companions = find_companions(packed.namelist(), _reader(packed))
            for member in packed.infolist():
                if member.is_dir() or _left_out(member.filename):
                    continue
                place = f"{origin}!/{_label(member.filename)}"
                companion = companions.get(member.filename)
                if companion is not None and companion.skipped:
                    yield Refused(place, companion.skipped, failed=False)
                    continue
                if member.flag_bits & 1:
                    yield Refused(place, "locked with a password")
                    continue
                try:
                    with packed.open(member) as inside:
                        yield from _told(_member(place, inside, way), companion)
                except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
                    yield Refused(place, f"broken in the archive: {error}")
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableError(f"broken ZIP archive: {error}") from error


def _reader(packed: zipfile.ZipFile) -> Callable[[str, int], bytes]:
    def read(name: str, most: int) -> bytes:
        with packed.open(name) as inside:
            return inside.read(most)

    return read


def _told(
    opened: Iterator[tuple[str, SourceFile] | Refused], companion: Companion | None
) -> Iterator[tuple[str, SourceFile] | Refused]:
    """Give documents what their export states of them."""
    for one in opened:
        if companion is None or isinstance(one, Refused):
            yield one
        else:
            yield one[0], replace(one[1], companion=companion)


def _tar(origin: str, stream: Any, way: _Way) -> Iterator[tuple[str, SourceFile] | Refused]:
    try:
        with tarfile.open(fileobj=stream, mode="r|") as packed:
            for member in packed:
                place = f"{origin}!/{_label(member.name)}"
                if member.isdir() or _left_out(member.name):
                    continue
                inside = packed.extractfile(member) if member.isreg() else None
                if inside is None:
                    yield Refused(place, "a link or device, not a file")
                    continue
                yield from _member(place, inside, way)
    except (tarfile.TarError, OSError, EOFError) as error:
        raise UnreadableError(f"broken tar archive: {error}") from error


def _member(place: str, inside: Any, way: _Way) -> Iterator[tuple[str, SourceFile] | Refused]:
    if way.budget.spent:
        raise UnreadableError("swells out of all proportion: the rest of it is not read")
    stream = BufferedReader(Metered(inside, way.budget), BUFFER_BYTES)
    name = PurePosixPath(place).name
    try:
        yield from _opened(name, place, stream, way)
    except UnreadableError as error:
        if way.budget.spent:
            raise
        yield Refused(place, str(error))


def _seekable(stream: Any) -> Any:
    """The stream itself, or a copy of it where a zip lies in what cannot be sought."""
    if stream.seekable():
        return stream
    copy = tempfile.SpooledTemporaryFile(max_size=_SPOOLED_BYTES)  # noqa: SIM115
    while data := stream.read(BUFFER_BYTES):
        copy.write(data)
    copy.seek(0)
    return copy


def _label(name: str) -> str:
    """A member's name as a label: no ways up, no roots, no bytes that are no text."""
    text = name.encode("utf-8", "backslashreplace").decode().replace("\x00", "")
    parts = [part for part in text.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts) or "unnamed"


def _left_out(name: str) -> bool:
    """What systems put beside the files: in folders, too, hidden ones are not read."""
    parts = _label(name).split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts)
