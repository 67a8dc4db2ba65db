"""Markdown files."""

from __future__ import annotations

from corpus.tests.documents import records
from corpus.tests.sample_files import sample


def test_markdown_gives_plain_text():
    (record,) = records(sample("talks.md"))

    assert record.title == "Envoys meet in the harbour town"
    assert record.metadata == {
        "header date": "2022-02-04",
        "author": "Anna Writer",
        "source": "Harbour Gazette",
    }
    assert record.body == (
        "The envoys of both countries met for three hours on Friday.\n\nWhat was said\n\n"
        "Neither side gave details.\n\nThey will meet again."
    )


def test_markdown_s_first_heading_is_its_title():
    (record,) = records(b"# Envoys *meet*\n\nThey met.\n", "a.md")

    assert (record.title, record.body) == ("Envoys meet", "They met.")
