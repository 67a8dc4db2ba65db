"""Reading an address: what cannot be followed is said, nothing is an error."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.query.search_query import SearchQuery
from search.tests.sessions import texts
from search.web.params import MAX_LABELS, from_params

TODAY = dt.date(2024, 6, 15)
NAMES = [
    "q",
    "from",
    "to",
    "undated",
    "source",
    "-source",
    "sort",
    "match",
    "page",
    "per_page",
    "snippets",
    "snippet_chars",
    "why",
]


def read(**params: str | list[str]):
    values = QueryDict(mutable=True)
    for name, value in params.items():
        values.setlist(
            name.replace("not_", "-").replace("from_", "from"),
            value if isinstance(value, list) else [value],
        )
    query, notices = from_params(values, TODAY)
    return query, texts(notices)


@pytest.mark.parametrize(
    ("params", "query", "said"),
    [
        ({"page": "0"}, SearchQuery(), "“page” is a number from 1"),
        ({"page": "-3"}, SearchQuery(), "“page” is a number from 1"),
        ({"page": "two"}, SearchQuery(), "“page” is a number from 1"),
        ({"page": "١"}, SearchQuery(), "“page” is a number from 1"),
        ({"page": "9" * 20}, SearchQuery(page=10**9), ""),
        ({"page": "9" * 5000}, SearchQuery(page=10**9), ""),
        ({"page": "007"}, SearchQuery(page=7), ""),
        ({"per_page": "500"}, SearchQuery(per_page=100), "goes up to 100"),
        ({"per_page": "0"}, SearchQuery(), "“per_page” is a number from 1"),
        ({"snippets": "0"}, SearchQuery(snippets=0), ""),
        ({"snippets": "2", "snippet_chars": "120"}, SearchQuery(snippets=2, snippet_chars=120), ""),
        ({"snippets": "3", "snippet_chars": "240"}, SearchQuery(), ""),
        ({"snippets": "4"}, SearchQuery(), "“snippets” goes up to 3"),
        ({"snippets": "-1"}, SearchQuery(), "“snippets” is a number from 0"),
        ({"snippets": "٢"}, SearchQuery(), "“snippets” is a number from 0"),
        ({"snippet_chars": "7"}, SearchQuery(snippet_chars=80), "“snippet_chars” begins at 80"),
        ({"snippet_chars": "0"}, SearchQuery(snippet_chars=80), "“snippet_chars” begins at 80"),
        ({"snippet_chars": "9" * 999}, SearchQuery(snippet_chars=600), "goes up to 600"),
        ({"snippet_chars": "long"}, SearchQuery(), "“snippet_chars” is a number from 80"),
        ({"from_": "yesterdayish"}, SearchQuery(), "“yesterdayish” is not a date"),
        ({"to": "2022-02-31"}, SearchQuery(), "There is no date “2022-02-31”"),
        ({"from_": " 2022-2 "}, SearchQuery(date_from="2022-02"), ""),
        (
            {"from_": "2023", "to": "2022"},
            SearchQuery(date_from="2022", date_to="2023"),
            "read as 2022 to 2023",
        ),
        (
            {"undated": "1", "from_": "2022"},
            SearchQuery(undated=True),
            "so the dates were ignored",
        ),
        ({"undated": "0"}, SearchQuery(), ""),
        ({"undated": "maybe"}, SearchQuery(), "“undated” is 1 or absent"),
        ({"sort": "sideways"}, SearchQuery(), "no order “sideways”"),
        ({"sort": "Newest", "q": "x"}, SearchQuery("x", sort="newest"), ""),
        ({"match": "most"}, SearchQuery(), "all or some"),
        ({"colour": "red"}, SearchQuery(), ""),
        ({"q": ["first", "second"]}, SearchQuery("second"), ""),
        ({"q": "a\x00b\ud800c"}, SearchQuery("a b c"), ""),
        ({"q": "x" * 10_000}, SearchQuery("x" * 2_000), "first 2,000 characters"),
        ({"q": "東" * 10_000}, SearchQuery("東" * 666), "first 666 characters"),
        (
            {"source": ["TASS", "TASS", ""], "not_lang": "ru"},
            SearchQuery(included=(("source", ""), ("source", "TASS")), excluded=(("lang", "ru"),)),
            "",
        ),
    ],
)
def test_from_params_reads_and_explains(params, query, said):
    read_query, notices = read(**params)

    assert read_query == query
    assert [said in notice for notice in notices] == ([True] if said else [])


def test_from_params_reads_a_bounded_number_of_filters():
    query, notices = read(source=[f"s{number:03}" for number in range(200)])

    assert len(query.included) == MAX_LABELS
    assert notices == (f"Only the first {MAX_LABELS} of the filters were read.",)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.text()), max_size=8))
def test_from_params_never_raises_and_gives_a_clean_address(given_params):
    params = QueryDict(mutable=True)
    for name, value in given_params:
        params.appendlist(name, value)

    query, _ = from_params(params, TODAY)

    query.filters(TODAY)
    assert from_params(QueryDict(urlencode(query.to_params())), TODAY) == (query, ())


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2022-2-4", "2022-02-04"),
        ("4 February 2022", "2022-02-04"),
        ("Feb 2022", "2022-02"),
        ("last month", "last month"),
        ("7D", "7d"),
    ],
)
def test_dates_of_the_calendar_are_kept_in_one_form(written, kept):
    query, notices = read(from_=written)

    assert (query.date_from, notices) == (kept, ())


def test_query_is_read_without_invisible_hyphens():
    query, _ = from_params(QueryDict("q=inter%C2%ADnational+don%CA%BCt"), TODAY)

    assert query.q == "international don’t"
