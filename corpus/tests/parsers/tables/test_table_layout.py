"""Tables as spreadsheets write them."""

from __future__ import annotations

import pytest

from corpus.importing.source_file import NoArticlesError
from corpus.tests.documents import failures, records

PROSE = "Ministers of eight coastal towns met in the harbour to share the cost of a new bridge."
OTHER = "Bakers in the valley have closed their shops until the price of flour comes down again."
ROWS = (f"Brücke;04.02.2021;Bote;{PROSE}", f"Bäcker;30.12.2020;Bote;{OTHER}")
TABLE = "\r\n".join(("Titel;Datum;Quelle;Text", *ROWS, ""))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("above", ["", "sep=;\r\n"])
def test_table_of_any_encoding_is_read(encoding, above):
    found = records((above + TABLE).encode(encoding), "a.csv")

    assert [record.title for record in found] == ["Brücke", "Bäcker"]
    assert found[0].metadata == {"date": "04.02.2021", "source": "Bote"}


def test_quote_hidden_by_a_backslash_ends_no_cell():
    data = f'title,text\nA "new" bridge,"He said \\"at last\\", and left."\nBakers,"{PROSE}"\n'

    assert records(data.encode(), "a.csv")[0].body == 'He said "at last", and left.'


def test_lines_above_the_names_are_no_rows():
    data = f"Report of 4 May\n\nExported by: Ann\nHeadline,Body,Outlet\nBridge,{PROSE},Gazette\n"

    (record,) = records(data.encode(), "a.csv")

    assert (record.title, record.metadata["source"]) == ("Bridge", "Gazette")


def test_table_without_names_is_read_by_its_values():
    data = f'"3","Bridge to open in May","{PROSE}"\n"2","Bakers close shops today","{OTHER}"\n'

    assert [(one.title, one.body) for one in records(data.encode(), "a.csv")] == [
        ("Bridge to open in May", PROSE),
        ("Bakers close shops today", OTHER),
    ]


def test_first_column_without_a_name_is_no_text():
    data = f'title,text\n1,Bridge,"{PROSE}"\n2,Bakers,"{OTHER}"\n'

    assert [one.title for one in records(data.encode(), "a.csv")] == ["Bridge", "Bakers"]


def test_list_of_people_is_refused_by_name():
    data = b"email,active_subscription,created_at\nreader@example.org,false,2021-01-01\n"

    with pytest.raises(NoArticlesError, match="a list of people, not of articles"):
        records(data, "list.csv")


def test_table_without_text_is_refused_with_its_columns():
    with pytest.raises(NoArticlesError, match="among: size, colour, price; --map text=NAME"):
        records(b"size,colour,price\n3,red,4.10\n4,blue,4.20\n5,green,4.30\n", "a.csv")


def test_row_without_text_is_flagged():
    data = f"title,date,text\nBridge,2021-02-04,nan\nBakers,2021-02-05,{PROSE}\n"

    assert [one.flags for one in records(data.encode(), "a.csv")] == [("no text",), ()]
    assert failures(data.encode(), "a.csv") == []
