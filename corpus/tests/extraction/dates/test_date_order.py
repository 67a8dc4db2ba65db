"""How days in numbers are written."""

from __future__ import annotations

import pytest

from corpus.extraction.dates.date_order import OrderTally, order_of_host, order_of_language


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["04/02/2021", "30/12/2020", "05/01/2021"], "day first"),
        (["02/04/2021", "12/30/2020", "01/05/21"], "month first"),
        (["04/02/2021", "05/01/2021"], ""),
        (["30/12/2020", "12/30/2020"], ""),
        (["2020-12-30", "2020/12/30"], ""),
    ],
)
def test_one_telling_value_tells_the_order_of_a_column(values, order):
    tally = OrderTally()
    for value in values:
        tally.note(value)

    assert tally.order()[0] == order


def test_tally_tells_how_many_values_agree():
    tally = OrderTally()
    for day in range(13, 29):
        tally.note(f"{day}/02/2021")

    assert tally.order() == ("day first", "as 16 other dates of this file")


@pytest.mark.parametrize(
    ("stated", "told", "order"),
    [
        ("", "fr", "day first"),
        ("de", "", "day first"),
        ("en-GB", "en", "day first"),
        ("en-US", "en", ""),
        ("", "en", ""),
        ("", "", ""),
    ],
)
def test_language_tells_the_order_where_all_who_write_it_agree(stated, told, order):
    assert order_of_language(stated, told)[0] == order


@pytest.mark.parametrize(
    ("url", "order"),
    [("https://a.co.uk/x", "day first"), ("https://a.example.com/x", ""), ("", "")],
)
def test_country_of_an_address_tells_the_order(url, order):
    assert order_of_host(url)[0] == order
