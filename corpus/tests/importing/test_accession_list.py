"""What a dry run tells of each file."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.importing.accession_list import AccessionList
from corpus.importing.pipeline import preview

pytestmark = pytest.mark.django_db

PROSE = "Ministers of eight coastal towns met in the harbour to share the cost of a new bridge."


def listed(folder: Path) -> list[str]:
    found = AccessionList()
    report = preview([folder], found.add)
    return [line.replace(f"{folder}", ".") for line in found.lines(report.notes)]


def test_each_file_is_a_line_with_format_articles_days_and_sources(tmp_path):
    (tmp_path / "a.csv").write_text(
        f"Titel;Datum;Quelle;Text\nBridge;2021-02-04;Bote;{PROSE}\nBakers;;Kurier;{PROSE}\n"
        "Old;2020-12-30;Bote;nan\n"
    )
    (tmp_path / "b.txt").write_text("2021-02-04 06:15:00 INFO a\n" * 4)
    (tmp_path / "c.json").write_text('{"status": "draft", "title": "Secret", "text": "No."}')

    assert listed(tmp_path) == [
        "./a.csv  CSV, 3 articles, 2020-12-30 to 2021-02-04, 1 undated, Bote; Kurier, "
        "1 flagged “no text”",
        "  text from “Text”, title from “Titel”, date from “Datum”, source from “Quelle”",
        "./b.txt  no articles, 1 skipped",
        "./c.json  no articles, 1 skipped",
    ]


def test_many_files_are_told_by_folder(tmp_path):
    for number in range(70):
        (tmp_path / f"{number}.txt").write_text(f"Bridge {number} to open in May\n\n{PROSE}")

    assert listed(tmp_path) == [". (70 files)  plain text, 70 articles, 70 undated"]
