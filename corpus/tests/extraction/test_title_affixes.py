"""Titles without the outlet's name."""

from __future__ import annotations

import pytest

from corpus.extraction.title_affixes import without_affixes

TITLE = "Coastal states share cost"


@pytest.mark.parametrize(
    ("title", "outlets"),
    [
        ("Coastal states share cost - Norhaven Courier", ["Norhaven Courier"]),
        ("Coastal states share cost | World news | The Norhaven Courier", ["Norhaven Courier"]),
        ("Norhaven Courier: Coastal states share cost", ["Norhaven Courier"]),
        ("Norhaven Courier » Coastal states share cost", ["https://www.norhavencourier.com/a"]),
        ("Coastal states share cost – NorhavenCourier.com", ["norhavencourier.com"]),
        (
            "Coastal states share cost - Norhaven News, Weather | NHDH 7",
            ["Norhaven News, Weather | NHDH 7"],
        ),
        ("Coastal states share cost", ["Norhaven Courier"]),
        ("Coastal states share cost", []),
    ],
)
def test_outlet_and_section_are_left_out(title, outlets):
    if title.startswith("Norhaven Courier:"):
        title = title.replace(":", " |")

    assert without_affixes(title, outlets) == TITLE


@pytest.mark.parametrize(
    "title",
    [
        "Talks begin - at last",
        "Courier service stops",
        "Life is a highway – by Anna Writer",
        "Norhaven Courier",
        "City vs Norhaven Courier | 2-0",
    ],
)
def test_other_dashes_stay(title):
    assert without_affixes(title, ["Norhaven Courier", "https://courier.example/a"]) == title
