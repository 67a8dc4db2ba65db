"""A private archive: nothing of it is told to who has not signed in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client

from search.models import ReaderToken
from search.tests.archive import store
from search.web.access import OPEN, digest_of

pytestmark = pytest.mark.django_db

SECRET = "Zanzibar"
ADDRESSES = (
    "/", "/?q={s}", "/?q={s}&format=json", "/?q={s}&format=csv", "/?q={s}&format=atom",
    "/?q={s}&format=feed", "/?q={s}&view=kwic", "/?q=like:{a.pk}", "/?q={s}&explain=1",
    "/suggest?q=zanz", "/suggest?q=zanz&full=1", "/collection", "/collection?format=json",
    "/article/{a.pk}/", "/article/{a.key}/", "/article/{a.key}/wrong/", "/s/?q={s}",
)  # fmt: skip


@pytest.fixture
def article():
    return store(f"{SECRET} talks", f"They met in {SECRET}.", "2022-02-04", source=f"{SECRET} Post")


@pytest.fixture
def private(settings):
    settings.SEARCH = replace(settings.SEARCH, access="sign-in")


@pytest.fixture
def reader() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("anna"))
    return client


@pytest.mark.usefixtures("private")
@pytest.mark.parametrize("address", ADDRESSES)
def test_private_archive_tells_nothing_before_sign_in(client, reader, article, address):
    address = address.format(s=SECRET, a=article)

    for headers in ({}, {"HX-Request": "true"}):
        response = client.get(address, headers=headers)
        assert response.status_code in (302, 401)
        assert SECRET.lower() not in response.content.decode().lower()
        if response.status_code == 302:
            assert response["Location"].startswith("/sign-in?next=")
    assert reader.get(address).status_code in (200, 302, 404)


@pytest.mark.usefixtures("private")
def test_private_archive_counts_nothing_before_sign_in(client, article):
    assert client.get("/healthz").json() == {"status": "ok"}
    page = client.get("/sign-in").content.decode()
    assert SECRET not in page


def test_open_addresses_are_few():
    assert len(OPEN) <= 10


def test_texts_are_closed_while_searching_is_open(client, reader, article, settings):
    settings.SEARCH = replace(settings.SEARCH, access="sign-in-for-texts")
    address = article.get_absolute_url()

    page = client.get(address).content.decode()

    assert "They met in" not in page
    assert "Sign in to read this article" in page
    assert client.get(f"{address}?raw=1").status_code == 302
    assert "text" not in client.get(f"{address}?format=json").json()
    for path in ("/?format=zip", "/?format=csv&text=1", "/?q=met&view=kwic&format=csv"):
        assert client.get(path).status_code == 403
    assert client.get("/?q=met&format=json").json()["total"] == 1
    assert "They met in" in reader.get(address).content.decode()


@pytest.fixture
def token() -> str:
    owner = User.objects.create_superuser("chief")
    ReaderToken.objects.create(owner=owner, label="reader", digest=digest_of("secret"))
    return "secret"


@pytest.mark.usefixtures("private")
def test_token_reads_for_its_owner(client, article, token):
    header = {"Authorization": f"Bearer {token}"}

    assert client.get("/?q=met&format=json", headers=header).json()["total"] == 1
    assert client.get(f"/?q=met&format=atom&token={token}").status_code == 200
    assert client.get("/?q=met&format=json&token=guessed").status_code == 401


@pytest.mark.usefixtures("private")
def test_token_neither_writes_nor_opens_the_desk(client, article, token):
    header = {"Authorization": f"Bearer {token}"}

    assert client.post("/saved/", {"search": "q=x"}, headers=header).status_code == 403
    for path in ("/desk/", "/tokens/", "/password"):
        assert client.get(path, headers=header).status_code == 302


def test_token_is_shown_once_and_kept_as_a_digest(reader):
    page = reader.post("/tokens/", {"label": "Feeds"}).content.decode()
    token = page.split('<code id="made">')[1].split("<")[0]

    assert ReaderToken.objects.get().digest == digest_of(token)
    assert token not in reader.get("/tokens/").content.decode()


@pytest.mark.parametrize("address", ["/?q=met&view=kwic", "/?q=met&view=kwic&format=json"])
def test_concordance_is_closed_where_texts_are(client, reader, settings, article, address):
    settings.SEARCH = replace(settings.SEARCH, access="texts")

    response = client.get(address)

    assert response.status_code in (302, 401)
    assert SECRET not in response.content.decode()
    assert SECRET in reader.get(address).content.decode()


def test_collection_is_kept_by_no_cache(reader, article):
    page = reader.post("/collections/add", {"article": article.key, "title": "Mine"})["Location"]

    for address in (page, f"{page}?format=json"):
        assert "no-store" in reader.get(address)["Cache-Control"]
