"""Plain text files and their headers."""

from __future__ import annotations

import pytest

from corpus.importing.source_file import UnreadableError
from corpus.parsers.text import PlainText
from corpus.records import RawRecord
from corpus.tests.documents import document, read


@pytest.mark.parametrize(
    ("text", "header", "body"),
    [
        (" date 2022-02-04 Talks began.\n\nMore.", "date 2022-02-04", "Talks began.\n\nMore."),
        ("Date: 2022-02-04\n\nTalks began.", "2022-02-04", "Talks began."),
        ("date 2022-02-04\nTalks began.", "date 2022-02-04", "\nTalks began."),
        ("date 2022-02-04T10:00:00Z Talks", "date 2022-02-04T10:00:00Z", "Talks"),
        ("date 2022-02 Talks", "date 2022-02", "Talks"),
        ("published 2022/02/04 Talks", "published 2022/02/04", "Talks"),
        ("date 2022-02-31 Talks", "date 2022-02-31", "Talks"),
    ],
)
def test_a_header_date_is_taken_off_the_text(text, header, body):
    (record,) = read(PlainText(), text.encode())

    assert record == RawRecord(body=body, original=text, metadata={"header date": header})


def test_header_lines_are_fields():
    text = (
        "Title: Talks begin\nDate: 4 February 2022\nSource: Meridian Wire\n"
        "By: Anna Writer\nURL: https://x.test/talks\n\nThe talks began.\n"
    )

    (record,) = read(PlainText(), text.encode())

    assert record.title == "Talks begin"
    assert record.body == "The talks began.\n"
    assert record.metadata == {
        "header date": "4 February 2022",
        "source": "Meridian Wire",
        "author": "Anna Writer",
        "url": "https://x.test/talks",
    }


@pytest.mark.parametrize(
    ("text", "title", "facts"),
    [
        (
            "Headline: Talks begin\nByline: Anna Writer\nSection: World\nDate: 4 Feb 2022\n"
            "Word count: 212\n\nThe talks began.",
            "Talks begin",
            {"author": "Anna Writer", "header date": "4 Feb 2022"},
        ),
        (
            "-- Talks Begin\n-- B y   A n n a   W r i t e r\n-- \n2022-02-04T06:15:00Z\n"
            "-- http://x.test/talks\n\nThe talks began.",
            "Talks Begin",
            {
                "author": "Anna Writer",
                "header date": "2022-02-04T06:15:00Z",
                "url": "http://x.test/talks",
            },
        ),
        (
            "a0712\nr i BC-Talks   02-04 0212\n^BC-Talks,0212\n^Talks begin<\n^By ANNA WRITER=\n"
            "   The talks began.",
            "Talks begin",
            {"author": "ANNA WRITER"},
        ),
    ],
)
def test_headers_of_other_shapes_are_fields(text, title, facts):
    (record,) = read(PlainText(), text.encode())

    assert record.title == title
    assert record.body.strip() == "The talks began."
    assert record.metadata == facts


@pytest.mark.parametrize(
    "text",
    [
        "Minister: no talks this year\n\nThe talks were called off.",
        "dated views were heard",
        "Date: the fruit of a palm",
        "date 2022-02-045 Talks",
        "Talks began.\n\ndate 2022-02-04",
    ],
)
def test_other_text_has_no_header(text):
    assert read(PlainText(), text.encode()) == [RawRecord(body=text, original=text)]


def test_an_article_may_only_be_so_large():
    with pytest.raises(UnreadableError, match="too large for one article"):
        list(PlainText().records(document(b"a" * 2_000_000)))
