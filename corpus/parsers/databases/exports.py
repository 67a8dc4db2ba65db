"""Exports of news databases: a stream of lines, parted into articles.

Text, RTF, Word, ODT, PDF and HTML files are turned into lines first, an empty one between two
paragraphs, so that each database is described once, whatever the file was saved as.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Protocol

from corpus.importing.source_file import MOST_ARTICLE_CHARS, BadRecord, UnreadableError
from corpus.parsers.base import Record

# What readers of broken files raise; a broken XML file is a SyntaxError.
_BROKEN = (UnreadableError, SyntaxError, ValueError, OSError, EOFError, zlib.error)
_MAX_SAMPLE_LINES = 4_000
_MAX_SAMPLE_CHARS = 400_000


class Export(Protocol):
    """Knows one database's exports. See `corpus.parsers.databases` for the table of them."""

    @property
    def name(self) -> str:
        """As it is called in reports: "Factiva"."""

    def recognises(self, sample: str) -> bool:
        """Tell from the first lines of an export."""

    def records(self, lines: Iterable[str]) -> Iterator[Record]:
        """Yield the articles in order. Never raises for what the lines say."""


@dataclass(slots=True)
class ExportPiece:
    """Lines that belong to one article. `too_long` where there were more than one may have."""

    lines: list[str] = field(default_factory=list)
    chars: int = 0
    too_long: bool = False

    def take(self, line: str) -> None:
        self.chars += len(line) + 1
        if self.chars > MOST_ARTICLE_CHARS:
            self.too_long = True
            self.lines.clear()
        if not self.too_long:
            self.lines.append(line)

    @property
    def empty(self) -> bool:
        return not self.too_long and not any(line.strip() for line in self.lines)

    def refused(self, number: int) -> BadRecord | None:
        """Say why the piece cannot be read, where it is too long."""
        if not self.too_long:
            return None
        most = MOST_ARTICLE_CHARS // 2**20
        return BadRecord(f"document {number}", f"more than {most} million characters")


def pieces(lines: Iterable[str], begins: Callable[[str], bool]) -> Iterator[ExportPiece]:
    """Part lines before each that begins an article. What stands above the first comes first."""
    piece = ExportPiece()
    for line in lines:
        if begins(line):
            yield piece
            piece = ExportPiece()
        piece.take(line)
    yield piece


def pieces_behind(lines: Iterable[str], ends: Callable[[str], bool]) -> Iterator[ExportPiece]:
    """Part lines behind each that ends an article; the last piece has no such line."""
    piece = ExportPiece()
    for line in lines:
        piece.take(line)
        if ends(line):
            yield piece
            piece = ExportPiece()
    yield piece


def sampled(lines: Iterable[str]) -> tuple[str, Iterator[str]]:
    """Return the first lines as a text, and all lines once more.

    Where a file breaks off among the first, that is raised once these were taken.
    """
    rest = iter(lines)
    first: list[str] = []
    chars = 0
    try:
        for line in islice(rest, _MAX_SAMPLE_LINES):
            first.append(line)
            chars += len(line)
            if chars > _MAX_SAMPLE_CHARS:
                break
    except _BROKEN as error:
        rest = _raising(error)
    return "\n".join(first), chain(first, rest)


def _raising(error: Exception) -> Iterator[str]:
    """Lines that break off before the first."""

    def fail() -> str:
        raise error

    return iter(fail, "")


def miscounted(stated: int, found: int, what: str = "documents") -> Iterator[BadRecord]:
    """Report where an export says that it holds another number of articles than were found."""
    if stated and stated != found:
        yield BadRecord("the file", f"says that it holds {stated:,} {what}; {found:,} were found")
