"""All values of a facet: searched, sorted, in pages, and each count the total behind its link."""

from __future__ import annotations

import pytest

from search.facets.facet_listing import VALUES_PER_PAGE, facet_listing
from search.query.search_query import SearchQuery
from search.results.facets import FACET_SIZE, shared_prefix
from search.results.view_models import Link
from search.search_page import search
from search.tests.archive import store, store_texts
from search.tests.sessions import session

pytestmark = pytest.mark.django_db

SUMMIT = SearchQuery("summit")


@pytest.fixture
def papers(db):
    for number in range(FACET_SIZE + 5):
        source, author = f"Paper {number:02}", f"Ann Bell {number}"
        store(f"Summit {number}", "The summit.", source=source, author=author)
    store("Second", "The summit again.", source="Paper 07")
    store("Grain", "No word of it.", source="Paper 99")


@pytest.fixture
def many(db):
    for number in range(VALUES_PER_PAGE + 2):
        store_texts([(f"Summit {number}", "The summit.")], source=f"Paper {number:03}")
    store_texts((f"Summit without {n}", "The summit.") for n in range(3))


def listed(query: SearchQuery = SUMMIT, facet: str = "source", named: str = "", **more):
    return facet_listing(facet, query, session(), named=named, **{"by_name": False, **more})


def test_results_page_tells_what_it_does_not_list(papers):
    page = search(SUMMIT, session())
    (source,) = [facet for facet in page.facets if facet.name == "source"]
    (author,) = [facet for facet in page.facets if facet.name == "author"]

    assert len(source.values) == FACET_SIZE
    assert source.note == "5 more sources with 5 articles."
    assert source.all_values == Link("All 25 sources", "/facets/source/?q=summit")
    # An article may have several authors: their counts make no number of articles.
    assert author.note == "6 more authors"


def test_listing_has_every_value(papers):
    found = listed()

    assert (found.total, found.found, found.articles) == (25, 25, 26)
    assert found.values[0].label == "Paper 07"
    assert {value.label for value in found.values} == {f"Paper {n:02}" for n in range(25)}
    for value in found.values:
        assert session().total(SUMMIT.only("source", value.value)) == value.count


def test_listing_is_narrowed_by_name_and_sorted_by_it(papers):
    assert [value.label for value in listed(named="PAPER 1").values] == [
        f"Paper {n}" for n in range(10, 20)
    ]
    assert [value.label for value in listed(by_name=True).values] == [
        f"Paper {n:02}" for n in range(25)
    ]
    assert listed(named="nowhere").values == ()


def test_listing_ignores_its_own_selection(papers):
    chosen = listed(SUMMIT.only("source", "Paper 03"))

    assert chosen.total == 25
    (selected,) = [value for value in chosen.values if value.selected]
    assert selected.label == "Paper 03"
    assert selected.url == SUMMIT.url()


def test_page_leads_from_page_to_page(client, many):
    first = client.get("/facets/source/?q=summit&order=name").content.decode()
    assert "Page 1 of 2" in first
    assert "No source" in first

    page = client.get("/facets/source/?q=summit&order=name&page=2").content.decode()

    assert "Paper 101" in page
    assert 'rel="prev" href="/facets/source/?q=summit&amp;order=name"' in page
    assert client.get("/facets/source/?q=summit&page=99").status_code == 200


def test_json_has_pages_too(client, many):
    values = []
    url = client.get("/?q=summit&format=json").json()["facet_values"]["source"]
    while url:
        answer = client.get(url).json()
        values += answer["values"]
        url = answer["next"]

    assert len(values) == answer["total"] == VALUES_PER_PAGE + 3
    assert {value["label"] for value in values} >= {"Paper 000", "Paper 101", "No source"}
    for value in values[:5]:
        assert client.get(value["url"] + "&format=json").json()["total"] == value["count"]


def test_unknown_facet_is_not_there_and_bad_queries_are_explained(client, papers):
    assert client.get("/facets/colour/").status_code == 404
    assert client.get("/facets/source/?q=summit&from=soon&page=x").status_code == 200


@pytest.mark.parametrize(
    ("labels", "prefix"),
    [
        (["Senate press: A", "Senate press: B", "Senate press: C", "TASS"], "Senate press: "),
        (["Senate press: A", "Senate press: B", "TASS", "AP"], ""),
        (["Senate press: A", "Senate press: B", "Senate press: C", *"abcd"], ""),
        (["Desk – A b", "Desk – C", "Desk – D"], "Desk – "),
        (["Paper-one", "Paper-two", "Paper-three"], ""),
        ([], ""),
    ],
)
def test_shared_prefix_is_found(labels, prefix):
    assert shared_prefix(labels) == prefix


def test_shared_prefix_is_folded_but_read_aloud(client, db):
    for name in ("Biden", "Kennedy", "Snowe"):
        store(f"Summit {name}", "The summit.", source=f"Senate press: {name}")

    page = client.get("/?q=summit").content.decode()

    assert '<span class="visually-hidden">Senate press: </span>' in page
    assert client.get("/?q=summit&format=json").json()["facets"]["source"][0]["label"] == (
        "Senate press: Biden"
    )
