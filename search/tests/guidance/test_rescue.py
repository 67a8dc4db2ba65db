"""Ways out of an empty answer: one change each, none that finds nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from search.guidance.rescue import MOST_SUGGESTIONS, suggestions
from search.query_parser import parse
from search.search_query import SearchQuery

TODAY = dt.date(2024, 6, 15)


def offered(query: SearchQuery, total: int = 1):
    node = parse(query.q, match=query.match, today=TODAY).node
    return [(s.label, s.url, s.total) for s in suggestions(query, node, lambda _: total)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (SearchQuery("zebra"), []),
        (SearchQuery(), []),
        (
            SearchQuery('"grain summit" zebra', page=3),
            [
                ("Without quotation marks: grain summit zebra", "/?q=grain+summit+zebra"),
                ('Without "grain summit": zebra', "/?q=zebra"),
                ('Without zebra: "grain summit"', "/?q=%22grain+summit%22"),
            ],
        ),
        (
            SearchQuery('"grain summit"~5'),
            [("Without quotation marks: grain summit", "/?q=grain+summit")],
        ),
        (
            SearchQuery("grain", date_from="1990", date_to="1991").include("source", "TASS"),
            [
                ("At any date, instead of: 1990 to 1991", "/?q=grain&source=TASS"),
                ("Without the filter Source: TASS", "/?q=grain&from=1990&to=1991"),
            ],
        ),
        (
            SearchQuery("grain AND zebra -summit"),
            [
                ("Without -summit: grain AND zebra", "/?q=grain+AND+zebra"),
                ("Without grain: zebra -summit", "/?q=zebra+-summit"),
                ("Without zebra: grain AND -summit", "/?q=grain+AND+-summit"),
            ],
        ),
        (SearchQuery("grain", undated=True), [("At any date, instead of: Undated", "/?q=grain")]),
    ],
)  # fmt: skip
def test_each_suggestion_changes_one_thing(query, expected):
    assert offered(query) == [(label, url, 1) for label, url in expected]


def test_what_finds_nothing_is_not_suggested():
    assert offered(SearchQuery("grain zebra", date_from="1990"), total=0) == []


def test_suggestions_are_few():
    words = " ".join(f"word{number}" for number in range(40))

    assert len(offered(SearchQuery(words))) == MOST_SUGGESTIONS


def test_a_long_query_costs_a_bounded_number_of_counts():
    tried: list[SearchQuery] = []

    def find_nothing(query: SearchQuery) -> int:
        tried.append(query)
        return 0

    words = " ".join(f"word{number}" for number in range(40))
    node = parse(words, today=TODAY).node

    suggestions(SearchQuery(words), node, find_nothing)

    assert len(tried) <= 16
