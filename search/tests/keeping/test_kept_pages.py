"""Saved searches, collections, marks and tokens, as plain pages."""

from __future__ import annotations

import feedparser
import pytest
from django.contrib.auth.models import User
from django.test import Client

from search.keeping.saved_searches import weekly_rate
from search.models import ArticleMark, ReaderCollection, SavedSearch
from search.query.search_query import SearchQuery
from search.results.session import SearchSession
from search.tests.keeping.indexed import store_indexed as store

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna", "anna@reader.example")


@pytest.fixture
def hers(anna) -> Client:
    client = Client()
    client.force_login(anna)
    return client


@pytest.fixture
def others() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("ben"))
    return client


def test_saved_search_counts_what_is_new_since_its_owner_looked(hers, anna):
    store("Talks", "They met at the summit.", "2022-02-04")
    hers.post("/saved/", {"search": "q=summit", "name": "Summits"})
    saved = SavedSearch.objects.get(owner=anna)
    assert hers.get("/saved/?format=json").json()["saved"][0]["new"] == 0

    store("Talks again", "They met at the summit.", "2004-02-04")
    store("Grain", "The ships left.", "2022-02-05")
    assert hers.get("/saved/?format=json").json()["saved"][0]["new"] == 1

    response = hers.post(f"/saved/{saved.pk}/seen")
    assert response["Location"] == "/?q=summit&sort=newest"
    assert hers.get("/saved/?format=json").json()["saved"][0]["new"] == 0


def test_saved_search_is_kept_once_and_its_page_offers_the_search(hers, anna):
    for _ in range(2):
        hers.post("/saved/", {"search": "q=summit&page=3", "name": ""})

    assert [saved.url for saved in SavedSearch.objects.filter(owner=anna)] == ["/?q=summit"]
    page = hers.get("/saved/?save=1&q=grain&source=Wire").content.decode()
    assert 'name="search" value="q=grain&amp;source=Wire"' in page


def test_rate_of_a_search_is_told_before_it_is_saved():
    for day in range(1, 15):
        store(f"Talks {day}", "summit", f"2022-02-{day:02}")
    store("Older", "summit", "2019-01-01")

    rate = weekly_rate(SearchQuery("summit"), SearchSession.begin())

    assert rate == pytest.approx(14 * 7 / 365)


@pytest.mark.parametrize("action", ["seen", "alert", "delete"])
def test_saved_search_of_somebody_else_is_not_there(hers, others, action):
    hers.post("/saved/", {"search": "q=summit"})
    saved = SavedSearch.objects.get()

    assert others.post(f"/saved/{saved.pk}/{action}", {"alert": "daily"}).status_code == 404
    assert SavedSearch.objects.get().alert == "none"


def test_alert_needs_an_address(hers, anna):
    hers.post("/saved/", {"search": "q=summit"})
    saved = SavedSearch.objects.get()

    refused = hers.post(f"/saved/{saved.pk}/alert", {"alert": "daily", "address": "no address"})
    hers.post(f"/saved/{saved.pk}/alert", {"alert": "weekly", "address": "a@b.example"})

    assert refused.status_code == 400
    saved.refresh_from_db()
    assert (saved.alert, saved.address) == ("weekly", "a@b.example")


def test_alert_ends_by_the_link_in_its_mail_without_sign_in(hers, client):
    hers.post("/saved/", {"search": "q=summit"})
    saved = SavedSearch.objects.get()
    SavedSearch.objects.update(alert="daily")

    assert "End it" in client.get(f"/alerts/end/{saved.token}").content.decode()
    client.post(f"/alerts/end/{saved.token}")

    saved.refresh_from_db()
    assert saved.alert == "none"
    assert client.get("/alerts/end/guessed").status_code == 404


def made(client: Client, *titles: str) -> ReaderCollection:
    """A collection of new articles with these titles."""
    client.post("/collections/", {"title": "Harbour"})
    collection = ReaderCollection.objects.get()
    for title in titles:
        article = store(title, f"About {title}.", "2022-02-04")
        client.post("/collections/add", {"collection": collection.key, "article": article.key})
    return collection


