"""Each format of downloads, read back by a program that people use for it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.customization import convert_to_unicode
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain
from citeproc.source.json import CiteProcJSON
from markdown_it import MarkdownIt

from corpus.parsers.mapping.field_names import FOLDED_NAMES, fold_name
from corpus.spreadsheet_csv import as_text
from search.export.export_formats import EXPORT_FORMATS
from search.export.formats.bibtex_export import entry_key
from search.export.formats.csv_export import COLUMNS
from search.export.formats.zip_export import file_name
from search.tests.export.rows import HEAD, HOSTILE, WITH_TEXT, row
from search.tests.export.workbooks import sheets

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
  <info><title>Test</title><id>test</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout>
    <names variable="author"><name form="short" and="symbol" delimiter=", "/></names>
    <text variable="title" prefix=". "/><text variable="container-title" prefix=", "/>
    <date variable="issued" prefix=", ">
      <date-part name="year"/><date-part name="month" form="numeric" prefix="-"/>
      <date-part name="day" form="numeric" prefix="-"/>
    </date>
  </layout></bibliography>
</style>
"""


def written(name: str, rows, head=HEAD) -> bytes:
    pieces: list[Any] = list(EXPORT_FORMATS[name].write(rows, head))
    return b"".join(each.encode() if isinstance(each, str) else bytes(each) for each in pieces)


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("title", ["Talks begin in Geneva", HOSTILE])
def test_csv_loads_without_loss(title):
    data = written("csv", [row(title=title, text=title)], WITH_TEXT).decode("utf-8-sig")

    header, values = csv.reader(io.StringIO(data, newline=""))

    assert header == [*COLUMNS, "text"]
    found = dict(zip(header, values, strict=True))
    assert found["title"] == found["text"] == as_text(title)
    assert (found["authors"], found["matches"], found["words"]) == (
        "Ann Lee; Ben de Vries",
        "2",
        "12",
    )
    assert (found["date"], found["date_precision"], found["date_origin"]) == (
        "2022-02-04", "day", "header",
    )  # fmt: skip
    assert found["snippets"] == "The talks began. […] They ended."


def test_own_export_gives_back_the_address_of_the_publisher_when_it_is_imported():
    """No column is named like a date but the date; the publisher's address comes before ours."""
    read_as = {
        field: [column for name in names for column in COLUMNS if fold_name(column) == name]
        for field, names in FOLDED_NAMES.items()
    }

    assert read_as["date"] == ["date"]
    assert read_as["url"] == ["original_url", "url"]


def test_jsonl_loads_without_loss():
    lines = written("jsonl", [row(title=HOSTILE), row(date="", matches=None)]).decode().split("\n")

    first, second = map(json.loads, lines[:2])

    assert lines[2:] == [""]
    assert first["title"] == HOSTILE
    assert first["snippets"] == ["The talks began.", "They ended."]
    assert (second["date"], second["matches"]) == (None, None)


@pytest.mark.parametrize("title", ["Talks begin in Geneva", HOSTILE])
def test_ris_loads_in_rispy(title):
    data = written("ris", [row(title=title, text="One.\n\nTwo."), row(key="b")]).decode()

    first, second = rispy.loads(data)

    assert (first["type_of_reference"], first["id"], second["id"]) == ("NEWS", row().key, "b")
    assert first["title"] == one_line(title)
    assert first["authors"] == ["Lee, Ann", "de Vries, Ben"]
    assert first["secondary_title"] == "Meridian Wire"
    assert (first["date"], first["year"]) == ("2022/02/04/", "2022")
    assert first["urls"] == [row().url]
    assert first["notes_abstract"] == "One. Two."


@pytest.mark.parametrize(
    ("date", "expected"), [("2022-02", "2022/02//"), ("2022", "2022///"), ("", None)]
)
def test_ris_gives_no_more_of_a_date_than_is_known(date, expected):
    (found,) = rispy.loads(written("ris", [row(date=date)]).decode())

    assert found.get("date") == expected


@pytest.mark.filterwarnings("ignore::DeprecationWarning:bibtexparser", "ignore:.*deprecated")
@pytest.mark.parametrize("title", ["Talks begin in Geneva", HOSTILE])
def test_bibtex_loads_in_bibtexparser(title):
    parser = bibtexparser.bparser.BibTexParser(common_strings=True)
    parser.customization = convert_to_unicode

    data = written("bib", [row(title=title), row(key="b", authors=("R and D Agency",))]).decode()
    first, second = bibtexparser.loads(data, parser).entries

    assert first["ID"] == "lee2022-kzmqhdaxrpbc"
    assert first["author"] == "Lee, Ann and de Vries, Ben"
    assert (first["year"], first["month"], first["day"]) == ("2022", "February", "4")
    assert first["journal"] == "Meridian Wire"
    assert first["url"] == row().url
    assert second["author"] == "{R and D Agency}" or second["author"] == "R and D Agency"
    # The parser leaves these commands as they are.
    decoded = first["title"].replace("\\$", "$").replace("\\textasciicircum", "^")
    decoded = re.sub(r"\\textbrace(left|right)|[{}]", "", decoded)
    assert decoded == re.sub("[{}]", "", one_line(title))


def test_bibtex_keys_never_clash():
    rows = [row(key=f"key{number}") for number in range(3)]

    assert len({entry_key(each) for each in rows}) == 3
    assert entry_key(row(authors=(), source="", date="")) == "article-kzmqhdaxrpbc"


def test_csl_loads_in_citeproc():
    items = json.loads(written("csl", [row(title="Talks & more"), row(key="b", date="2022")]))
    style = CitationStylesStyle(io.BytesIO(STYLE.encode()), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), plain)
    bibliography.register(Citation([CitationItem(item["id"]) for item in items]))

    text = "\n".join(map(str, bibliography.bibliography()))

    assert "Lee & de Vries. Talks & more, Meridian Wire, 2022-2-4" in text
    assert items[1]["issued"] == {"date-parts": [[2022]]}


def test_csl_of_nothing_is_an_empty_list():
    assert json.loads(written("csl", [])) == []


def test_markdown_shows_signs_as_they_are():
    html = MarkdownIt().render(written("md", [row(title=HOSTILE, snippets=(HOSTILE,))]).decode())

    assert "<b>" not in html
    assert html.count("<h2>") == 1
    assert f'href="{row().url}"' in html
    assert "[link](x)" in html
    assert "50% of $5 #1 a_b ~^" in html


def test_xlsx_loads_without_loss():
    long = "x" * 70_000
    ((header, first, second),) = sheets(
        written("xlsx", [row(title=HOSTILE, text=long), row(date="")], WITH_TEXT)
    )

    found = dict(zip(header, first, strict=False))
    assert found["title"] == HOSTILE
    assert (found["matches"], found["words"]) == (2, 12)
    assert "".join(first[len(COLUMNS) :]) == long
    assert second[2] is None


def test_xlsx_of_nothing_has_its_header():
    assert sheets(written("xlsx", [])) == [[list(COLUMNS)]]


def test_zip_holds_a_file_for_each_article():
    data = written(
        "zip", [row(text="It began.\n\nIt ended."), row(key="b", title="/../x")], WITH_TEXT
    )

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        text = archive.read(names[1]).decode()

    assert names == [
        "about.txt", "2022-02-04 talks-begin-in-geneva kzmqhdaxrpbc.txt", "2022-02-04 x b.txt",
    ]  # fmt: skip
    assert "It began.\n\nIt ended." in text
    assert "Source: Meridian Wire" in text
    assert file_name(row(date="", title="?")) == "undated  kzmqhdaxrpbc.txt"
