"""Text to paragraphs: where they end, which are headings, where matches are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.paragraphs import paragraphs

LONG = (
    "A sentence of some length that no column of a wire service would ever hold in one line, ever."
)
COLUMN = "Showers continued throughout the\nweek in the cocoa zone, easing\nthe drought."


def texts_of(text: str) -> list[str]:
    return ["".join(piece.text for piece in p.pieces) for p in paragraphs(text, ())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n ", []),
        ("One.", ["One."]),
        ("One.\n\nTwo.\n \nThree.", ["One.", "Two.", "Three."]),
        (f"{LONG} {LONG}\nTwo.\nThree.", [f"{LONG} {LONG}", "Two.", "Three."]),
        (f"{COLUMN}\n    A new one\nbegins here.", [COLUMN, "A new one\nbegins here."]),
        (f"{COLUMN}\n\nA new one.", [COLUMN, "A new one."]),
        (f"{COLUMN}\nA new one begins here\nand goes on.",
         [COLUMN, "A new one begins here\nand goes on."]),
    ],
)  # fmt: skip
def test_paragraphs_end_where_the_text_says_so(text, expected):
    assert texts_of(text) == expected


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("XI AND PUTIN", True),
        ("Flurry Of Diplomacy", True),
        ("2022 in review", True),
        ("He left.", False),
        ("“Flurry”", False),
        ("see more", False),
        ("- a point", False),
        ("A " * 20, False),
        ("北京。", False),
    ],
)
def test_short_lines_that_end_no_sentence_are_headings(line, is_heading):
    first, _ = paragraphs(f"{line}\n\n{LONG}", ())

    assert first.is_heading is is_heading


def test_last_paragraph_is_no_heading():
    assert [p.is_heading for p in paragraphs("Talks\n\nBy our staff", ())] == [True, False]


@given(st.text("ab \n", max_size=80), st.data())
def test_pieces_hold_all_but_space_and_every_mark_once(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    marks = [
        (start, end)
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        if text[start] in "ab" and text[end - 1] in "ab"
    ]

    pieces = [piece for p in paragraphs(text, marks, first_mark=3) for piece in p.pieces]

    assert "".join("".join(p.text for p in pieces).split()) == "".join(text.split())
    begun = [piece.mark for piece in pieces if piece.mark and not piece.continued]
    assert begun == list(range(3, 3 + len(marks)))