def test_collection_keeps_its_order_and_notes(hers):
    collection = made(hers, "One", "Two", "Three")
    first, _, third = collection.items.all()
    address = collection.get_absolute_url()

    hers.post(f"{address}{third.pk}", {"action": "up"})
    hers.post(f"{address}{first.pk}", {"action": "note", "note": "<b>Look</b> here"})
    answer = hers.get(f"{address}?format=json").json()

    assert [each["title"] for each in answer["articles"]] == ["One", "Three", "Two"]
    assert answer["articles"][0]["note"] == "<b>Look</b> here"
    assert "<b>Look" not in hers.get(address).content.decode()
    assert hers.get(f"{address}?format=ris").content.count(b"TY  - NEWS") == 3


def test_collection_names_an_article_that_is_gone(hers):
    collection = made(hers, "One", "Two")
    from corpus.models import Article

    Article.objects.revise(Article.objects.get(title="One"), hidden=True)

    assert "(no longer in the archive)" in hers.get(collection.get_absolute_url()).content.decode()
    answer = hers.get(f"{collection.get_absolute_url()}?format=json").json()
    key = collection.items.get(title="One").article_key
    assert answer["articles"][0] == {"title": "One", "gone": True, "key": key, "note": ""}


def test_collection_is_private_until_it_is_shared(hers, others, client):
    collection = made(hers, "One")
    address = collection.get_absolute_url()

    assert {who.get(address).status_code for who in (others, client)} == {404}
    hers.post(address, {"title": "Harbour", "note": "", "shared": "1"})

    assert client.get(address).status_code == 200
    assert client.get(f"{address}?format=csv").status_code == 200
    assert others.post(address, {"title": "Mine"}).status_code == 403
    assert client.get("/collections/guessedguessedguesse/").status_code == 404


def test_shared_collection_has_a_feed_of_what_was_added_last(hers, client):
    collection = made(hers, "One", "Two")
    hers.post(collection.get_absolute_url(), {"title": "Harbour", "note": "", "shared": "1"})
    address = f"{collection.get_absolute_url()}?format=atom"

    response = client.get(address)
    found = feedparser.parse(response.content)

    assert not found.bozo
    assert found.feed.title == "Harbour – Dateline"
    assert [entry.title for entry in found.entries] == ["Two", "One"]
    again = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_note_of_a_megabyte_is_refused_and_nothing_is_lost(hers):
    collection = made(hers, "One")
    hers.post(collection.get_absolute_url(), {"title": "Harbour", "note": "Mine."})

    response = hers.post(collection.get_absolute_url(), {"title": "x", "note": "x" * 2**20})

    assert response.status_code == 400
    collection.refresh_from_db()
    assert (collection.title, collection.note) == ("Harbour", "Mine.")


def test_marks_are_set_and_taken_off(hers, anna):
    article = store("Talks", "They met.", "2022-02-04")
    for kind in ("star", "read"):
        hers.post("/marks/", {"article": article.key, "kind": kind})
    hers.post("/marks/", {"article": article.key, "kind": "tag", "tag": "to  quote"})

    page = hers.get(article.get_absolute_url()).content.decode()
    assert "Remove star" in page
    assert "Mark as unread" in page
    assert "Talks" in hers.get("/marked/?tag=to+quote").content.decode()

    hers.post("/marks/", {"article": article.key, "kind": "star", "off": "1"})
    kinds = sorted(ArticleMark.objects.filter(owner=anna).values_list("kind", flat=True))
    assert kinds == ["read", "tag"]


@pytest.mark.parametrize("sent", [{}, {"article": "nothing"}, {"kind": "star"}])
def test_mark_on_nothing_is_refused(hers, sent):
    assert hers.post("/marks/", sent).status_code == 400


def test_mark_never_leads_away(hers):
    article = store("Talks", "They met.", "2022-02-04")
    sent = {"article": article.key, "kind": "star", "next": "https://evil.example/"}

    assert hers.post("/marks/", sent)["Location"] == article.get_absolute_url()


@pytest.mark.parametrize("address", ["/saved/", "/collections/", "/marked/", "/tokens/"])
def test_reader_finds_the_way_to_a_new_password(hers, address):
    assert 'href="/password"' in hers.get(address).content.decode()
