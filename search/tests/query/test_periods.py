from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.periods import Period, is_duration, parse_last, parse_range, read_period

FRIDAY = dt.date(2024, 3, 15)


RELATIVE = st.from_regex(r"[0-9]{1,4}[dwmy]|(last|this)-(week|month|year)", fullmatch=True)


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("2022-02-04", "2022-02-04", "2022-02-04"),
        ("2022/02/04", "2022-02-04", "2022-02-04"),
        (" 2022 ", "2022-01-01", "2022-12-31"),
        ("today", "2024-03-15", "2024-03-15"),
        ("Yesterday", "2024-03-14", "2024-03-14"),
        ("this-week", "2024-03-11", "2024-03-17"),
        ("last-week", "2024-03-04", "2024-03-10"),
        ("this-month", "2024-03-01", "2024-03-31"),
        ("last month", "2024-02-01", "2024-02-29"),
        ("this_year", "2024-01-01", "2024-12-31"),
        ("last-year", "2023-01-01", "2023-12-31"),
        ("1d", "2024-03-15", "2024-03-15"),
        ("7d", "2024-03-09", "2024-03-15"),
        ("2W", "2024-03-02", "2024-03-15"),
        ("3m", "2023-12-16", "2024-03-15"),
        ("1y", "2023-03-16", "2024-03-15"),
        ("2021 TO 2022-03", "2021-01-01", "2022-03-31"),
        ("2021..2022", "2021-01-01", "2022-12-31"),
        ("30d to 7d", "2024-02-15", "2024-03-08"),
        ("1890s", "1890-01-01", "1899-12-31"),
        ("the 1890’s", "1890-01-01", "1899-12-31"),
        ("1890s..1910s", "1890-01-01", "1919-12-31"),
        ("189?", "1890-01-01", "1899-12-31"),
        ("18xx", "1800-01-01", "1899-12-31"),
        ("the 19th century", "1801-01-01", "1900-12-31"),
        ("2022-Q1", "2022-01-01", "2022-03-31"),
        ("2022Q4", "2022-10-01", "2022-12-31"),
        ("Q2 2024", "2024-04-01", "2024-06-30"),
        ("3rd quarter of 2022", "2022-07-01", "2022-09-30"),
        ("H2 2021", "2021-07-01", "2021-12-31"),
        ("2022-W05", "2022-01-31", "2022-02-06"),
        ("2022W05", "2022-01-31", "2022-02-06"),
        ("week 1 2021", "2021-01-04", "2021-01-10"),
        ("2022-W05-4", "2022-02-03", "2022-02-03"),
    ],
)
def test_parse_range_reads(text, first, last):
    assert parse_range(text, FRIDAY) == (day(first), day(last))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (None, None)),
        ("*", (None, None)),
        ("* TO 2022", (None, dt.date(2022, 12, 31))),
        ("2022..", (dt.date(2022, 1, 1), None)),
    ],
)
def test_parse_range_leaves_ends_open(text, expected):
    assert parse_range(text, FRIDAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "yesterdayish", "2022-13", "2022-02-31", "0000", "10000", "99999999999999999999", "999999d",
        "999999y", "2022 TO 2021", "this-day", "last", "today-week", "7x", "-7d", "٢٠٢٢", "1 2 3",
        "2021..2022..2023", "\ud800", "x" * 10_000,
    ],
)  # fmt: skip
def test_parse_range_explains_what_it_cannot_read(text):
    with pytest.raises(ValueError, match=r"^(The|There|“).*\.\Z") as caught:
        parse_range(text, FRIDAY)

    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1987", "1987"),
        ("1987-3", "1987-03"),
        ("1987/03/05", "1987-03-05"),
        ("March 1987", "1987-03"),
        ("mar. 1987", "1987-03"),
        ("Sept 1987", "1987-09"),
        ("5 March 1987", "1987-03-05"),
        ("5th march, 1987", "1987-03-05"),
        ("March 5, 1987", "1987-03-05"),
        ("5-mar-1987", "1987-03-05"),
        ("03/1987", "1987-03"),
        ("25/03/1987", "1987-03-25"),
        ("03/25/1987", "1987-03-25"),
        ("3/3/1987", "1987-03-03"),
        ("5.3.1987", "1987-03-05"),
    ],
)
def test_read_period_reads_what_readers_write(text, written):
    assert str(read_period(text)) == written
    assert parse_range(text, FRIDAY) == (Period.parse(written).first, Period.parse(written).last)


@pytest.mark.parametrize(
    "text", ["", "7d", "today", "5 Mar 6 1987", "5 xyz 1987", "ma 1987", "1.2"]
)
def test_read_period_leaves_the_rest_to_others(text):
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5/3/1987", "may be two days: write 1987-03-05 or 1987-05-03."),
        ("30 February 1987", "There is no date “30 February 1987”."),
        ("13/1987", "There is no date “13/1987”."),
        ("31.4.1987", "There is no date “31.4.1987”."),
    ],
)
def test_read_period_says_what_is_wrong(text, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        read_period(text)


def test_three_months_back_from_a_long_month_begin_after_the_short_ones_end():
    assert parse_range("3m", dt.date(2024, 5, 31)) == (dt.date(2024, 3, 1), dt.date(2024, 5, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7d", "2024-03-08"), ("2022", "2022-12-31"), ("today", "2024-03-15")],
)
def test_parse_last_is_the_end_of_a_range(text, expected):
    assert parse_last(text, FRIDAY) == day(expected)


def test_is_duration():
    assert is_duration(" 7D ")
    assert not is_duration("2022")


@given(st.dates(), st.sampled_from(["year", "month", "day"]))
def test_a_period_is_read_as_it_is_written(date, interval):
    period = Period.of(date, interval)

    assert parse_range(str(period), FRIDAY) == (period.first, period.last)


@given(st.dates(), st.text(max_size=12) | RELATIVE)
def test_parse_range_raises_nothing_but_value_error(today, text):
    try:
        first, last = parse_range(text, today)
    except ValueError:
        return

    assert first is None or last is None or first <= last
