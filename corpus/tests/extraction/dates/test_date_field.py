"""Values of date columns as dumps have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction.dates.date_field import read_date_field

YEAR = 2026


def read(value: str) -> tuple[int, int, int]:
    found = read_date_field(value, "", YEAR)
    return (found.year, found.month, found.day) if found else (0, 0, 0)


@pytest.mark.parametrize(
    "value",
    [
        "2021-02-04T06:15:00.000Z",
        "20210204T061500Z",
        "1612396800",
        "1612396800.0",
        "1612396800000",
        "1612396800000000000",
        "/Date(1612396800000)/",
        "D:20210204061500",
        "2021:02:04 06:15:00",
        "2021-W05-4",
        "202102040615",
        "2021020406",
        "20210204-061500",
        "datetime.datetime(2021, 2, 4, 6, 15)",
        "[2021, 2, 4]",
        "1612396800,0",
        "1.6123968E9",
        "2021-035",
        "44231",
        "44231.26",
        "Thu Feb 04 09:00:00 +0000 2021",
        "Thu, 04 Feb 21 06:15:00 +0100",
        "Thu Feb 04 2021 06:15:00 GMT+0100 (CET)",
        "Published 6:15 am Thursday, February 4, 2021",
        "4 Feb 2021 | Updated 9 Feb 2021",
        "Updated 9 Feb 2021 | Published 4 Feb 2021",
        "2021. 2. 4.",
        "2021年2月4日",
        "2021년 2월 4일",
        "令和3年2月4日",
        "民國110年2月4日",
        "二〇二一年二月四日",
        "4 กุมภาพันธ์ 2564",
        "۱۶ بهمن ۱۳۹۹",
        "٤ فبراير ٢٠٢١",
        "४ फ़रवरी 2021",
        "৪ ফেব্রুয়ারি ২০২১",
        "2021. február 4.",
        "2021. gada 4. februāris",
        "2021 m. vasario 4 d.",
        "ngày 4 tháng 2 năm 2021",
        "4. veljače 2021.",
        "4 בפברואר 2021",
        "4 d’abril".replace("abril", "febrer de 2021"),
        "4.II.2021",
        "04FEB2021",
    ],
)
def test_field_of_any_usual_form_is_read(value):
    assert read(value) == (2021, 2, 4)


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("February 2021", (2021, 2, 0)),
        ("02/2021", (2021, 2, 0)),
        ("202102", (2021, 2, 0)),
        ("4-10 February 2021", (2021, 2, 0)),
        ("February 4-10, 2021", (2021, 2, 0)),
        ("2021-02-04 to 2021-02-09", (2021, 2, 0)),
        ("January/February 2021", (2021, 0, 0)),
        ("Spring 2021", (2021, 0, 0)),
        ("Q1 2021", (2021, 0, 0)),
        ("NaT", (0, 0, 0)),
        ("0000-00-00 00:00:00", (0, 0, 0)),
        ("210204", (0, 0, 0)),
    ],
)
def test_field_is_kept_as_far_as_it_is_known(value, known):
    assert read(value) == known


@pytest.mark.parametrize(
    "value", ["1890-1895", "1890–95", "19th century", "[1890]", "c. 1890-95", "before 1890"]
)
def test_field_of_a_guess_or_a_span_of_years_tells_its_problem(value):
    found = read_date_field(value, "", YEAR)

    assert found is not None
    assert (found.year, bool(found.problem)) == (0, True)


@pytest.mark.parametrize(
    ("value", "year", "vague"),
    [
        ("1890s", 1890, "decade"),
        ("the early 1890’s", 1890, "decade"),
        ("c. 1890", 1890, "circa"),
        ("ca 1890", 1890, "circa"),
        ("circa 1890", 1890, "circa"),
        ("1890?", 1890, "circa"),
        ("um 1890", 1890, "circa"),
    ],
)
def test_decades_and_estimates_are_kept_as_such(value, year, vague):
    found = read_date_field(value, "", YEAR)

    assert found is not None
    assert (found.year, found.month, found.vague, found.problem) == (year, 0, vague, "")


@pytest.mark.parametrize(
    ("value", "day"), [("04-Feb-21", 2021), ("5-Feb-98", 1998), ("4 Feb '27", 1927)]
)
def test_field_with_a_short_year_is_never_in_the_future(value, day):
    assert read(value)[0] == day


def test_field_that_may_be_two_days_gives_both():
    found = read_date_field("04/02/2021", "", YEAR)

    assert found is not None
    assert ((found.month, found.day), found.other) == ((2, 4), (4, 2))


def test_field_that_may_be_two_days_is_one_where_the_order_is_known():
    found = read_date_field("04/02/2021", "month first", YEAR)

    assert found is not None
    assert ((found.month, found.day), found.other) == ((4, 2), None)


def test_field_that_names_a_retrieval_alone_has_a_problem():
    found = read_date_field("Retrieved 15 March 2021", "", YEAR)

    assert found is not None
    assert found.problem


@given(st.text(max_size=80) | st.from_regex(r"[0-9/.: -]{1,30}"))
def test_field_of_any_text_raises_nothing(value):
    read_date_field(value, "", YEAR)
