"""CSV and its kin: good rows come in, others are named."""

from __future__ import annotations

import pytest

from corpus.importing.source_file import UnreadableError
from corpus.parsers import parser_for
from corpus.tests.documents import document, failures, records
from corpus.tests.sample_files import sample, word


def test_a_table_keeps_its_good_rows_and_names_the_others():
    assert [(r.key, r.title) for r in records(sample("talks.csv"))] == [
        ("1", "Envoys meet"),
        ("2", 'Ferry "Aurora" back'),
        ("5", "Market opens"),
        ("7", "Last one"),
    ]
    assert failures(sample("talks.csv")) == [
        ("row 3", "3 fields, where the table has 5 columns"),
        ("row 4", "a quote in it is never closed"),
        ("row 6", "6 fields, where the table has 5 columns"),
    ]


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_a_table_may_have_other_delimiters(delimiter):
    rows = (("headline", "content", "published"), ("Talks", "They met, and left.", "2022-02-04"))
    data = "\r\n".join(delimiter.join(row) for row in rows).encode()

    (record,) = records(data)

    assert (record.title, record.body) == ("Talks", "They met, and left.")
    assert record.metadata == {"date": "2022-02-04"}


def test_three_broken_rows_of_a_thousand_cost_no_other():
    rows = [f'{n},Title {n},"Text, of {n}",2022-02-04' for n in range(1000)]
    rows[100], rows[500], rows[900] = "100,x", '500,"open,Text,2022-02-04', "900,a,b,c,d,e"
    data = ("id,title,text,date\n" + "\n".join(rows)).encode()

    assert len(records(data)) == 997
    assert [place for place, _ in failures(data)] == ["row 101", "row 501", "row 901"]


def test_text_with_commas_is_no_table():
    assert parser_for(document(b"Talks, date and text, he said\nand left", "a.txt")).name == (
        "plain text"
    )


def test_a_word_file_gives_title_paragraphs_and_tables():
    (record,) = records(word())

    assert record.title == "Envoys meet"
    assert record.body == (
        "The envoys met for three hours.\n\nThey will meet again.\n\nEleven questions"
    )
    assert record.metadata == {"author": "Anna Writer"}


def test_a_line_ended_in_the_old_way_of_macs_is_no_table():
    data = b"Talks, text\rand left\nagain"

    assert parser_for(document(data, "a.txt")).name == "plain text"


def test_table_of_very_many_columns_is_refused_by_their_number():
    names, cells = ",".join("n" * 3_000), ",".join("x" * 3_000)
    text = f"title,text,{names}\nTalks,They met at the summit.,{cells}\n"
    wide = document(text.encode(), "wide.csv")

    with pytest.raises(UnreadableError, match="a table with 3,002 columns or more; at most 2,000"):
        list(parser_for(wide).records(wide))
