"""CSV and TSV: an article a row, below a row of names or without one."""

from __future__ import annotations

import csv
import io
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from corpus.importing.import_options import ImportOptions
from corpus.importing.source_file import BadRecord, NoArticlesError, SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.mapping.field_names import fold_name
from corpus.parsers.mapping.record_mapper import MappedItem, map_records
from corpus.parsers.mapping.unpublished import lists_people
from corpus.parsers.tables.header import column_names, header_row
from corpus.parsers.tables.table_layout import TableLayout, layout_of, names_texts

#: A wider table is no list of articles, and takes minutes to look at.
MAX_COLUMNS = 2_000
_SUFFIXES = ("csv", "tsv", "tab", "psv")
_MAX_ROW_CHARS = 4 * 1024 * 1024
_SAMPLE_BYTES = 64 * 1024
_MIN_COLUMNS_OF_NO_NAMES = 3
_LOOKED_AT = 40
_MARKUP = (b"<", b"{", b"[", b"%PDF", b"#!")


class Table:
    """Rows are read as a stream; one that cannot be read does not cost the others."""

    name = "CSV"
    about = (
        "`.csv`, `.tsv` and what spreadsheets write: any delimiter, encoding and language of "
        "headings, or none"
    )

    def recognises(self, document: SourceFile) -> bool:
        sample = document.stream.peek(_SAMPLE_BYTES)[:_SAMPLE_BYTES]
        is_named = document.suffix in _SUFFIXES
        if sample.lstrip().startswith(_MARKUP) and not is_named:
            return False
        if not is_named and b"\r" in sample and b"\r\n" not in sample:
            return False
        layout = layout_of(sample)
        if not layout.rows:
            return False
        mapped = {fold_name(name) for name in document.options.fields.values()}
        first = {fold_name(cell) for row in layout.rows[:3] for cell in row}
        if any(map(names_texts, layout.rows[:3])) or mapped & first:
            return True
        if is_named:
            return layout.columns > 1 or layout.is_even or len(layout.rows) > 1
        return layout.is_even and _is_delimited(layout)

    def records(self, document: SourceFile) -> Iterator[Record]:
        layout = layout_of(document.stream.peek(_SAMPLE_BYTES)[:_SAMPLE_BYTES])
        csv.field_size_limit(document.max_bytes)
        lines = _lines(document, layout)
        for _ in range(layout.skipped_lines):
            next(lines, "")
        width = max(layout.columns, len(layout.rows[0]) if layout.rows else 0)
        if width > MAX_COLUMNS:
            raise UnreadableError(
                f"a table with {width:,} columns or more; at most {MAX_COLUMNS:,} are read"
            )
        rows = _rows(lines, layout, width)
        yield from map_rows(rows, document.options, exact=True)


def _is_delimited(layout: TableLayout) -> bool:
    """Whether evenly parted lines without known names are a table: prose has commas, too."""
    if layout.delimiter == "\t":
        return True
    return layout.columns >= _MIN_COLUMNS_OF_NO_NAMES and layout.delimiter in ";|"


def map_rows(
    rows: Iterable[tuple[Sequence[str], str] | BadRecord],
    options: ImportOptions,
    *,
    exact: bool = False,
) -> Iterator[Record]:
    """Yield the articles among a table's rows, each given as cells and as its whole text.

    Where `exact`, a row with fewer cells than the table has columns is broken; else its last
    cells are empty.

    The row of names is found among the first. Raises NoArticlesError for lists of people and
    where no column is known as the text.
    """
    waiting = iter(rows)
    first = list(islice(waiting, _LOOKED_AT))
    cells = [row[0] for row in first if not isinstance(row, BadRecord)]
    if not cells:
        yield from (row for row in first if isinstance(row, BadRecord))
        return
    at = header_row(cells)
    names = _names(cells, at)
    if lists_people(names):
        told = ", ".join(names[:12])
        raise NoArticlesError(f"a list of people, not of articles (its columns: {told})")
    try:
        yield from map_records(_items(chain(first, waiting), names, at, exact), options)
    except NoArticlesError as error:
        raise NoArticlesError(_no_text(names, at)) from error


