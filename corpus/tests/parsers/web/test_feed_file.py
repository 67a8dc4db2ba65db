"""RSS and Atom files."""

from __future__ import annotations

from corpus.importing.source_file import SkippedRecord
from corpus.parsers.web.feed_file import FeedFile
from corpus.records import RawRecord
from corpus.tests.documents import document, records
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


def test_export_of_a_blog_gives_its_posts_and_nothing_else():
    kind = '<category term="http://schemas.google.com/blogger/2008/kind#{}"/>'
    data = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:app="http://purl.org/atom/app#"><title>Gazette</title>'
        f"<entry><id>1</id>{kind.format('settings')}<title>a</title><content>b</content></entry>"
        f"<entry><id>2</id>{kind.format('post')}<title>Bridge</title><content>Open.</content></entry>"
        f"<entry><id>3</id>{kind.format('comment')}<title>a</title><content>b</content></entry>"
        f"<entry><id>4</id><app:control><app:draft>yes</app:draft></app:control>"
        f"{kind.format('post')}<title>a</title><content>b</content></entry></feed>"
    )

    found = list(FeedFile().records(document(data.encode())))

    assert [one.title for one in found if isinstance(one, RawRecord)] == ["Bridge"]
    assert [one.reason for one in found if isinstance(one, SkippedRecord)] == [
        "not a post of the blog but: settings",
        "not a post of the blog but: comment",
        "a draft",
    ]
