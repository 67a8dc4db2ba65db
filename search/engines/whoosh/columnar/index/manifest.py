"""CommitPoints: what the index consisted of after each commit.

    current                      the live generation: its number, a space, the SHA-256 that
                                 its manifest ends with, and a line feed
    generation-N.json            its manifest
    segment-X.seg                a segment (see `segment`); X is random, never used twice
    segment-X.N.del              its deletions as of generation N (see `deletions`)
    damaged                      names of files found damaged, one a line
    write.lock, merge.lock       locks between processes
    *.part                       unfinished

A manifest is two lines, each ended by a line feed: a JSON object, and the SHA-256 of the
first line with its line feed, in hexadecimal. The object has

    format       version of this description
    schema       version of the fields and the analyzer
    generation   N
    segments     a list of objects: "file" and "deletions", each {name, size, sha256}
                 ("deletions" may be null), and "live", the number of live documents

A commit writes all new files, syncs them and the folder, then renames a new `current`
over the old one and syncs the folder again. Files are never changed once they have a
name, but `current`, which is replaced whole, and `damaged`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from search.engines.whoosh.columnar.codec.container import WrittenFile
from search.engines.whoosh.columnar.codec.index_errors import CorruptIndexError, UnknownFormatError

MANIFEST_FORMAT = 1
POINTER = "current"
_NAME = re.compile(r"generation-([0-9]{1,18})\.json")


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment in a generation, with the number of documents not deleted."""

    file: WrittenFile
    deletions: WrittenFile | None
    live: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation."""

    generation: int
    schema: int
    segments: tuple[SegmentEntry, ...]

    @property
    def name(self) -> str:
        return manifest_name(self.generation)

    def files(self) -> Iterator[WrittenFile]:
        """Yield every file of the generation but the manifest itself."""
        for segment in self.segments:
            yield segment.file
            if segment.deletions:
                yield segment.deletions

    @property
    def pointer(self) -> bytes:
        """What `current` holds while this generation is the live one."""
        return b"%d %s" % (self.generation, self.to_bytes()[-65:])

    def to_bytes(self) -> bytes:
        written = {"format": MANIFEST_FORMAT, **asdict(self)}
        line = json.dumps(written, separators=(",", ":")).encode() + b"\n"
        return line + hashlib.sha256(line).hexdigest().encode() + b"\n"

    @classmethod
    def from_bytes(cls, data: bytes, name: str) -> Manifest:
        """Read a manifest. Raises CorruptIndexError, UnknownFormatError."""
        line, _, check = data.partition(b"\n")
        if check != hashlib.sha256(line + b"\n").hexdigest().encode() + b"\n":
            raise CorruptIndexError(name, "is damaged")
        read = json.loads(line)
        if read["format"] != MANIFEST_FORMAT:
            raise UnknownFormatError(f"{name} has format {read['format']}, not {MANIFEST_FORMAT}")
        segments = tuple(
            SegmentEntry(_file(entry["file"]), _optional(entry["deletions"]), entry["live"])
            for entry in read["segments"]
        )
        return cls(read["generation"], read["schema"], segments)


def manifest_name(generation: int) -> str:
    return f"generation-{generation}.json"


def generation_numbers(folder: Path) -> list[int]:
    """Return the numbers of the manifests in `folder`, newest first. Raises OSError."""
    found = (_NAME.fullmatch(path.name) for path in folder.iterdir())
    return sorted((int(name[1]) for name in found if name), reverse=True)


def pointed_at(pointer: bytes) -> int | None:
    """Return the generation that the bytes of `current` name, None where they name none."""
    named = re.match(rb"([0-9]{1,18}) ", pointer)
    return int(named[1]) if named else None


def _file(entry: dict[str, Any]) -> WrittenFile:
    return WrittenFile(entry["name"], entry["size"], entry["sha256"])


def _optional(entry: dict[str, Any] | None) -> WrittenFile | None:
    return None if entry is None else _file(entry)
