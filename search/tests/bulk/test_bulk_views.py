"""Bulk edits from a search: its articles, all and no others, and the pages on the way."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict

from corpus.accounts.roles import Role, give
from corpus.jobs.runner import run_job
from corpus.models import Article, BulkEdit, Job
from search.bulk.bulk_form import BulkForm
from search.bulk.selection import ids_of
from search.search_page import search
from search.tests.archive import store_many
from search.tests.sessions import session
from search.web.params import from_params

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = dt.date(2024, 6, 1)


@pytest.fixture
def editor(client) -> User:
    user = User.objects.create_user("anna")
    give(user, Role.EDITOR)
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    "address",
    ["", "q=summit", "q=grain+pipeline&match=some", "undated=1", "from=2021&to=2021", "q=zzzz"],
)
def test_ids_are_those_of_all_pages(address):
    store_many()
    query, _ = from_params(QueryDict(address), TODAY)
    pages: set[int] = set()
    first = search(query, session())
    for number in range(1, first.pagination.pages + 1):
        pages |= {hit.id for hit in search(query.at_page(number), session()).hits}

    found = ids_of(query, session())

    assert found == sorted(pages)
    assert len(found) == first.total


def test_the_link_is_for_editors_and_finds_what_the_page_found(client):
    store_many()
    assert "/desk/bulk/" not in client.get("/?q=summit").content.decode()
    user = User.objects.create_user("anna")
    give(user, Role.EDITOR)
    client.force_login(user)

    page = client.get("/?q=summit+nowhere&page=2&sort=newest")

    assert page.context["page"].partial
    assert "/desk/bulk/?q=summit+nowhere&amp;match=some" in page.content.decode()


def test_from_the_search_to_the_changed_index(client, editor):
    store_many()
    total = client.get("/?q=summit&format=json").json()["total"]

    asked = client.get("/desk/bulk/?q=summit")
    said = client.post("/desk/bulk/?q=summit", {"set_source": "on", "source": " Le  Fanal "})
    looked = client.get(said["Location"])
    begun = client.post(f"{said['Location']}start")
    run_job(Job.objects.get().pk)

    assert f"Edit {total} articles" in asked.content.decode()
    assert f"{total} of {total} articles would change" in looked.content.decode()
    assert begun["Location"] == Job.objects.get().get_absolute_url()
    found = client.get("/?source=Le+Fanal&format=json").json()["total"]
    assert found == Article.objects.filter(source__name="Le Fanal").count() == total
    assert client.get(said["Location"])["Location"] == begun["Location"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({}, "Nothing is ticked"),
        ({"source": "X"}, "Nothing is ticked"),
        ({"set_date": "on", "date": "soon"}, "is not a date"),
        ({"set_date": "on", "date": "30 February 2022"}, "There is no date"),
    ],
)
def test_what_cannot_be_set_is_told(client, editor, data, why):
    store_many()

    page = client.post("/desk/bulk/?q=summit", data).content.decode()

    assert why in page
    assert not BulkEdit.objects.exists()


@pytest.mark.parametrize("number", [999, 2**63])
def test_no_such_bulk_edit(client, editor, number):
    assert client.get(f"/desk/bulk/{number}/").status_code == 404
    assert client.post(f"/desk/bulk/{number}/start").status_code == 404


def test_a_bulk_edit_takes_codes_of_languages_alone():
    refused = BulkForm({"set_language": "on", "language": "<b>"})
    taken = BulkForm({"set_language": "on", "language": "pt-BR"})

    assert "language" in refused.errors
    assert taken.is_valid()
    assert taken.wanted().language == "pt-BR"
