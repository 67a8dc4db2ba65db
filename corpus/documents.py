"""What a parser is given, and how it says that it cannot read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BufferedReader

#: How much of a file is looked at to tell its format.
HEAD_BYTES = 4096


class UnreadableError(Exception):
    """This file, or this record, cannot be read; the message says why, for people."""


class NoArticlesError(UnreadableError):
    """The file is sound, but nothing in it is an article. In a folder it is passed over."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be read: on disk, or a member of an archive.

    `name` is its own name, without folders. `stream` stands at the start and need not
    be seekable. A single article may have `max_bytes`; a file of many is not bounded.
    `called` names fields of dumps that have unusual names: {"title": "kicker"}.
    """

    name: str
    stream: BufferedReader
    max_bytes: int
    called: Mapping[str, str] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        """What follows the name's last dot, in lower case: "txt"."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""

    def head(self) -> bytes:
        """The first bytes, still to be read."""
        return self.stream.peek(HEAD_BYTES)[:HEAD_BYTES]

    def read(self) -> bytes:
        """The whole file. Raises UnreadableError where it is larger than one article may be."""
        data = self.stream.read(self.max_bytes + 1)
        if len(data) > self.max_bytes:
            raise UnreadableError(
                f"larger than {self.max_bytes // 2**20} MB, too large for one article"
            )
        return data


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record of a file of many that cannot be read: where it stands, and why."""

    place: str
    reason: str
