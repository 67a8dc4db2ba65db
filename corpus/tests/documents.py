"""Documents for parser tests, made from bytes."""

from __future__ import annotations

import io

from corpus.importing.source_file import BadRecord, SourceFile
from corpus.parsers import parser_for
from corpus.parsers.base import Parser
from corpus.records import RawRecord


def document(data: bytes, name: str = "a.txt", max_bytes: int = 1_000_000) -> SourceFile:
    """A file with this content."""
    return SourceFile(name, io.BufferedReader(io.BytesIO(data)), max_bytes)


def read(parser: Parser, data: bytes, name: str = "a.txt") -> list[RawRecord]:
    """The good records of a file."""
    found = parser.records(document(data, name))
    return [record for record in found if isinstance(record, RawRecord)]


def bad(parser: Parser, data: bytes, name: str = "a.txt") -> list[tuple[str, str]]:
    """Place and reason of each bad record."""
    found = parser.records(document(data, name))
    return [(record.place, record.reason) for record in found if isinstance(record, BadRecord)]


def records(data: bytes, name: str = "file") -> list[RawRecord]:
    """Read a file by the parser that its content calls for."""
    parser = parser_for(document(data, name))
    found = parser.records(document(data, name))
    return [record for record in found if isinstance(record, RawRecord)]


def failures(data: bytes, name: str = "file") -> list[tuple[str, str]]:
    parser = parser_for(document(data, name))
    found = parser.records(document(data, name))
    return [(record.place, record.reason) for record in found if isinstance(record, BadRecord)]
