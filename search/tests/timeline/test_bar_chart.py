"""One search over time as bars: places, links, ticks, and what it says in words."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.periods import Period
from search.query.search_query import SearchQuery
from search.timeline.charts.bar_chart import BarChart, bar_chart
from search.timeline.interval_counts import Timeline, TimeSeries
from search.timeline.intervals import INTERVALS, MAX_BUCKETS, step_for, time_axis

TODAY = dt.date(2024, 6, 15)
QUERY = SearchQuery("x")


def drawn(
    *counts: tuple[str, int],
    query: SearchQuery = QUERY,
    undated: int = 0,
    archive: dict[str, int] | None = None,
) -> BarChart:
    """Draw counts of days, months or years; the archive holds as much unless it is given."""
    periods = [(Period.parse(text), count) for text, count in counts]
    asked = query.filters(TODAY)
    first, last = periods[0][0].first, periods[-1][0].last
    span = min(first, asked.first or first), max(last, asked.last or last)
    axis = time_axis(step_for(*span), span, (asked.first, asked.last))
    sums = axis.sums(periods)
    held = [(Period.parse(text), count) for text, count in (archive or {}).items()] or periods
    series = TimeSeries(query, sum(sums) + undated, sums)
    chart = bar_chart(Timeline(axis, (series,), axis.sums(held)), share=query.share)
    assert chart is not None
    return chart


def test_chart_of_nothing_is_none():
    axis = time_axis("day", (TODAY, TODAY))

    assert bar_chart(None) is None
    assert bar_chart(Timeline(axis, (TimeSeries(QUERY, 1, (0,)),), (4,))) is None


def test_bars_stand_at_their_place_in_time_and_at_round_numbers():
    chart = drawn(("1990", 10), ("1991", 5), ("1999", 1))

    assert [round(bar.x + bar.width / 2, 3) for bar in chart.bars] == [0.05, 0.15, 0.95]
    assert [round(1 - bar.y, 3) for bar in chart.bars] == [1.0, 0.5, 0.1]
    assert [line.label for line in chart.frame.gridlines] == ["5", "10"]


def test_bars_link_to_their_period_and_say_their_count():
    bar = drawn(("2021-02", 1200), ("2022-03", 1)).bars[0]

    assert bar.url == "/?q=x&from=2021-02&to=2021-02"
    assert bar.label == "February 2021: 1,200 articles"
    assert (bar.first, bar.last) == (dt.date(2021, 2, 1), dt.date(2021, 2, 28))


def test_bars_cut_by_the_asked_range_link_to_what_is_inside_and_are_partial():
    query = SearchQuery("x", date_from="2021-02-15", date_to="2022-04-03")

    chart = drawn(("2021-02", 3), ("2021-03", 1), ("2022-04", 2), query=query)

    assert [bar.url for bar in chart.bars] == [
        "/?q=x&from=2021-02-15&to=2021-02-28",
        "/?q=x&from=2021-03&to=2021-03",
        "/?q=x&from=2022-04-01&to=2022-04-03",
    ]
    assert [bar.is_partial for bar in chart.bars] == [True, False, True]
    assert chart.bars[2].label == (
        "1 April 2022 to 3 April 2022: 2 articles (part of the time only)"
    )


def test_weeks_begin_on_monday_and_link_to_their_days():
    chart = drawn(("2022-02-02", 3), ("2022-02-07", 1), ("2022-05-01", 2))

    assert chart.step == "week"
    assert [(bar.count, bar.url) for bar in chart.bars] == [
        (3, "/?q=x&from=2022-01-31&to=2022-02-06"),
        (1, "/?q=x&from=2022-02-07&to=2022-02-13"),
        (2, "/?q=x&from=2022-04-25&to=2022-05-01"),
    ]
    assert chart.bars[1].label == "Week of 7 February 2022: 1 article"


def test_centuries_are_drawn_in_runs_of_years():
    chart = drawn(("1851", 2), ("1859", 1), ("1860", 5), ("2023", 4))

    assert [(bar.count, bar.url) for bar in chart.bars] == [
        (2, "/?q=x&from=1850&to=1854"),
        (1, "/?q=x&from=1855&to=1859"),
        (5, "/?q=x&from=1860&to=1864"),
        (4, "/?q=x&from=2020&to=2024"),
    ]
    assert chart.bars[0].label == "1850 to 1854: 2 articles"


def test_shares_are_of_all_that_the_archive_holds():
    query = SearchQuery("x", share=True)

    chart = drawn(
        ("2020", 5),
        ("2021", 5),
        ("2029", 1),
        query=query,
        archive={"2020": 10, "2021": 100, "2029": 8},
    )

    assert [round(1 - bar.y, 3) for bar in chart.bars] == [0.833, 0.083, 0.208]
    assert chart.bars[1].label == "2021: 5 of 100 articles, 5 %"
    assert [line.label for line in chart.frame.gridlines] == ["20 %", "40 %", "60 %"]
    assert chart.share_link is not None
    assert chart.share_link.url == "/?q=x"


def test_gaps_of_the_archive_are_marked_and_months_without_hits_are_not():
    chart = drawn(
        ("2020-01", 5),
        ("2022-01", 1),
        archive={"2020-01": 9, "2020-02": 4, "2021-12": 4, "2022-01": 1},
    )

    (gap,) = chart.frame.gaps
    assert gap.label == "The archive has no articles: March 2020 to November 2021"
    assert round(gap.x * len(chart.frame.axis.buckets)) == 2


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2022-02-01", "2022-02-05", ["1 Feb 2022", "2 Feb", "3 Feb", "4 Feb", "5 Feb"]),
        ("2021-12-30", "2022-01-20", ["30 Dec 2021", "6 Jan 2022", "13 Jan", "20 Jan"]),
        (
            "2021-12-01",
            "2022-02-20",
            ["29 Nov 2021", "13 Dec", "27 Dec", "10 Jan 2022", "24 Jan", "7 Feb"],
        ),
        ("2021-11", "2022-06", ["Nov 2021", "Dec", "Jan 2022", "Feb", "Mar", "Apr", "May", "Jun"]),
        ("2019-06", "2023-02", ["2020", "2021", "2022", "2023"]),
        ("1990", "2023", ["1990", "1995", "2000", "2005", "2010", "2015", "2020"]),
        ("0001", "9999", ["1", "2000", "4000", "6000", "8000"]),
    ],
)  # fmt: skip
def test_ticks_are_few_and_name_each_year_once(first, last, labels):
    assert [tick.label for tick in drawn((first, 1), (last, 1)).frame.ticks] == labels


def test_labels_at_the_ends_stay_inside():
    ticks = drawn(("2022-02-01", 1), ("2022-02-28", 1)).frame.ticks

    assert [(round(tick.x, 3), tick.label, tick.anchor) for tick in ticks[:2]] == [
        (0, "1 Feb 2022", "start"),
        (0.268, "8 Feb", "middle"),
    ]


def test_summary_says_what_is_drawn_and_what_is_not():
    chart = drawn(("2021-02", 3), ("2022-03", 1), undated=5)

    assert chart.summary == (
        "Articles by month from February 2021 to March 2022; most in February 2021: 3 articles. "
        "5 articles without a month are not drawn."
    )


def test_single_bucket_is_a_bar_and_is_named_as_one():
    chart = drawn(("2022-01-11", 1))

    assert [round(bar.x + bar.width / 2, 2) for bar in chart.bars] == [0.5]
    assert chart.summary.startswith("All on 11 January 2022.")


@given(
    st.lists(st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)), min_size=1, max_size=60),
    st.booleans(),
)
def test_bars_are_few_lie_inside_and_count_every_day(days, near):
    if near:
        days = [dt.date(2022, 1, 1) + dt.timedelta(days=day.toordinal() % 2000) for day in days]
    span = min(days), max(days)
    step = step_for(*span)
    periods = sorted(Counter(Period.of(day, INTERVALS[step]) for day in days).items())
    axis = time_axis(step, span)
    counts = axis.sums(periods)

    chart = bar_chart(Timeline(axis, (TimeSeries(QUERY, len(days), counts),), counts))

    assert chart is not None
    assert 1 <= len(chart.bars) <= len(axis.buckets) <= MAX_BUCKETS + 1
    assert sum(bar.count for bar in chart.bars) == len(days)
    assert len(chart.frame.ticks) <= 9
    for bar in chart.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= 1
        assert 0 <= bar.y <= 0.98
        assert bar.count == sum(bar.first <= day <= bar.last for day in days)
    for tick in chart.frame.ticks:
        assert 0 <= tick.x <= 1
