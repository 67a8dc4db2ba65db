"""Feeds of searches: valid, stable, paged, and cheap to ask again."""

from __future__ import annotations

from urllib.parse import urlsplit

import feedparser
import pytest

from corpus.models import Article
from search.tests.archive import store, store_many

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return store_many()


def path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def pages(client, address: str):
    """Follow a feed from page to page."""
    while address:
        found = feedparser.parse(client.get(address).content)
        assert not found.bozo, found.bozo_exception
        yield found
        nexts = [link.href for link in found.feed.links if link.rel == "next"]
        address = path(nexts[0]) if nexts else ""


def test_atom_lists_every_hit_once_newest_first(client, archive):
    entries = [entry for page in pages(client, "/?q=talks&format=atom") for entry in page.entries]
    hits = client.get("/?q=talks&sort=newest&per_page=100&format=json").json()["hits"]

    assert [path(entry.link) for entry in entries] == [
        f"{Article.objects.get(pk=hit['id']).get_absolute_url()}?" for hit in hits
    ]
    assert len({entry.id for entry in entries}) == len(entries) > 20


def test_json_feed_lists_every_hit_once_newest_first(client, archive):
    items, address = [], "/?q=talks&format=feed"
    while address:
        answer = client.get(address).json()
        items += answer["items"]
        address = path(answer["next_url"]) if "next_url" in answer else ""
    entries = [entry for page in pages(client, "/?q=talks&format=atom") for entry in page.entries]

    assert answer["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in items] == [entry.id for entry in entries]


def test_entry_keeps_its_id_when_the_title_changes(client):
    article = store(
        "Talks", "They met at the summit.", "2022-02-04", source="Wire", author="Ann Lee"
    )
    (before,) = feedparser.parse(client.get("/?format=atom").content).entries
    Article.objects.revise(article, title="Summit talks")
    (after,) = feedparser.parse(client.get("/?format=atom").content).entries

    assert after.id == before.id == f"http://testserver/article/{article.key}/"
    assert (after.title, after.author, after.tags[0].term) == ("Summit talks", "Ann Lee", "Wire")
    assert after.summary == "They met at the summit."
    assert after.published == "2022-02-04T00:00:00+00:00"
    assert after.updated > before.updated or after.updated == before.updated


def test_date_that_is_not_known_to_the_day_is_not_published(client):
    store("Talks", "They met.", "2022-02")

    (entry,) = feedparser.parse(client.get("/?format=atom").content).entries

    assert "published" not in entry


@pytest.mark.parametrize("name", ["atom", "feed"])
def test_feed_is_not_sent_again_unless_something_changed(client, archive, name):
    address = f"/?q=summit&format={name}"
    first = client.get(address)

    by_tag = client.get(address, headers={"If-None-Match": first["ETag"]})
    by_date = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    Article.objects.filter(pk=archive[2].pk).update(title="Summit of another kind")
    changed = client.get("/?format=atom&per_page=100", headers={"If-None-Match": first["ETag"]})

    assert (by_tag.status_code, by_date.status_code) == (304, 304)
    assert by_tag.content == b""
    assert changed.status_code == 200


def test_feed_of_a_source_and_a_query_that_finds_nothing_are_feeds(client, archive):
    of_source = feedparser.parse(client.get("/?source=Meridian+Wire&format=atom").content)
    empty = client.get("/?q=summit+zebra&format=atom")

    assert not of_source.bozo
    assert of_source.feed.title == "Meridian Wire – Dateline"
    assert {entry.tags[0].term for entry in of_source.entries} == {"Meridian Wire"}
    found = feedparser.parse(empty.content)
    assert (found.bozo, found.entries, found.feed.updated) == (
        False,
        [],
        "1970-01-01T00:00:00+00:00",
    )


def test_signs_of_every_kind_make_no_feed_invalid(client):
    title = '<b>"Quoted"</b> & \x0b\ufffe \u202eRTL\u202c \N{PILE OF POO} ]]>'
    store(title, f"{title} summit", "2022-02-04", source="A & B <News>", author="<Ann>")

    found = feedparser.parse(client.get("/?q=summit&format=atom").content)

    assert not found.bozo
    assert "\N{PILE OF POO}" in found.entries[0].title
    assert client.get("/?q=summit&format=feed").json()["items"][0]["title"] == title


def test_page_names_its_feeds(client, archive):
    body = client.get("/?q=summit&source=Meridian+Wire&page=2").content.decode()

    for media_type, name in (("atom+xml", "atom"), ("feed+json", "feed")):
        assert (
            f'<link rel="alternate" type="application/{media_type}" title="This search as a feed" '
            f'href="/?q=summit&amp;source=Meridian+Wire&amp;format={name}">'
        ) in body
