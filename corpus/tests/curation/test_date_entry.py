from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.curation.date_entry import EnteredDate, read_date, written

TODAY = dt.date(2024, 6, 1)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("", None, "none"),
        ("  ", None, "none"),
        ("2022", dt.date(2022, 1, 1), "year"),
        ("2022-02", dt.date(2022, 2, 1), "month"),
        ("02/2022", dt.date(2022, 2, 1), "month"),
        ("Feb 2022", dt.date(2022, 2, 1), "month"),
        ("février 2022", dt.date(2022, 2, 1), "month"),
        ("2022-02-04", dt.date(2022, 2, 4), "day"),
        ("2022/2/4", dt.date(2022, 2, 4), "day"),
        ("4 February 2022", dt.date(2022, 2, 4), "day"),
        ("Feb. 4, 2022", dt.date(2022, 2, 4), "day"),
        ("4.2.2022", dt.date(2022, 2, 4), "day"),
        ("14/02/2022", dt.date(2022, 2, 14), "day"),
        ("1848", dt.date(1848, 1, 1), "year"),
        ("2 June 2024", dt.date(2024, 6, 2), "day"),
    ],
)
def test_read_date_takes_as_much_as_is_told(text, day, precision):
    assert read_date(text, TODAY) == EnteredDate(day, precision)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("soon", "“soon” is not a date"),
        ("30 February 2022", "no date “30 February 2022”"),
        ("2022-13", "no date “2022-13”"),
        ("13/2022", "no date “13/2022”"),
        ("2022-00", "no date"),
        ("0000", "no date"),
        ("0987-06-05", "lies before there was any news in print"),
        ("1499", "lies before there was any news in print"),
        ("4/2/2022", "may be two days: write 2022-02-04 or 2022-04-02"),
        ("4 February", "tells no year"),
        ("4 February 2022 or so", "is not a date"),
        ("June 2025", "lies in the future"),
        ("3 June 2024", "lies in the future"),
    ],
)
def test_read_date_refuses_with_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_date(text, TODAY)


@given(st.dates(dt.date(1500, 1, 1), TODAY), st.sampled_from(["day", "month", "year"]))
def test_a_written_date_is_read_as_it_was(day, precision):
    text = written(day, precision)

    read = read_date(text, TODAY)

    assert (str(read), read.precision) == (text, precision)


@given(st.text(max_size=40))
def test_read_date_of_anything_is_a_date_or_a_sentence(text):
    try:
        read = str(read_date(text, TODAY))
    except ValueError as error:
        read = str(error)

    assert not read or read[-1] in ".0123456789"
