"""Lines that tell when an article was published, and lines that only look so."""

from __future__ import annotations

import pytest

from corpus.extraction.dates.date_line import line_dates


def read(line: str) -> list[tuple[str, str]]:
    return [
        (f"{one.date.year}-{one.date.month:02}-{one.date.day:02}", one.kind)
        for one in line_dates(line, latest_year=2026)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Thu 4 Feb 2021 06.15 GMT",
        "By Maren Oldt, Norhaven Courier | February 4, 2021 | 6:15am",
        "The Norhaven Courier (Norhaven), February 4, 2021, Page A1",
        "04.02.2021, 06:15 Uhr",
        "jeudi 4 février 2021 à 6h15",
        "2021年02月04日 06:15  来源：诺尔黑文日报  作者：张三",
        "Kamis, 4 Februari 2021 06:15 WIB",
        "Feb 4, 2021 / 06:15 AM EST",
        "For immediate release: February 4, 2021",
        "Norhaven, Thursday, 4th February, 2021",
        "4. helmikuuta 2021 klo 6.15",
        "czwartek, 4 lutego 2021",
        "quinta-feira, 4 de fevereiro de 2021",
    ],
)
def test_line_of_a_date_and_names_is_a_date_line(line):
    assert read(line) == [("2021-02-04", "unlabelled")]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Published Feb 4, 2021 • Last updated 2 days ago", ["published"]),
        ("Feb. 4, 2021 Updated: Feb. 5, 2021 9:00 a.m.", ["unlabelled", "updated"]),
        ("입력 2021.02.04 06:15 | 수정 2021.02.05 09:00", ["published", "updated"]),
        ("Publié le 4 février 2021, mis à jour le 5 février 2021", ["published", "updated"]),
        ("2021年2月4日更新", ["updated"]),
        ("Stand: 04.02.2021", ["updated"]),
        ("Retrieved 15 March 2021", ["other"]),
        ("Next meeting: 12 March 2021", ["other"]),
        ("© 12 March 2021", ["other"]),
        ("Member since 4 February 2021", ["other"]),
    ],
)
def test_labels_tell_what_a_date_is(line, kinds):
    assert [kind for _, kind in read(line)] == kinds


@pytest.mark.parametrize(
    "line",
    [
        "The old pumping station at Norhaven on 12 March 1987",
        "Ministers met on 4 February 2021.",
        "Will the barrier stand on 4 February 2021?",
        "4 February 2021 was a cold day in the harbour town",
        "February",
        "Room 2021",
    ],
)
def test_sentence_or_caption_is_no_date_line(line):
    assert read(line) == []
