"""Ways out of an empty answer: one change each, none that finds nothing, every total true."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings

from corpus.tests.law_profiles import examples
from search.guidance.did_you_mean import FEW, did_you_mean
from search.guidance.rescue import MAX_SUGGESTIONS, suggestions
from search.query.search_query import SearchQuery
from search.results.session import SearchSession
from search.search_page import search
from search.tests.archive import store, store_many
from search.tests.guidance.queries import queries, total_behind
from search.tests.sessions import session

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 6, 15)


def offered(query: SearchQuery, more_than: int = 0):
    found = suggestions(query, session(), more_than)
    return [(s.label, s.url, s.total) for s in found]


@pytest.fixture
def two(db):
    store("Grain", "A summit on grain, meetings on sanctions.", "2022-02-04", source="TASS")
    store("Summit", "The grain summit opens. They meet.", "2021-05-01")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (SearchQuery("zebra"), []),
        (SearchQuery(), []),
        (
            SearchQuery('"grain sanctions"', page=3),
            [
                ("“grain sanctions” within 10 words of each other",
                 "/?q=%22grain+sanctions%22~10", 1),
                ("Without quotation marks: grain sanctions", "/?q=grain+sanctions", 1),
            ],
        ),
        (
            SearchQuery("grian"),
            [("“grain” instead of “grian”", "/?q=grain", 2)],
        ),
        (
            SearchQuery("title:grian summit"),
            [
                ("“grain” instead of “grian”", "/?q=title%3Agrain+summit", 1),
                ("Without title:grian: summit", "/?q=summit", 2),
            ],
        ),
        (
            SearchQuery("=meeting"),
            [("Other forms of “meeting” too", "/?q=meeting", 2)],
        ),
        (
            SearchQuery("title:sanctions"),
            [("“sanctions” anywhere, not only in the field title", "/?q=sanctions", 1)],
        ),
        (
            SearchQuery("atleast5:grain"),
            [("Any number of mentions of grain", "/?q=grain", 2)],
        ),
        (
            SearchQuery("grain w/1 sanctions"),
            [("Anywhere in the article: grain AND sanctions",
              "/?q=%28grain+AND+sanctions%29", 1)],
        ),
        (
            SearchQuery("summit", date_from="2022-03", date_to="2022-03"),
            [
                ("In 2022, instead of: March 2022", "/?q=summit&from=2022&to=2022", 1),
                ("At any date, instead of: March 2022", "/?q=summit", 2),
            ],
        ),
        (
            SearchQuery("grain", date_from="1990", date_to="1991").include("source", "TASS"),
            [("At any date, instead of: 1990 to 1991", "/?q=grain&source=TASS", 1)],
        ),
        (
            SearchQuery("grain zebra").include("source", "Nowhere").exclude("author", ""),
            [("Any of the words, without any filter: grain zebra",
              "/?q=grain+zebra&match=some", 2)],
        ),
        (
            SearchQuery("grain AND zebra -summit"),
            [],
        ),
        (
            SearchQuery("grain -summit"),
            [
                ("Without -summit: grain", "/?q=grain", 2),
            ],
        ),
        (
            SearchQuery("grain AND zebra AND quagga"),
            [("Without words that no article has: grain", "/?q=grain", 2)],
        ),
        (
            SearchQuery("grain", undated=True),
            [("At any date, instead of: Undated", "/?q=grain", 2)],
        ),
    ],
)  # fmt: skip
def test_each_suggestion_changes_one_thing(two, query, expected):
    assert offered(query) == expected


def test_no_suggestion_leaves_only_what_is_not_wanted(two):
    assert not [
        label for label, *_ in offered(SearchQuery("grain -sanctions")) if "grain:" in label
    ]


def test_suggestions_find_more_than_was_found(two):
    assert offered(SearchQuery("grain sanctions"), more_than=1) == [
        ("Without sanctions: grain", "/?q=grain", 2)
    ]
    assert offered(SearchQuery("grain sanctions"), more_than=2) == []


def test_suggestions_are_few(two):
    query = SearchQuery("zebra quagga -summit -grain")
    for number in range(40):
        query = query.exclude("source", f"{number}")

    assert len(offered(query)) <= MAX_SUGGESTIONS


def test_a_long_query_costs_a_bounded_number_of_counts(two, monkeypatch):
    counted: list[SearchQuery] = []

    def find_nothing(self: SearchSession, query: SearchQuery) -> int:
        counted.append(query)
        return 0

    monkeypatch.setattr(SearchSession, "total", find_nothing)

    offered(SearchQuery(" ".join(f"word{number}" for number in range(40))))

    assert len(counted) <= 24


def test_page_with_few_articles_offers_what_finds_more(two):
    page = search(SearchQuery("grain sanctions"), session())

    assert page.total == 1 <= FEW
    assert [(s.label, s.total) for s in page.guidance.suggestions] == [
        ("Without sanctions: grain", 2)
    ]


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(queries)
def test_every_total_is_that_behind_its_link(archive_of_many, query):
    found = session().total(query)

    for suggestion in suggestions(query, session(), found):
        assert total_behind(suggestion.url) == suggestion.total > found, (query, suggestion)


@pytest.fixture
def archive_of_many(db):
    return store_many()


def test_no_time_offers_nothing_rather_than_a_wrong_total(two):
    assert suggestions(SearchQuery("grian"), session().within(0)) == ()
    assert did_you_mean(SearchQuery("grian"), session().within(0)) is None
