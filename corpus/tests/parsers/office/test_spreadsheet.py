"""Spreadsheets: XLSX and ODS."""

from __future__ import annotations

import pytest

from corpus.importing.source_file import NoArticlesError, SkippedRecord
from corpus.parsers import parser_for
from corpus.tests.documents import document, records
from corpus.tests.sample_files import PARAGRAPH, ods, xlsx

HEADINGS: list[str | int] = ["Title", "Date", "Source", "Text"]


def test_workbook_gives_a_record_a_row():
    first, second = records(
        xlsx(
            [
                HEADINGS,
                ["Envoys meet", 44231, "Gazette", PARAGRAPH],
                ["Herring catch rises", "2020-12-30", "", PARAGRAPH],
            ]
        )
    )

    assert (first.title, first.metadata) == (
        "Envoys meet",
        {"date": "2021-02-04", "source": "Gazette"},
    )
    assert (second.title, second.body) == ("Herring catch rises", PARAGRAPH)


def test_opendocument_sheet_gives_a_record_a_row():
    (record,) = records(ods([HEADINGS, ["Envoys meet", "2021-02-04", "Gazette", PARAGRAPH]]))

    assert record.title == "Envoys meet"
    assert record.metadata == {"date": "2021-02-04", "source": "Gazette"}


def test_sheet_without_articles_is_passed_over_with_its_name():
    data = xlsx(
        [["Year", "Count"], [2020, 5], [2021, 6]],
        [HEADINGS, ["Envoys meet", 44231, "Gazette", PARAGRAPH]],
    )
    found = list(parser_for(document(data, "a")).records(document(data, "a")))

    assert [record.place for record in found if isinstance(record, SkippedRecord)] == ["sheet S1"]
    assert [record.title for record in records(data)] == ["Envoys meet"]


def test_workbook_without_articles_says_so():
    with pytest.raises(NoArticlesError, match="a spreadsheet without"):
        records(xlsx([["Year", "Count"], [2020, 5], [2021, 6]]))


def test_hidden_sheets_are_left_out():
    data = xlsx([HEADINGS, ["Envoys meet", 44231, "Gazette", PARAGRAPH]], hidden=True)

    with pytest.raises(NoArticlesError):
        records(data)
