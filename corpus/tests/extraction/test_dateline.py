"""Datelines."""

from __future__ import annotations

import pytest

from corpus.extraction.dateline import Dateline, read_dateline


@pytest.mark.parametrize(
    ("line", "place", "date", "agency"),
    [
        ("MOSCOW/WASHINGTON, Feb 22 (Reuters) – The", "MOSCOW/WASHINGTON", "Feb 22", "Reuters"),
        ("SALVADOR, Feb 26 - Showers", "SALVADOR", "Feb 26", ""),
        ("HONOLULU (AP) _ U.S. Sen.", "HONOLULU", "", "AP"),
        ("BEIJING, Feb. 4 (Xinhua) -- Chinese", "BEIJING", "Feb. 4", "Xinhua"),
        ("Moscow, February 4 (TASS) — Talks", "Moscow", "February 4", "TASS"),
        ("Paris (AFP) – Le ministre", "Paris", "", "AFP"),
        ("BERLIN (dpa) - Der Minister", "BERLIN", "", "dpa"),
        ("(Reuters) - Oil fell", "", "", "Reuters"),
        ("LONDON, Feb. 4, 2022 /PRNewswire/ -- X", "LONDON", "Feb. 4, 2022", "PRNewswire"),
        ("МОСКВА, 4 февраля. /ТАСС/. Президент", "МОСКВА", "4 февраля", "ТАСС"),
        ("MADRID, 28 de abril (La Linterna) – El", "MADRID", "28 de abril", "La Linterna"),
        ("北京，2月24日（灯塔通讯）——中国", "北京", "2月24日", "灯塔通讯"),
        ("北京，2022年2月4日——中国", "北京", "2022年2月4日", ""),
        ("GENEVA (Feb. 4) - The", "GENEVA", "Feb. 4", ""),
    ],
)
def test_read_dateline_tells_place_date_and_agency(line, place, date, agency):
    found = read_dateline(line)

    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)
    assert found.certain


def test_read_dateline_ends_before_the_text():
    line = "PARIS, 4 Feb (AFP) - Talks began."
    found = read_dateline(line)

    assert found is not None
    assert line[found.end :] == " Talks began."


@pytest.mark.parametrize(
    "line",
    [
        "Russia, China Claim United Front Against NATO Expansion",
        "EXCLUSIVE: Minister tells all",
        "The minister (left) - seen here",
        "Well-known faces returned to the table.",
        "",
        "-",
    ],
)
def test_read_dateline_leaves_other_lines_alone(line):
    assert read_dateline(line) is None


@pytest.mark.parametrize("piece", ["A-", "Ab-", "A.", "A. ", "Ab ", "A/", "A'", "A, "])
@pytest.mark.parametrize("end", [" (Reuters", ", Feb 2"])
def test_no_line_makes_read_dateline_slow(piece, end):
    """A pattern that tries each hyphen in two ways needs a minute for these thousand lines."""
    for number in range(1000):
        assert read_dateline((piece * 160)[: 150 - number % 20] + end) is None


def test_a_place_and_a_dash_alone_are_not_certain():
    assert read_dateline("NATO - WHAT NEXT") == Dateline("NATO", "", "", 6)
    assert not Dateline("NATO", "", "", 6).certain
