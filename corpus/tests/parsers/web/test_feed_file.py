"""RSS and Atom files."""

from __future__ import annotations

from corpus.tests.documents import records
from corpus.tests.sample_files import sample


def test_a_feed_gives_its_entries():
    first, second = records(sample("feed.rss"))

    assert (first.key, first.title) == (
        "https://gazette.example/?p=17",
        "Envoys meet in the harbour town",
    )
    assert first.body == "The envoys met for three hours on Friday.\n\nThey will meet again."
    assert first.metadata == {
        "date": "Fri, 04 Feb 2022 23:30:00 -0800",
        "date evidence": "the feed's entry, published: Fri, 04 Feb 2022 23:30:00 -0800",
        "source": "Harbour Gazette",
        "author": "Anna Writer",
        "url": "https://gazette.example/envoys",
    }
    assert (second.key, second.body) == ("https://gazette.example/ferry", "The ferry sails again.")
    assert "date" not in second.metadata


def test_an_atom_feed_gives_when_an_entry_was_published():
    (record,) = records(sample("feed.atom"))

    assert record.body == "The envoys met.\n\nThey left."
    assert record.metadata["date"] == "2022-02-04T18:10:00+01:00"
    assert record.metadata["author"] == "Ben Reporter"
