"""Frozen searches: the list stays to the byte, whatever happens to the archive."""

from __future__ import annotations

import random
import re

import pytest
from django.contrib.auth.models import User

from corpus.models import Article
from search.engines import get_engine
from search.indexing.drain import document_of
from search.models import FrozenSearch
from search.tests.archive import store, store_many

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return store_many()


def freeze(client, search: str) -> str:
    """Freeze a search and return its address."""
    response = client.post("/s/", {"search": search})
    assert response.status_code == 302
    return str(response["Location"])


def indexed() -> None:
    get_engine().rebuild(map(document_of, Article.objects.shown().order_by("pk")))


def listed(client, address: str) -> str:
    page = client.get(address).content.decode()
    return part(page, r'<ol class="rows" id="frozen".*?</ol>')


def part(page: str, pattern: str) -> str:
    """Return the one part of a page that looks so."""
    (found,) = re.findall(pattern, page, re.DOTALL)
    return str(found)


def test_frozen_search_names_what_was_found_in_its_order(client, archive):
    address = freeze(client, "q=summit&sort=newest")
    hits = client.get("/?q=summit&sort=newest&per_page=100&format=json").json()

    frozen = client.get(f"{address}?format=json").json()

    assert frozen["total"] == hits["total"] == len(frozen["articles"]) > 0
    assert [each["title"] for each in frozen["articles"]] == [hit["title"] for hit in hits["hits"]]
    assert frozen["url"] == f"http://testserver{address}"


def test_frozen_list_stays_to_the_byte_through_imports_edits_and_deletions(client, archive):
    address = freeze(client, "q=summit")
    before = client.get(f"{address}?format=json").content
    chance = random.Random(20)
    for number in range(20):
        some = chance.choice(Article.objects.order_by("pk"))
        what = chance.choice(("import", "edit", "delete", "hide"))
        if what == "import":
            store(f"Another summit {number}", "They met at the summit.", "2022-02-04")
        elif what == "edit":
            Article.objects.revise(some, title=f"Renamed {number}")
        elif what == "delete":
            Article.objects.discard(some)
        else:
            Article.objects.revise(some, hidden=True)
        indexed()

        assert client.get(address).status_code == 200
        assert client.get(f"{address}?format=json").content == before


def test_page_tells_what_came_and_what_went(client, archive):
    address = freeze(client, "q=summit")
    assert "Nothing was added or removed" in client.get(address).content.decode()
    first = client.get(f"{address}?format=json").json()["articles"][0]
    Article.objects.discard(Article.objects.get(key=first["key"]))
    store("A summit of late", "They met at the summit.", "2022-02-04")
    indexed()

    page = client.get(address).content.decode()

    came = part(page, r'id="came".*?</ul>')
    went = part(page, r'id="went".*?</ul>')
    assert "A summit of late" in came
    assert first["title"] in went
    assert f"{first['title']}</span> (no longer in the archive)" in listed(client, address)


def test_same_search_with_the_same_result_is_kept_once(client, archive):
    assert freeze(client, "q=summit&page=2") == freeze(client, "q=summit")
    assert freeze(client, "q=summit&sort=newest") != freeze(client, "q=summit")


def test_search_that_cannot_be_answered_is_not_frozen(client, archive, monkeypatch):
    monkeypatch.setattr("search.keeping.frozen_searches.MAX_FROZEN", 3)

    response = client.post("/s/", {"search": "q=talks"})

    assert response.status_code == 400
    assert "narrow the search first" in response.content.decode()


@pytest.mark.parametrize("key", ["x", "0" * 16, "a-b"])
def test_guessed_address_leads_nowhere(client, archive, key):
    assert client.get(f"/s/{key}").status_code == 404


def test_strangers_cannot_fill_the_disk_with_frozen_lists(client, archive, monkeypatch):
    monkeypatch.setattr("search.keeping.frozen_searches.MAX_ROWS_A_DAY", 1)
    assert client.post("/s/", {"search": "q=summit"}).status_code == 302

    refused = client.post("/s/", {"search": "q=summit&sort=oldest"})
    assert refused.status_code == 429
    assert FrozenSearch.objects.count() == 1

    client.force_login(User.objects.create_user("anna"))
    assert client.post("/s/", {"search": "q=summit&sort=oldest"}).status_code == 302
