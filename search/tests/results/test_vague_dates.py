"""Decades and estimated years on the pages: found by their span, shown for what they are."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.records import Precision, PublishedDate
from search.query.search_query import SearchQuery
from search.search_page import search
from search.tests.archive import store
from search.tests.sessions import session

pytestmark = pytest.mark.django_db


def kept(year: int, precision: Precision) -> PublishedDate:
    return PublishedDate(dt.date(year, 1, 1), precision, "metadata", "as stated")


@pytest.fixture(autouse=True)
def _archive(db):
    store("Decade", "The harbour.", published=kept(1890, "decade"))
    store("Estimate", "The harbour.", published=kept(1890, "circa"))
    store("Year", "The harbour.", "1893")


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("harbour date:1890s", ["Decade", "Year"]),
        ("harbour date:1885..1895", ["Estimate", "Year"]),
        ("harbour date:1890..1895", ["Year"]),
        ("harbour date:1890", []),
        ("harbour date:1880..1900", ["Decade", "Estimate", "Year"]),
    ],
)
def test_an_article_is_found_where_all_its_years_lie(q, found):
    page = search(SearchQuery(q), session())

    assert sorted(hit.title for hit in page.hits if not page.partial) == found


def test_vague_dates_are_called_so(client):
    answer = client.get("/?q=harbour&format=json").json()
    shown = {hit["title"]: (hit["date"], hit["date_precision"]) for hit in answer["hits"]}
    page = client.get("/?q=harbour").content.decode()

    assert shown["Decade"] == ("1890", "decade")
    assert shown["Estimate"] == ("1890", "circa")
    assert ">1890s</time>" in page
    assert ">c. 1890</time>" in page


def test_article_explains_what_is_known(client):
    for hit in client.get("/?q=harbour&format=json").json()["hits"]:
        page = client.get(hit["url"], follow=True).content.decode()
        assert ("Only the decade is known." in page) == (hit["title"] == "Decade")
        assert ("The year is an estimate" in page) == (hit["title"] == "Estimate")


def test_vague_dates_are_in_no_year_and_yet_dated():
    page = search(SearchQuery("harbour"), session())
    years = {facet.name: facet for facet in page.facets}

    assert [(value.value, value.count) for value in years["year"].values] == [("1893", 1)]
    assert "undated" not in years


@pytest.mark.parametrize("wanted", ["csv", "ris", "bib", "csl", "jsonl", "md"])
def test_downloads_hold_vague_dates(client, wanted):
    answer = client.get(f"/?q=harbour&format={wanted}")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content

    assert answer.status_code == 200
    assert b"1890" in content
