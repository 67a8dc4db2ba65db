from __future__ import annotations

import csv
import io

import pytest

from corpus.spreadsheet_csv import as_text, csv_lines


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("talks", "talks"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        (-1, "-1"),
        (None, ""),
    ],
)
def test_cells_are_never_formulas(cell, text):
    assert as_text(cell) == text


def test_lines_come_one_by_one_and_read_back():
    lines = list(csv_lines(("a", "b"), iter([('say "x"', "1,2"), ("two\nlines", "ü")])))

    assert lines[0] == "\ufeffa,b\r\n"
    assert list(csv.reader(io.StringIO("".join(lines[1:]), newline=""))) == [
        ['say "x"', "1,2"],
        ["two\nlines", "ü"],
    ]
