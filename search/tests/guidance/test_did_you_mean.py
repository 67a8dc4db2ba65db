"""What was meant: corrections from the words of the archive."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings

from corpus.tests.law_profiles import examples
from search.guidance.did_you_mean import did_you_mean
from search.query.search_query import SearchQuery
from search.search_page import search
from search.tests.archive import store_many, store_texts
from search.tests.guidance.queries import queries, total_behind
from search.tests.sessions import session

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 6, 15)


@pytest.fixture
def archive(db):
    mission = "The government can not afford the peacekeeping mission."
    store_texts(
        [
            ("Prime minister speaks", "The government met on health care. Citroën."),
            *((f"Government {number}", mission) for number in range(30)),
            ("Typing", "The goverment of Geneva wrote this form."),
        ]
    )


def meant(q: str, **given):
    found = did_you_mean(SearchQuery(q, **given), session())
    return found and (found.label, found.total)


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("governmnet", ("government", 31)),  # two letters have changed places
        ("gvernment", ("government", 31)),
        ("goverment", ("government", 31)),  # in one article as well, but only in one
        ("title:goverment", ("title:government", 30)),
        ("helth cxre", ("health care", 1)),
        ("health cae", ("health care", 1)),  # `can` is more frequent, but not beside health
        ("primeminister", None),  # found as two words
        ("thegovernment", ("the government", 31)),
        ("peace keeping", None),  # found as one
        ("citroem", ("citroen", 1)),
        ('"helth care"', ('"health care"', 1)),
        ("(helth OR zebra) -mission", ("(health OR zebra) -mission", 1)),
        ("from", ("form", 1)),
        ("health", None),
        ("zebra", None),
        ("=governmnet", None),  # this form only: not doubted
        ("governmnet*", None),
        ("-governmnet zebra", None),
        ("source:governmnet", None),
        ("", None),
        ("東京", None),
        ("1991", None),
    ],
)  # fmt: skip
def test_did_you_mean_finds_the_word(archive, q, expected):
    assert meant(q) == expected


def test_correction_that_the_filters_leave_nothing_of_is_not_offered(archive):
    assert meant("governmnet", included=(("source", "Nowhere"),)) is None


def test_page_asks_where_nothing_or_little_is_found(client, archive):
    page = client.get("/?q=governmnet").context["page"]
    answer = client.get("/?q=governmnet&format=json").json()

    assert page.guidance.did_you_mean.label == "government"
    assert answer["did_you_mean"] == {"label": "government", "url": "/?q=government", "total": 31}
    assert client.get("/?q=government").context["page"].guidance.did_you_mean is None


def test_common_words_are_not_doubted(archive):
    assert search(SearchQuery("the"), session()).guidance.did_you_mean is None


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(queries)
def test_correction_finds_what_it_says(archive_of_many, query):
    found = did_you_mean(query, session())

    if found:
        assert total_behind(found.url) == found.total > session().total(query)


@pytest.fixture
def archive_of_many(db):
    return store_many()


def test_word_in_some_articles_is_corrected_beside_one_in_very_many(db, monkeypatch):
    monkeypatch.setattr("search.guidance.did_you_mean._VERY_MANY", 5)
    store_texts(
        [
            *(("Government", f"The government met, day {day}.") for day in range(25)),
            *(("Typing", f"The goverment met, day {day}.") for day in range(5)),
        ]
    )

    assert meant("goverment") == ("government", 25)
    assert search(SearchQuery("goverment"), session()).guidance.did_you_mean
    assert meant("typing") is None
