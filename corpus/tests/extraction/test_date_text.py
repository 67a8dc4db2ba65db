"""Dates as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction import date_text
from corpus.extraction.date_text import all_dates_in, dates_in, hints
from corpus.extraction.dates.month_names import MONTHS


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2022-02-04", (2022, 2, 4)),
        ("2022/2/4", (2022, 2, 4)),
        ("4 February 2022", (2022, 2, 4)),
        ("4th of Feb, 2022", (2022, 2, 4)),
        ("Feb. 4, 2022", (2022, 2, 4)),
        ("FEBRUARY 4 2022", (2022, 2, 4)),
        ("26-FEB-1987", (1987, 2, 26)),
        ("February 4", (0, 2, 4)),
        ("4. März 2022", (2022, 3, 4)),
        ("le 1er février 2022", (2022, 2, 1)),
        ("4 de febrero de 2022", (2022, 2, 4)),
        ("4 febbraio 2022", (2022, 2, 4)),
        ("4 февраля 2022 года", (2022, 2, 4)),
        ("4 lutego 2022", (2022, 2, 4)),
        ("2022年2月4日", (2022, 2, 4)),
        ("2月4日", (0, 2, 4)),
        ("04.02.2022", (2022, 2, 4)),
        ("13/05/2022", (2022, 5, 13)),
        ("05/13/2022", (2022, 5, 13)),
        ("05/05/2022", (2022, 5, 5)),
        ("May 2022", (2022, 5, 0)),
    ],
)
def test_dates_in_reads_a_written_date(text, parts):
    (found,) = dates_in(f"On {text}, talks began.")

    assert (found.year, found.month, found.day) == parts


@pytest.mark.parametrize(
    "text",
    [
        "04/05/2022",
        "may 5 people",
        "version 1.2.2022.7",
        "a5e86d79eac43df6",
        "1234567",
        "tel. 2022-02-0412",
        "march on the capital",
    ],
)
def test_dates_in_reads_nothing_into_other_text(text):
    assert list(dates_in(text)) == []


def test_a_date_that_the_calendar_lacks_is_told():
    (found,) = dates_in("31 February 2022")

    assert not found.exists


def test_hints_are_the_dates_a_text_mentions_each_once():
    text = "They met on February 4, again on Feb. 4, on 31 June and on 7 February 2022."

    assert [hint.text for hint in hints(text)] == ["February 4", "7 February 2022"]


@given(st.text(max_size=200))
def test_dates_in_never_raises_and_stands_where_it_says(text):
    for found in dates_in(text):
        assert text[found.start : found.end] == found.text


_PIECES = (
    *("4", "12", "1999", "2021", "'21", " ", " ", ".", "/", "-", "_", ", ", "th ", " of ", "de "),
    *(
        "d'",
        "’",
        "-yil",
        " gada ",
        "II",
        "xii",
        "“",
        "a",
        "é",
        "年",
        "月",
        "日",
        "٢",
        "May",
        "MARZO",
    ),
)


@given(
    st.lists(
        st.sampled_from(_PIECES) | st.sampled_from([n for m in MONTHS for n in m.split("|")]),
        max_size=12,
    )
)
def test_quick_look_at_a_text_loses_no_date(pieces):
    text = "".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(date_text, "_may_hold_date", lambda text: True)
        searched = list(all_dates_in(text, "day first", 2026))

    assert list(all_dates_in(text, "day first", 2026)) == searched
