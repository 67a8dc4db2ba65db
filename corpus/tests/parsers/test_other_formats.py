"""Plain text takes prose, and names whatever else it is given."""

from __future__ import annotations

import pytest

from corpus.importing.source_file import NoArticlesError
from corpus.parsers.other_formats import other_format
from corpus.parsers.text import PlainText
from corpus.tests.documents import document, read

LOG = (
    "2021-02-04 06:15:00 INFO started\n2021-02-04 06:15:01 INFO fetched\n2021-02-04 06:15:02 end\n"
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LOG, "a log or a chat"),
        ("[04.02.21, 06:15:00] Ann: Hello\n" * 4, "a log or a chat"),
        ('127.0.0.1 - - [04/Feb/2021:06:15:00 +0000] "GET / HTTP/1.1" 200 5\n' * 3, "a log"),
        (
            "<story><kicker>Talks</kicker><copy>They met.</copy></story>",
            "<story>, <kicker>, <copy>",
        ),
        ("#!/bin/sh\nset -e\necho hello\nexit 0;\n", "a program"),
        ("import os\n\ndef main():\n    return os.name;\n\nclass A:\n    pass;\n", "a program"),
        ("body {\n  color: red;\n}\np {\n  margin: 0;\n}\n", "a program"),
        ("https://g.test/a\nhttps://g.test/b\nhttps://g.test/c\n", "a list of addresses"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", "subtitles"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello\n", "subtitles"),
        ("BEGIN:VCARD\nFN:Ann\nEND:VCARD\n", "contacts"),
        ("@article{a,\n title = {Talks}\n}\n", "BibTeX"),
        ("%0 Newspaper Article\n%T Talks\n", "EndNote"),
        ("a = 1\nb = 2\n[part]\nc = 3\n", "settings"),
        ("size,colour,price,weight\n" + "3,red,4.10,7\n" * 8, "size, colour, price, weight"),
        ("com,example)/a 20210204061500 {}\n", "the index of a web archive"),
    ],
)
def test_other_format_is_named(text, told):
    with pytest.raises(NoArticlesError, match="not an article: ") as error:
        read(PlainText(), text.encode())

    assert told in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "Talks begin\n\nThe ministers met on Friday, in the harbour, for three hours.",
        "Prices fell: wheat 3, rye 4, oats 5.\nBread rose, too, said bakers, and flour.\n",
        "In the case a < b, and c > d, she said, nothing <em>changes</em> at all for the town.",
        "Roses are red,\nViolets are blue,\nSugar is sweet,\nAnd so are you.\n",
        "Agenda\n2021-02-04 06:15 The minister arrives.\n\nLater he spoke of the harbour.",
        "The code `x = 1` is simple; so is `y = 2`.\n\nIt was read aloud.",
    ],
)
def test_prose_is_taken(text):
    assert other_format(text) == ""


def test_piece_of_a_web_page_is_read_without_its_tags():
    (record,) = read(PlainText(), b"<p>They met.</p><p>They left <b>early</b>.</p>", "a.txt")

    assert record.body == "They met.\n\nThey left early."


def test_log_in_a_folder_is_passed_over_with_its_reason():
    with pytest.raises(NoArticlesError, match="a log"):
        list(PlainText().records(document(LOG.encode(), "crawl.log")))
