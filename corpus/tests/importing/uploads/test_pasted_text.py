from __future__ import annotations

import io

import pytest

from corpus.importing.source_file import SourceFile
from corpus.importing.uploads.pasted_text import as_file
from corpus.parsers.text import PlainText
from corpus.records import RawRecord

BODY = "The envoys met in the harbour town and said little.\n\nMore talks follow."


def read(text: str) -> RawRecord:
    document = SourceFile("pasted", io.BufferedReader(io.BytesIO(text.encode())), 10**6)
    (record,) = PlainText().records(document)
    assert isinstance(record, RawRecord)
    return record


def test_text_without_a_title_is_left_as_it_is():
    assert as_file("Talks begin\r\n\r\nThe envoys met.") == "Talks begin\n\nThe envoys met."


@pytest.mark.parametrize(
    ("pasted", "metadata"),
    [
        (BODY, {}),
        (f"date 2022-02-04 {BODY}", {"header date": "date 2022-02-04"}),
        (
            f"Source: Meridian Wire\nDate: 2022-02-04\n\n{BODY}",
            {"header date": "2022-02-04", "source": "Meridian Wire"},
        ),
    ],
)
def test_title_is_stated_and_so_is_what_the_text_states(pasted, metadata):
    record = read(as_file(pasted, "  Talks\nbegin "))

    assert (record.title, record.body, record.metadata) == ("Talks begin", BODY, metadata)
