from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from search.query.link_writer import LabelLinks, date_links, page_links
from search.query.periods import Period
from search.query.search_query import SearchQuery
from search.tests.query.test_search_query import facets, pairs, periods, queries

#: A search that states everything which an address can say, selected and excluded.
FULL = SearchQuery(
    "oil & gas",
    date_from="2020",
    date_to="7d",
    included=(("author", "Ann Bell"), ("source", ""), ("source", "The Wire")),
    excluded=(("author", "B"), ("lang", "en"), ("source", "A")),
    sort="oldest",
    match="some",
    page=3,
    per_page=50,
    explain=True,
    snippets=1,
    snippet_chars=120,
)


@given(queries(), periods, periods)
@example(FULL, Period(2022), Period(2023, 2))
def test_date_link_is_the_address_of_the_search_between_the_dates(query, first, last):
    link = date_links(query)

    assert link(str(first), str(last)) == query.between(str(first), str(last)).url()


@given(queries(), st.integers(1, 10_000))
@example(FULL, 1)
@example(FULL, 12)
def test_page_link_is_the_address_of_that_page(query, number):
    assert page_links(query)(number) == query.at_page(number).url()


@given(queries(), facets, pairs.map(lambda pair: pair[1]))
@example(FULL, "source", "The Wire")
@example(FULL, "source", "A")
@example(FULL, "author", "a & b")
def test_label_links_are_the_addresses_of_the_changed_searches(query, facet, label):
    links = LabelLinks(query, facet)

    assert links.only(label) == query.only(facet, label).url()
    assert links.exclude(label) == query.exclude(facet, label).url()
