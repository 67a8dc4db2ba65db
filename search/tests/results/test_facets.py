"""Facet values: their links, order, shares and notes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pytest

from search.engines import get_engine
from search.engines.base import DateCounts, SearchResponse
from search.query.periods import Period
from search.query.search_query import SearchQuery
from search.results.facets import FACET_SIZE, facets_of
from search.results.session import SearchSession
from search.results.view_models import Facet, Link

TODAY = dt.date(2024, 6, 15)


@dataclass(slots=True)
class _FixedTotal(SearchSession):
    """A session in which every query has the same total."""

    fixed: int = 0

    def total(self, query: SearchQuery) -> int:
        return self.fixed


def facets(
    query: SearchQuery, response: SearchResponse, selected_count: int = 0
) -> dict[str, Facet]:
    session = _FixedTotal(get_engine(), TODAY, fixed=selected_count)
    return {facet.name: facet for facet in facets_of(query, response, session)}


NO_DATES = DateCounts()


def answered(dates: DateCounts = NO_DATES, **labels: tuple[tuple[str, int], ...]):
    return SearchResponse(hits=(), total=0, dates=dates, labels=labels)


def test_years_stand_newest_first_and_lead_to_their_articles():
    dates = DateCounts(years={Period(2021): 5, Period(2022): 20})

    values = facets(SearchQuery("x"), answered(dates))["year"].values

    assert [(v.value, v.label, v.count, v.url, v.share) for v in values] == [
        ("2022", "2022", 20, "/?q=x&from=2022&to=2022", 100),
        ("2021", "2021", 5, "/?q=x&from=2021&to=2021", 25),
    ]


def test_selected_month_leads_back_to_its_year_and_opens_its_days():
    dates = DateCounts(
        years={Period(2022): 9},
        months={Period(2022, 2): 6, Period(2022, 3): 1},
        days={Period(2022, 2, 4): 4},
    )

    shown = facets(SearchQuery("x").during(Period(2022, 2)), answered(dates))

    year, month, day = (shown[name].values[0] for name in ("year", "month", "day"))
    assert (year.selected, year.opened, year.url) == (False, True, "/?q=x&from=2022&to=2022")
    assert (month.selected, month.opened, month.url) == (True, True, "/?q=x&from=2022&to=2022")
    assert (day.selected, day.label, day.url) == (
        False, "4 February", "/?q=x&from=2022-02-04&to=2022-02-04",
    )  # fmt: skip
    assert [value.label for value in shown["month"].values] == ["February", "March"]
    assert shown["month"].note == "2 articles are dated 2022 without a month."
    assert shown["day"].note == "2 articles are dated February 2022 without a day."


def test_selected_month_without_articles_is_shown_below_its_year():
    shown = facets(SearchQuery("x").during(Period(1990, 5)), answered())

    assert [(v.value, v.opened) for v in shown["year"].values] == [("1990", True)]
    assert [(v.value, v.selected) for v in shown["month"].values] == [("1990-05", True)]
    assert "day" not in shown


def test_selected_year_without_articles_is_still_shown_and_leads_back():
    value = facets(SearchQuery("x").during(Period(1990)), answered())["year"].values[0]

    assert (value.value, value.count, value.selected, value.url) == ("1990", 0, True, "/?q=x")


@pytest.mark.parametrize(
    ("query", "selected", "url"),
    [(SearchQuery("x"), False, "/?q=x&undated=1"), (SearchQuery("x", undated=True), True, "/?q=x")],
)
def test_undated_is_a_facet_of_one_value(query, selected, url):
    facet = facets(query, answered(DateCounts(undated=3)))["undated"]

    (value,) = facet.values
    assert (value.value, value.label, value.count) == ("1", "Undated", 3)
    assert (value.selected, value.url) == (selected, url)


def test_label_links_replace_add_exclude_and_take_back():
    query = SearchQuery("x").include("source", "B")

    other, selected = facets(query, answered(source=(("A", 4), ("B", 2))))["source"].values

    assert (other.url, other.add_url, other.exclude_url) == (
        "/?q=x&source=A", "/?q=x&source=A&source=B", "/?q=x&source=B&-source=A",
    )  # fmt: skip
    assert (selected.selected, selected.url, selected.add_url) == (True, "/?q=x", "")
    assert (other.share, selected.share) == (100, 50)


def test_selected_label_is_shown_however_rare():
    query = SearchQuery("x").include("source", "Rare")

    values = facets(query, answered(source=(("A", 4),)), selected_count=1)["source"].values

    assert [(value.value, value.count, value.selected) for value in values] == [
        ("A", 4, False), ("Rare", 1, True),
    ]  # fmt: skip


def test_articles_without_a_label_are_a_value_of_their_own():
    shown = facets(SearchQuery(), answered(source=(("A", 4), ("", 2)), author=(("", 6),)))

    assert [(value.label, value.url) for value in shown["source"].values] == [
        ("A", "/?source=A"), ("No source", "/?source="),
    ]  # fmt: skip
    assert "author" not in shown


def test_languages_are_named():
    values = facets(SearchQuery(), answered(lang=(("de", 2), ("zh-Hans", 1), ("xx", 1))))[
        "lang"
    ].values

    assert [value.label for value in values] == ["German", "Simplified Chinese", "xx"]


def test_long_facets_say_that_there_is_more():
    many = tuple((f"s{number:02}", 1) for number in range(FACET_SIZE))
    response = replace(answered(source=many), total=25, label_totals={"source": 24})

    facet = facets(SearchQuery(), response)["source"]

    assert facet.note == "4 more sources with 5 articles."
    assert facet.all_values == Link("All 24 sources", "/facets/source/")
