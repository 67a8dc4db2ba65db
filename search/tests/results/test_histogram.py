"""The drawing of hits over time: places, links, ticks, and what it says in words."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import Filters, Histogram
from search.query.periods import Period, interval_for
from search.query.search_query import SearchQuery
from search.results.histogram import HEIGHT, MAX_BARS, WIDTH, histogram_view

TODAY = dt.date(2024, 6, 15)
QUERY = SearchQuery("x")


def view(*buckets: tuple[str, int], query: SearchQuery = QUERY, total: int = 0):
    periods = tuple((Period.parse(text), count) for text, count in buckets)
    interval = periods[0][0].interval if periods else "year"
    return histogram_view(Histogram(interval, periods), query, query.filters(TODAY), total)


def test_histogram_of_nothing_is_none():
    assert view() is None


def test_bars_stand_at_their_place_in_time_and_gaps_stay_empty():
    drawn = view(("2020", 10), ("2021", 5), ("2024", 1))

    assert [(bar.x, bar.width) for bar in drawn.bars] == [
        (42.0, 60.0),
        (186.0, 60.0),
        (618.0, 60.0),
    ]
    assert [(bar.y, bar.height) for bar in drawn.bars] == [(0.0, 96.0), (48.0, 48.0), (86.4, 9.6)]
    assert [tick.label for tick in drawn.ticks] == ["2020", "2021", "2022", "2023", "2024"]


def test_bars_link_to_their_period_and_say_their_count():
    bar = view(("2022-02", 1200), ("2022-03", 1)).bars[0]

    assert bar.url == "/?q=x&from=2022-02&to=2022-02"
    assert bar.label == "February 2022: 1,200 articles"
    assert (bar.first, bar.last) == (dt.date(2022, 2, 1), dt.date(2022, 2, 28))


def test_bars_cut_by_the_asked_range_link_to_what_is_inside():
    query = SearchQuery("x", date_from="2022-02-15", date_to="2022-04-03")

    drawn = view(("2022-02", 3), ("2022-03", 1), ("2022-04", 2), query=query)

    assert [bar.url for bar in drawn.bars] == [
        "/?q=x&from=2022-02-15&to=2022-02-28",
        "/?q=x&from=2022-03&to=2022-03",
        "/?q=x&from=2022-04-01&to=2022-04-03",
    ]


def test_axis_spans_the_asked_range():
    query = SearchQuery("x", date_from="2022", date_to="2022")

    drawn = view(("2022-03", 3), ("2022-05", 1), query=query)

    assert [bar.x for bar in drawn.bars] == [121.0, 241.0]
    assert [tick.label for tick in drawn.ticks] == ["Jan 2022", "Mar", "May", "Jul", "Sep", "Nov"]


def test_centuries_are_drawn_in_runs_of_years():
    drawn = view(("1851", 2), ("1859", 1), ("1860", 5), ("2023", 4))

    assert [(bar.count, bar.url) for bar in drawn.bars] == [
        (2, "/?q=x&from=1850&to=1854"),
        (1, "/?q=x&from=1855&to=1859"),
        (5, "/?q=x&from=1860&to=1864"),
        (4, "/?q=x&from=2020&to=2024"),
    ]
    assert drawn.bars[0].label == "1850 to 1854: 2 articles"


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2022-02-01", "2022-02-05", ["1 Feb 2022", "2 Feb", "3 Feb", "4 Feb", "5 Feb"]),
        ("2021-12-30", "2022-01-20", ["30 Dec 2021", "6 Jan 2022", "13 Jan", "20 Jan"]),
        ("2021-11", "2022-02", ["Nov 2021", "Dec", "Jan 2022", "Feb"]),
        ("2019-06", "2023-02", ["2020", "2021", "2022", "2023"]),
        ("1990", "2023", ["1990", "1995", "2000", "2005", "2010", "2015", "2020"]),
        ("0001", "9999", ["1", "2000", "4000", "6000", "8000"]),
    ],
)
def test_ticks_are_few_and_name_each_year_once(first, last, labels):
    assert [tick.label for tick in view((first, 1), (last, 1)).ticks] == labels


def test_years_stand_below_their_januaries():
    drawn = view(("2019-06", 1), ("2023-01", 1))

    january = drawn.bars[-1]
    assert [tick.label for tick in drawn.ticks] == ["2020", "2021", "2022", "2023"]
    assert drawn.ticks[-1].x == pytest.approx(january.x + january.width, abs=2)


def test_labels_at_the_ends_stay_inside():
    ticks = view(("2022-02-01", 1), ("2022-02-28", 1)).ticks

    assert [(tick.x, tick.label, tick.anchor) for tick in (ticks[0], ticks[1])] == [
        (0, "1 Feb 2022", "start"),
        (192.86, "8 Feb", "middle"),
    ]


def test_summary_says_what_is_drawn_and_what_is_not():
    drawn = view(("2022-02", 3), ("2022-03", 1), total=9)

    assert drawn.summary == (
        "Articles by month from February 2022 to March 2022; most in February 2022: 3 articles. "
        "5 articles without a month are not drawn."
    )


@given(
    st.lists(st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)), min_size=1, max_size=60),
    st.booleans(),
)
def test_bars_are_few_lie_inside_and_count_every_bucket(days, near):
    if near:
        days = [dt.date(2022, 1, 1) + dt.timedelta(days=day.toordinal() % 2000) for day in days]
    interval = interval_for(min(days), max(days))
    buckets = tuple(sorted(Counter(Period.of(day, interval) for day in days).items()))

    drawn = histogram_view(Histogram(interval, buckets), SearchQuery(), Filters(), len(days))

    assert drawn is not None
    assert 1 <= len(drawn.bars) <= MAX_BARS
    assert sum(bar.count for bar in drawn.bars) == len(days)
    assert len(drawn.ticks) <= 9
    for bar in drawn.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
        assert bar.height >= 2
        assert abs(bar.y + bar.height - HEIGHT) < 0.02
        assert bar.count == sum(bar.first <= day <= bar.last for day in days)
    for tick in drawn.ticks:
        assert 0 <= tick.x <= WIDTH


def test_a_single_bucket_is_a_bar_and_is_told_as_one():
    drawn = view(("2022-01-11", 1))

    assert [(bar.x, bar.width) for bar in drawn.bars] == [(330.0, 60.0)]
    assert drawn.summary.startswith("All on 11 January 2022.")
