"""The account of a query: its clauses, their counts, and why nothing was found."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.tests.law_profiles import examples
from search.guidance.xray import MAX_CLAUSES, xray
from search.query.search_query import SearchQuery
from search.search_page import search
from search.tests.archive import store, store_many
from search.tests.guidance.queries import queries, total_behind
from search.tests.sessions import session, texts

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 6, 15)


def rows(query: SearchQuery):
    found = xray(query, session())
    return [("  " * row.level + row.text, row.count) for row in found.clauses]


@pytest.fixture
def three(db):
    store("Wages", "The wage rose and wages rise.", "2022-02-04", source="Meridian Wire")
    store("Wager", "A wager on grain.", "2021-05-01", source="Harbour Gazette")
    store("Talks", "They talked of grain at the summit.", "2022-03-01")


def test_each_clause_has_its_own_count(three):
    query = SearchQuery('wage* (grain OR summit) -"the summit" source:wire')

    assert rows(query) == [
        ("wage*", 2),
        ("(grain OR summit)", 2),
        ("  grain", 2),
        ("  summit", 1),
        ('"the summit"', 1),
        ("source:wire", 1),
    ]


def test_clauses_of_a_group_keep_the_field_of_the_group(three):
    assert rows(SearchQuery("title:(wages OR grain)")) == [
        ("title:(wages OR grain)", 1),
        ("  title:wages", 1),
        ("  title:grain", 0),
    ]


def test_filters_are_clauses_too(three):
    query = SearchQuery("grain", date_from="2022", date_to="2022").include(
        "source", "Meridian Wire"
    )

    assert rows(query) == [("grain", 2), ("2022", 2), ("Source: Meridian Wire", 1)]


def test_pattern_and_word_name_the_words_they_stand_for(three):
    pattern, word, phrase = xray(SearchQuery('wag* talks "of grain"'), session()).clauses

    assert [(w.word, w.count, w.url) for w in pattern.words] == [
        ("wage", 1, "/?q=%3Dwage&explain=1"),
        ("wager", 1, "/?q=%3Dwager&explain=1"),
        ("wages", 1, "/?q=%3Dwages&explain=1"),
    ]
    assert [w.word for w in word.words] == ["talked", "talks"]
    assert (phrase.words, phrase.more_words) == ((), False)


@pytest.mark.parametrize(
    ("query", "verdict"),
    [
        (SearchQuery("grain"), ""),
        (SearchQuery("grain zebra"), "There is no article with “zebra”."),
        (
            SearchQuery("title:zebra quagga grain"),
            "There is no article with “zebra” in the title and none with “quagga”.",
        ),
        (
            SearchQuery("wages summit grain"),
            "Each part matches articles, none matches all. Without wages: 1 article.",
        ),
        (
            SearchQuery("grain", date_from="1990", date_to="1990"),
            "There is no article under “1990”.",
        ),
        (
            SearchQuery("wage wager summit"),
            "Each part matches articles, none matches all, or all but one.",
        ),
        (SearchQuery("before:0001"), "No article matches this query."),
    ],
)  # fmt: skip
def test_verdict_names_what_leaves_nothing(three, query, verdict):
    assert xray(query, session()).verdict == verdict


def test_a_form_in_another_language_is_not_named(db):
    store("Atención", "La salud y el care de la carencia.", language="es")
    for number in range(3):
        store(f"A career {number}", "A long career in the county.", language="en")
    store("Care", "She cares for the old, and takes care.", language="en")

    (clause,) = xray(SearchQuery("care"), session()).clauses

    assert [word.word for word in clause.words] == ["care", "cares"]


def test_search_for_everything_has_no_clauses(three):
    found = xray(SearchQuery(), session())

    assert (found.reading, found.clauses) == ("All articles.", ())


def test_account_of_a_long_query_is_cut_and_says_so(three):
    words = " ".join(f"word{number}" for number in range(60))

    found = xray(SearchQuery(words), session())

    assert (len(found.clauses), found.complete) == (MAX_CLAUSES, False)


def test_page_has_the_account_only_where_it_is_asked_for(client, three):
    plain, asked = client.get("/?q=wage*"), client.get("/?q=wage*&explain=1")

    assert plain.context["page"].guidance.xray is None
    assert b'href="/?q=wage%2A&amp;explain=1"' in plain.content
    assert b'id="xray"' in asked.content
    assert texts(plain.context["page"].notices) == (asked.context["page"].guidance.xray.reading,)
    assert asked.context["page"].notices == ()


def test_json_has_the_account_under_explain(client, three):
    assert client.get("/?q=wage*&format=json").json()["explain"] is None

    explained = client.get("/?q=wage*+zebra&explain=1&format=json").json()["explain"]

    assert explained["verdict"] == "There is no article with “zebra”."
    assert [(c["text"], c["count"], c["empties"]) for c in explained["clauses"]] == [
        ("wage*", 2, False),
        ("zebra", 0, True),
    ]
    assert explained["clauses"][0]["without"] is None
    assert explained["clauses"][0]["expansions"][0] == {
        "word": "wage", "count": 1, "url": "/?q=%3Dwage&explain=1",
    }  # fmt: skip


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(queries, min_size=2, max_size=4))
def test_every_count_is_the_total_behind_its_link(archive_of_many, queries):
    for query in queries:
        for clause in xray(query, session()).clauses:
            assert total_behind(clause.url) == clause.count, (query, clause)
            for word in clause.words:
                assert total_behind(word.url) == word.count > 0, (query, word)
            if clause.without:
                assert total_behind(clause.without.url) == clause.without.total > 0, query


@pytest.fixture
def archive_of_many(db):
    return store_many()


def test_no_time_leaves_clauses_out_and_says_so(three):
    account = xray(SearchQuery("wage grain zebra"), session().within(0))

    assert account.clauses == ()
    assert not account.verdict
    assert not account.complete


def test_spellings_that_are_other_words_are_told_apart(db):
    store("Paper", "They resign today.")
    store("Deal", "They re-sign the deal and re sign it.")

    (clause,) = xray(SearchQuery("resign"), session()).clauses

    assert clause.count == 2
    assert [(view.word, view.count) for view in clause.words] == [("resign", 1), ("re sign", 1)]


def test_words_that_are_not_required_are_named(db):
    store("Lincoln", "Lincoln died of his wounds.")

    page = search(SearchQuery("how did lincoln die", explain=True), session())

    assert page.total == 1
    assert page.guidance.xray is not None
    assert page.guidance.xray.reading.endswith("perhaps with “how” and “did”.")
    assert any("are not required" in notice.text for notice in page.notices)
