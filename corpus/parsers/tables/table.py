"""CSV and TSV: an article a row, below a row of names."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator

from charset_normalizer import from_bytes

from corpus.importing.source_file import BadRecord, Document, UnreadableError
from corpus.parsers.fields import FIELD_NAMES, record_from
from corpus.records import RawRecord

_DELIMITERS = ",\t;|"
_MOST_ROW_CHARS = 4 * 1024 * 1024
_SAMPLE_BYTES = 64 * 1024
_LINE_END = re.compile(rb"[\r\n]")


class Table:
    """Rows are read as a stream; one that cannot be read does not cost the others."""

    name = "CSV"

    def recognises(self, document: Document) -> bool:
        first = _LINE_END.split(document.head().removeprefix(b"\xef\xbb\xbf"), maxsplit=1)[0]
        names = _names(first.decode("utf-8", "replace"))[1]
        texts = {*FIELD_NAMES["body"], document.called.get("body", "").lower()}
        others = {name for field, usual in FIELD_NAMES.items() if field != "body" for name in usual}
        others |= {name.lower() for name in document.called.values()}
        return bool(texts & set(names)) and bool(others & set(names))

    def records(self, document: Document) -> Iterator[RawRecord | BadRecord]:
        lines = _lines(document)
        header = next(lines, "")
        delimiter, names = _names(header.strip("\r\n"))
        csv.field_size_limit(document.max_bytes)
        for number, (row, original) in enumerate(_rows(lines, delimiter, len(names)), start=1):
            place = f"row {number}"
            if isinstance(row, str):
                yield BadRecord(place, row)
                continue
            try:
                yield record_from(dict(zip(names, row, strict=True)), original, document.called)
            except UnreadableError as error:
                yield BadRecord(place, str(error))


def _names(header: str) -> tuple[str, list[str]]:
    """The delimiter of a table and its columns' names, in lower case; no names for no table."""
    delimiter = max(_DELIMITERS, key=header.count)
    row = _parsed(iter([header]), delimiter) or []
    return delimiter, [name.strip().lower() for name in row]


def _lines(document: Document) -> Iterator[str]:
    """The file's lines, with their ends."""
    sample = document.stream.peek(_SAMPLE_BYTES)
    encoding = "utf-8-sig"
    try:
        sample[: sample.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(sample).best()
        encoding = best.encoding if best else encoding
    reader = io.TextIOWrapper(document.stream, encoding, errors="surrogateescape", newline="")
    while line := reader.readline(document.max_bytes):
        yield line
    reader.detach()


def _rows(
    lines: Iterator[str], delimiter: str, columns: int
) -> Iterator[tuple[list[str] | str, str]]:
    """Yield each row, or why it cannot be read, with its text.

    A quote that is never closed would swallow all rows below it: where a row does not
    come out whole, only its first line is given up, and the others are read again.
    """
    again: deque[str] = deque()
    while True:
        taken: list[str] = []
        row = _parsed(_taking(lines, again, taken), delimiter)
        if not taken:
            return
        if row is not None and len(row) == columns:
            yield row, "".join(taken)
            continue
        again.extendleft(reversed(taken[1:]))
        if not taken[0].strip():
            continue
        if row is None or len(taken) > 1:
            yield "a quote in it is never closed", taken[0]
        else:
            yield f"{len(row)} fields, where the table has {columns} columns", taken[0]


def _taking(lines: Iterator[str], again: deque[str], taken: list[str]) -> Iterator[str]:
    """Yield lines for one row, no more than a row may have, and keep them in `taken`."""
    size = 0
    while size < _MOST_ROW_CHARS:
        line = again.popleft() if again else next(lines, None)
        if line is None:
            return
        taken.append(line)
        size += len(line)
        yield line


def _parsed(lines: Iterator[str], delimiter: str) -> list[str] | None:
    """The row at the start of `lines`, or None where they stop within quotes."""
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None
