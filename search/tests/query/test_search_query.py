"""A search is a value: its address, its changed copies, its laws."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction.words.hyphenation import visible
from search.engines.base import LABEL_FACETS, Filters
from search.query.periods import Period
from search.query.search_query import SearchQuery
from search.web.params import clean, from_params

TODAY = dt.date(2024, 6, 15)

texts = st.text(max_size=30).map(clean)
# What nobody sees is no part of a query: soft hyphens and the like are taken out on the way in.
queries_typed = texts.map(lambda text: visible(text).strip())
facets = st.sampled_from(LABEL_FACETS)
pairs = st.tuples(facets, texts)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
periods = st.builds(Period.of, days, st.sampled_from(["year", "month", "day"]))


@st.composite
def queries(draw):
    first, last = draw(st.none() | periods), draw(st.none() | periods)
    if first and last and first.first > last.last:
        first, last = last, first
    return SearchQuery(
        q=draw(queries_typed),
        date_from=str(first or ""),
        date_to=str(last or ""),
        undated=draw(st.booleans()),
        included=tuple(draw(st.lists(pairs, max_size=4))),
        excluded=tuple(draw(st.lists(pairs, max_size=4))),
        sort=draw(st.sampled_from(["relevance", "newest", "oldest"])),
        match=draw(st.sampled_from(["all", "some"])),
        page=draw(st.integers(1, 1000)),
        per_page=draw(st.integers(1, 100)),
        snippets=draw(st.integers(0, 3)),
        snippet_chars=draw(st.integers(80, 600)),
    )


@given(queries())
def test_address_of_a_search_gives_the_same_search_back(query):
    assert from_params(QueryDict(urlencode(query.to_params())), TODAY) == (query, ())


@given(queries(), pairs)
def test_only_leaves_one_label_of_the_facet_and_the_other_facets_alone(query, pair):
    facet, label = pair

    only = query.only(facet, label)

    assert only.labels(facet) == (label,)
    assert only.excluded_labels(facet) == ()
    assert all(only.labels(name) == query.labels(name) for name in LABEL_FACETS if name != facet)


@given(queries(), pairs)
def test_include_exclude_and_without_undo_each_other(query, pair):
    facet, label = pair

    assert label not in query.include(facet, label).excluded_labels(facet)
    assert label not in query.exclude(facet, label).labels(facet)
    assert query.include(facet, label).without(facet, label) == query.without(facet, label)


@given(queries(), periods)
def test_during_a_period_opens_exactly_it(query, period):
    during = query.during(period)

    assert during.period() == period
    assert during.open_period(TODAY) == period
    assert (during.filters(TODAY).first, during.filters(TODAY).last) == (period.first, period.last)
    assert not during.undated


@given(queries())
def test_undated_and_a_date_range_exclude_each_other(query):
    undated = query.only_undated()

    assert (undated.date_from, undated.date_to) == ("", "")
    assert undated.filters(TODAY).undated
    assert not undated.between("2022", "2023").undated


@given(queries(), st.permutations(range(3)))
def test_equal_searches_are_equal_however_they_were_made(query, order):
    steps = [("source", "TASS"), ("source", "Xinhua"), ("author", "")]

    other = query
    for step in steps:
        query = query.include(*step)
    for number in order:
        other = other.include(*steps[number])

    assert query == other
    assert query.url() == other.url()


@pytest.mark.parametrize(
    ("query", "url"),
    [
        (SearchQuery(), "/"),
        (SearchQuery("summit"), "/?q=summit"),
        (SearchQuery("summit", sort="newest"), "/?q=summit&sort=newest"),
        (SearchQuery(sort="newest"), "/"),
        (SearchQuery(page=2), "/?page=2"),
        (SearchQuery("a b").during(Period(2022, 2)), "/?q=a+b&from=2022-02&to=2022-02"),
        (SearchQuery(undated=True, date_from="2022"), "/?undated=1"),
        (SearchQuery("x").only("source", "A & B"), "/?q=x&source=A+%26+B"),
        (SearchQuery("x").exclude("author", "Ann"), "/?q=x&-author=Ann"),
        (SearchQuery("x").only("source", ""), "/?q=x&source="),
        (SearchQuery("x", match="some", per_page=50), "/?q=x&match=some&per_page=50"),
    ],
)
def test_url_leaves_defaults_out(query, url):
    assert query.url() == url


def test_url_takes_another_path_and_more_parameters():
    assert SearchQuery("x").url("/article/7/a/", raw="1") == "/article/7/a/?q=x&raw=1"
    assert SearchQuery().url("/article/7/a/") == "/article/7/a/"


def test_filters_say_what_is_selected_and_excluded():
    query = (
        SearchQuery(date_from="2022", date_to="2022-02")
        .include("source", "B")
        .include("source", "A")
        .exclude("lang", "ru")
    )

    assert query.filters(TODAY) == Filters(
        first=dt.date(2022, 1, 1),
        last=dt.date(2022, 2, 28),
        include={"source": ("A", "B")},
        exclude={"lang": ("ru",)},
    )


@pytest.mark.parametrize(
    ("date_from", "date_to", "opened"),
    [
        ("2022", "2022", Period(2022)),
        ("2022-02-03", "2022-02-17", Period(2022, 2)),
        ("2022-02", "2022-05", Period(2022)),
        ("2022-02-04", "2022-02-04", Period(2022, 2, 4)),
        ("2021", "2022", None),
        ("2022", "", None),
        ("", "", None),
    ],
)
def test_open_period_is_the_smallest_that_holds_the_range(date_from, date_to, opened):
    assert SearchQuery(date_from=date_from, date_to=date_to).open_period(TODAY) == opened


def test_order_is_newest_first_where_there_are_no_words():
    assert SearchQuery().order == "newest"
    assert SearchQuery("x").order == "relevance"
    assert SearchQuery(sort="oldest").order == "oldest"


def test_a_facet_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="no facet 'colour'"):
        SearchQuery().only("colour", "red")
