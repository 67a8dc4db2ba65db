"""Lines above a text: which is its title, which are left out."""

from __future__ import annotations

import pytest

from corpus.extraction.front_matter import read_front_matter

PROSE = "The ministers met for three hours on Friday and agreed to meet again in the spring."
TITLE = "Coastal states share cost of tide barrier"


@pytest.mark.parametrize(
    ("head", "aside"),
    [
        (["WORLD NEWS", "", TITLE, "", "Maren Oldt", "Feb 4, 2021, 6:15 AM"], ["WORLD NEWS"]),
        (
            ["Skip to main content", "Norhaven Courier", "Menu", "Search", "World", TITLE],
            ["Skip to main content", "Norhaven Courier", "Menu", "Search", "World"],
        ),
        (["FOR IMMEDIATE RELEASE", "February 4, 2021", "", TITLE], ["FOR IMMEDIATE RELEASE"]),
        (["PRESS RELEASE", "Contact: Maren Oldt, 555-0100", "", TITLE], None),
        ([TITLE, "By Maren Oldt"], []),
        ([TITLE, "", "A second heading below it", "", "By Maren Oldt"], []),
        (["By Maren Oldt", "", TITLE], []),
    ],
)
def test_headline_is_found_below_menu_and_section(head, aside):
    front = read_front_matter([*head, "", PROSE, "", PROSE])

    assert front.title == TITLE
    if aside is not None:
        assert [line for line, _ in front.aside] == aside
    assert PROSE in front.lines


def test_bylines_and_dates_above_a_headline_stay_in_the_text():
    front = read_front_matter(["By Maren Oldt", "4 February 2021", "", TITLE, "", PROSE])

    assert front.lines[:2] == ["By Maren Oldt", "4 February 2021"]


def test_name_alone_above_a_date_is_the_author():
    front = read_front_matter([TITLE, "", "Maren Oldt", "4 February 2021", "", PROSE])

    assert front.author == "Maren Oldt"


@pytest.mark.parametrize("lines", [[], [PROSE], [PROSE, "", "WORLD NEWS"]])
def test_text_without_a_headline_stays_whole(lines):
    front = read_front_matter(lines)

    assert (front.title, front.lines, front.aside) == ("", lines, ())
