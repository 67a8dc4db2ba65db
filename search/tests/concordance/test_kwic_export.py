from __future__ import annotations

import csv

import pytest

from search.concordance.kwic_export import COLUMNS, csv_lines
from search.results.view_models import DateView, LineView, Notice

DATE = DateView("2022-02", "February 2022", "month", "header", "")


def line(before="", match="oil", after="", title="Oil", source="Wire") -> LineView:
    return LineView(
        id=7,
        url="/article/7/a/?q=oil#hit-2",
        title=title,
        source=source,
        lang="en",
        date=DATE,
        field="text",
        number=2,
        start=4,
        end=7,
        before=before,
        match=match,
        after=after,
    )


def table(*lines) -> list[list[str]]:
    written = "".join(csv_lines(lines, "https://news.example{}".format))
    return list(csv.reader(written.removeprefix("\ufeff").splitlines(keepends=True)))


def test_a_row_says_where_the_match_is_and_what_is_around_it():
    heads, row = table(line('He said "', "oil", '", twice'))

    assert tuple(heads) == COLUMNS
    assert row == [
        "7", "https://news.example/article/7/a/?q=oil#hit-2", "Oil", "Wire", "2022-02", "month",
        "text", "4", "7", 'He said "', "oil", '", twice',
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
@pytest.mark.parametrize("column", ["title", "source", "before", "match", "after"])
def test_no_cell_is_a_formula(start, column):
    _, row = table(line(**{column: f'{start}HYPERLINK("http://evil.example")'}))

    assert f'\'{start}HYPERLINK("http://evil.example")' in row


def test_notice_is_a_row_below_the_lines():
    rows = table(line(), Notice("4 more are left out.", "results"))

    assert rows[-1] == ["4 more are left out."]


def test_a_spreadsheet_knows_the_letters():
    assert next(csv_lines([], str)).encode().startswith(b"\xef\xbb\xbfarticle_id,")


def test_rows_end_as_the_standard_says():
    assert all(row.endswith("\r\n") for row in csv_lines([line()], str))
