"""What a parser is given, and how it says that it cannot read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BufferedReader
from typing import TYPE_CHECKING

from corpus.importing.import_options import ImportOptions

if TYPE_CHECKING:
    from corpus.importing.companions import Companion

#: How much of a file is looked at to tell its format.
HEAD_BYTES = 4096
#: The longest text of one article, and the longest markup it may be read from: a file of
#: many may be larger. What is made of a text on its way takes some thirty times its size.
MOST_ARTICLE_CHARS = 8 * 2**20


class UnreadableError(Exception):
    """This file, or this record, cannot be read; the message says why, for people."""


class NoArticlesError(UnreadableError):
    """The file is sound, but nothing in it is an article. In a folder it is passed over."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read: on disk, or a member of an archive.

    `name` is its own name, without folders. `stream` stands at the start and need not
    be seekable. A single article may have `max_bytes`; a file of many is not bounded.
    `options` are what the user states about the whole import; `companion` is what other
    files of its export state of it.
    """

    name: str
    stream: BufferedReader
    max_bytes: int
    options: ImportOptions = field(default_factory=ImportOptions)
    companion: Companion | None = None

    @property
    def suffix(self) -> str:
        """What follows the name's last dot, in lower case: "txt"."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""

    def head(self) -> bytes:
        """The first bytes, still to be read."""
        return self.stream.peek(HEAD_BYTES)[:HEAD_BYTES]

    def read(self) -> bytes:
        """The whole file. Raises UnreadableError where it is larger than `max_bytes`."""
        return self._read(self.max_bytes)

    def read_article(self) -> bytes:
        """The whole file, which is one text. Raises UnreadableError where that is too long."""
        return self._read(min(self.max_bytes, MOST_ARTICLE_CHARS))

    def _read(self, most: int) -> bytes:
        data = self.stream.read(most + 1)
        if len(data) > most:
            raise UnreadableError(f"larger than {most // 2**20} MB, too large for one article")
        return data


def refuse_too_long(text: str | bytes) -> None:
    """Raise UnreadableError for what is too long to be one article."""
    if len(text) > MOST_ARTICLE_CHARS:
        raise UnreadableError(
            f"a text of more than {MOST_ARTICLE_CHARS // 2**20} million characters, "
            "too long for one article"
        )


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record of a file of many that cannot be read: where it stands, and why."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class SkippedRecord:
    """A record that is no article on purpose: a draft, a menu item. Where it stands, and why."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column, element or path of a file of records, with its first values as text.

    `field` is what of an article it was read as, "" for nothing, and `how` why: an option, a
    name, a known export or a guess, which has a confidence from 0 to 1.
    """

    path: str
    values: tuple[str, ...]
    field: str = ""
    how: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FileNote:
    """What is to be told of how a file of records was read: which column is the text."""

    text: str
    columns: tuple[FileColumn, ...] = ()
