"""Chips and sort links: what is on, and the way to switch it off."""

from __future__ import annotations

import pytest

from search.query.periods import Period
from search.query.search_query import SearchQuery
from search.results.active_filters import chips, passage_links, sort_links


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (SearchQuery("x"), []),
        (SearchQuery("x").during(Period(2022, 2)), [("February 2022", "/?q=x")]),
        (SearchQuery(date_from="2021", date_to="2022-02-04"), [("2021 to 4 February 2022", "/")]),
        (SearchQuery(date_from="2021"), [("From 2021", "/")]),
        (SearchQuery(date_to="last-month"), [("Until last-month", "/")]),
        (SearchQuery(undated=True), [("Undated", "/")]),
        (
            SearchQuery("x").include("source", "A & B").exclude("lang", "de"),
            [
                ("Source: A & B", "/?q=x&-lang=de"),
                ("Not language: German", "/?q=x&source=A+%26+B"),
            ],
        ),
        (SearchQuery().include("author", ""), [("Author: none", "/")]),
        (SearchQuery("x y", match="some"), [("Any of the words", "/?q=x+y")]),
    ],
)
def test_chips_say_what_is_on_and_switch_it_off(query, expected):
    assert [(chip.label, chip.url) for chip in chips(query)] == expected


def test_chips_leave_out_what_the_reader_did_not_set():
    assert chips(SearchQuery("x y", match="some"), partial=True) == ()


def test_sorts_offer_relevance_where_there_are_words():
    with_words, without = sort_links(SearchQuery("x")), sort_links(SearchQuery())

    assert [(link.label, link.url, link.current) for link in with_words] == [
        ("Relevance", "/?q=x", True),
        ("Newest", "/?q=x&sort=newest", False),
        ("Oldest", "/?q=x&sort=oldest", False),
    ]
    assert [(link.label, link.url, link.current) for link in without] == [
        ("Newest", "/", True),
        ("Oldest", "/?sort=oldest", False),
    ]


def test_preference_for_newer_articles_is_a_switch_and_shown_where_it_is_on():
    plain, recent = SearchQuery("x"), SearchQuery("x", sort="recent")

    off, on = (passage_links(query)[-1].links[0] for query in (plain, recent))

    assert (off.url, off.current) == ("/?q=x&sort=recent", False)
    assert (on.url, on.current) == ("/?q=x", True)
    assert ("Relevance, newer first", True) in [(s.label, s.current) for s in sort_links(recent)]
    assert len(passage_links(SearchQuery())) == 2
