"""What a feed's address answered, read as a feed, or refused with the reason."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

from corpus.feeds.entries import entries
from corpus.feeds.fetching import Fetched
from corpus.importing.source_file import BadRecord, UnreadableError
from corpus.records import RawRecord
from corpus.tests.feeds.serving import rss

ADDRESS = "https://gazette.example/news/"


def fetched(body: bytes, *, charset: str = "", packed: bool = False) -> Fetched:
    return Fetched(body, "", "", charset, packed, "")


def read(body: bytes, source: str = "", **more: Any) -> list[RawRecord | BadRecord]:
    return entries(fetched(body, **more), ADDRESS, source, 1_000_000)


def titles(body: bytes, **more: Any) -> list[str]:
    return [record.title for record in read(body, **more) if isinstance(record, RawRecord)]


def why(body: bytes, **more: Any) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(body, **more)
    return str(caught.value)


def test_each_entry_is_a_record_from_the_feeds_own_source():
    records = read(rss("Talks", "Grain"))

    assert [
        (r.key, r.title, r.metadata["source"]) for r in records if isinstance(r, RawRecord)
    ] == [
        ("talks", "Talks", "Harbour Gazette"),
        ("grain", "Grain", "Harbour Gazette"),
    ]


def test_source_given_stands_for_the_feeds_own():
    (record,) = read(rss("Talks"), source="Gazette, world news")

    assert isinstance(record, RawRecord)
    assert record.metadata["source"] == "Gazette, world news"
    assert record.metadata["url"] == "https://gazette.example/talks"


@pytest.mark.parametrize("packed", [True, False], ids=["told so", "not told so"])
def test_packed_feed_is_unpacked(packed):
    assert titles(gzip.compress(rss("Talks")), packed=packed) == ["Talks"]


def test_feed_that_swells_beyond_the_limit_is_refused():
    bomb = gzip.compress(rss("Talks") + b" " * 200_000_000)

    assert len(bomb) < 200_000
    assert "too large" in why(bomb, packed=True)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "an empty answer"),
        (b"Not today.", "not an RSS or Atom feed"),
        (b"<html><body>News</body></html>", "a web page, not a feed"),
        (rss("Talks")[:60], "broken feed"),
        (b"<rss>&#x0;\xff\xfe", "broken feed"),
        (gzip.compress(rss("Talks"), mtime=0)[:60], "gzip data cut short"),
        (b'<!DOCTYPE rss [<!ENTITY a "a long text, many times">]><rss>&a;</rss>', "entit"),
    ],
)
def test_what_is_no_sound_feed_is_told(body, reason):
    assert reason in why(body)


def test_page_entered_in_place_of_its_feed_names_it():
    page = b"""<!doctype html><html><head><link rel="stylesheet" type="text/css" href="a.css">
    <link rel="alternate" type="application/atom+xml" href="feed.xml?a=1&amp;b=2"></head></html>"""

    assert why(page) == (
        "a web page, not a feed; the feed it names is https://gazette.example/news/feed.xml?a=1&b=2"
    )


def test_feed_without_entries_has_none():
    assert read(rss()) == []


def test_entries_of_a_feed_with_a_slip_are_read():
    assert titles(rss("Talks").replace(b"</rss>", b"<oops>")) == ["Talks"]


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252"])
def test_encoding_stated_by_http_alone_is_followed(charset):
    body = rss("Zürich").decode().partition("?>")[2].encode(charset)

    assert titles(body, charset=charset) == ["Zürich"]


@pytest.mark.parametrize("charset", ["iso-8859-1", "punycode", "no such thing", ""])
def test_encoding_that_the_feed_states_comes_first(charset):
    assert titles(rss("Zürich"), charset=charset) == ["Zürich"]