def _names(cells: Sequence[Sequence[str]], at: int | None) -> list[str]:
    """The names of the columns: as many as most rows have."""
    usual = Counter(map(len, cells)).most_common(1)[0][0]
    if at is None:
        return column_names(None, usual)
    below = Counter(map(len, cells[at + 1 :])).most_common(1)
    if below and below[0][0] == len(cells[at]) + 1:
        # Some programs give the numbers of the rows no name.
        return column_names(["", *cells[at]], len(cells[at]) + 1)
    return column_names(cells[at], len(cells[at]))


def _no_text(names: Sequence[str], at: int | None) -> str:
    told = ", ".join(names[:12])
    if at is None:
        return (
            f"a table without a row of names, and no column reads like text; --map text=NUMBER "
            f"--map title=NUMBER says which they are ({told})"
        )
    return f"no column is known as the text among: {told}; --map text=NAME says which it is"


def _items(
    rows: Iterable[tuple[Sequence[str], str] | BadRecord],
    names: Sequence[str],
    at: int | None,
    exact: bool,
) -> Iterator[MappedItem | BadRecord]:
    """Name the cells of rows; where `exact`, a row with too few of them is broken.

    Rows are numbered from 1, below the row of names.
    """
    above = -1 if at is None else at
    number = 0
    for place, row in enumerate(rows):
        if isinstance(row, BadRecord):
            number += 1
            yield BadRecord(f"row {number}", row.reason)
            continue
        if place <= above:
            continue
        number += 1
        cells, original = row
        if any(cell.strip() for cell in cells[len(names) :]) or (exact and len(cells) < len(names)):
            wrong = f"{len(cells)} fields, where the table has {len(names)} columns"
            yield BadRecord(f"row {number}", wrong)
            continue
        yield MappedItem(dict(zip(names, cells, strict=False)), original, f"row {number}")


def _lines(document: SourceFile, layout: TableLayout) -> Iterator[str]:
    """The file's lines, with their ends."""
    reader = io.TextIOWrapper(
        document.stream, layout.encoding, errors="surrogateescape", newline=""
    )
    while line := reader.readline(document.max_bytes):
        yield line.removeprefix("\ufeff")
    reader.detach()


def _rows(
    lines: Iterator[str], layout: TableLayout, columns: int
) -> Iterator[tuple[list[str], str] | BadRecord]:
    """Yield each row with its text, or why it cannot be read.

    A quote that is never closed would swallow all rows below it: where a row does not
    come out whole, only its first line is given up, and the others are read again.
    """
    again: deque[str] = deque()
    while True:
        taken: list[str] = []
        row = _parsed(_taking(lines, again, taken), layout)
        if not taken:
            return
        if row is not None and (len(row) == columns or len(taken) == 1):
            if any(cell.strip() for cell in row):
                yield row, "".join(taken)
            continue
        again.extendleft(reversed(taken[1:]))
        if taken[0].strip():
            yield BadRecord("", "a quote in it is never closed")


def _taking(lines: Iterator[str], again: deque[str], taken: list[str]) -> Iterator[str]:
    """Yield lines for one row, no more than a row may have, and keep them in `taken`."""
    size = 0
    while size < _MAX_ROW_CHARS:
        line = again.popleft() if again else next(lines, None)
        if line is None:
            return
        taken.append(line)
        size += len(line)
        yield line


def _parsed(lines: Iterator[str], layout: TableLayout) -> list[str] | None:
    """The row at the start of `lines`, or None where they stop within quotes."""
    escape = layout.escape
    try:
        return next(
            csv.reader(lines, delimiter=layout.delimiter, strict=True, escapechar=escape), []
        )
    except csv.Error:
        return None
