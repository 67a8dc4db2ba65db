"""What every parser keeps to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from corpus.importing.source_file import BadRecord, FileNote, SkippedRecord, SourceFile
from corpus.records import RawRecord

#: What a parser yields: an article, a record that is none, with the reason, or a note on the file.
Record = RawRecord | BadRecord | SkippedRecord | FileNote


class Parser(Protocol):
    """Reads one format. See the package's docstring for how to add one."""

    #: As it is called in reports: "plain text".
    name: str
    #: What files it reads, and what in them is an article: a cell of the table of formats.
    about: str

    def recognises(self, document: SourceFile) -> bool:
        """Tell from the head of its content, and its name where that does not decide."""

    def records(self, document: SourceFile) -> Iterator[Record]:
        """Yield its articles in order, without holding them all.

        Raises UnreadableError when the file as a whole cannot be read (further).
        """
