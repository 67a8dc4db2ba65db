"""All lines of a concordance as a file, written while they are read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus import spreadsheet_csv
from search.export.formats.xlsx_export import workbook
from search.results.view_models import LineView, Notice

COLUMNS = (
    *("article_id", "url", "title", "source", "date", "date_precision"),
    *("field", "start", "end", "left", "match", "right"),
)
#: Lines, and behind them sentences on what is missing.
Lines = Iterable[LineView | Notice]
#: Makes a whole address of a link.
Absolute = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class KwicFormat:
    """A format of the lines, and how they are written."""

    label: str
    media_type: str
    extension: str
    write: Callable[[Lines, Absolute], Iterator[str] | Iterator[bytes]]


def csv_lines(lines: Lines, absolute: Absolute) -> Iterator[str]:
    """Yield the table as CSV (RFC 4180); sentences on what is missing follow in its first column.

    Text that a spreadsheet would take for a formula begins with an apostrophe, and the table
    with the mark by which it knows UTF-8.
    """
    return spreadsheet_csv.csv_lines(COLUMNS, _rows(lines, absolute))


def xlsx_lines(lines: Lines, absolute: Absolute) -> Iterator[bytes]:
    """Yield the same table as a workbook."""
    return workbook(COLUMNS, _rows(lines, absolute))


def json_lines(lines: Lines, absolute: Absolute) -> Iterator[str]:
    """Yield an object for each line; sentences on what is missing are `{"notice": ...}`."""
    for line in lines:
        values = (
            {"notice": line.text}
            if isinstance(line, Notice)
            else dict(zip(COLUMNS, _row(line, absolute), strict=True))
        )
        yield json.dumps(values, ensure_ascii=False) + "\n"


KWIC_FORMATS: Mapping[str, KwicFormat] = {
    "csv": KwicFormat("CSV", "text/csv; charset=utf-8", "csv", csv_lines),
    "xlsx": KwicFormat(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        xlsx_lines,
    ),
    "jsonl": KwicFormat("JSON Lines", "application/jsonl; charset=utf-8", "jsonl", json_lines),
}


def _rows(lines: Lines, absolute: Absolute) -> Iterator[Sequence[object]]:
    return ([line.text] if isinstance(line, Notice) else _row(line, absolute) for line in lines)


def _row(line: LineView, absolute: Absolute) -> Sequence[object]:
    return (
        line.id,
        absolute(line.url),
        line.title,
        line.source,
        line.date.iso,
        line.date.precision,
        line.field,
        line.start,
        line.end,
        line.before,
        line.match,
        line.after,
    )
