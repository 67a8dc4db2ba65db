"""Text to paragraphs: where they end, which are headings, where matches are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight.paragraphs import paragraphs

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


TABLE = " MONTH    LAST    HIGH\n May      1249    1255\n July     1259    1265"
FIGURES = "Shr 71 cts vs 43 cts\n    Net 7,274,000 vs 4,447,000\n    Year\n    Shr 1.51 dlrs"


@pytest.mark.parametrize(
    ("text", "layouts"),
    [
        (TABLE, ["columns"]),
        (FIGURES, ["lines"]),
        (f"{COLUMN}\n{TABLE}\n    {COLUMN}", ["", "columns", ""]),
        (f"{COLUMN}\n\n{FIGURES}\n\nNOTE: The year\nhad 53 weeks.", ["", "lines", ""]),
        ("1. He came.\n2. He saw.\n3. He left.", [""]),
        ("He came in 1987.  She came\nin 1988.  They left in 1989\nand in 1990.", [""]),
        (f"{LONG[:60]}\n12 of the 13\n\n14 of\n15 of\n16 of", ["", "lines"]),
    ],
    ids=range(7),
)
def test_lines_in_columns_or_of_figures_are_tables(text, layouts):
    found = list(paragraphs(text, ()))

    assert [paragraph.layout for paragraph in found] == layouts


def test_lines_of_a_table_are_no_headings_and_keep_their_place():
    (table,) = paragraphs(TABLE, [(0, 6)])

    assert not table.is_heading
    assert [(piece.text, piece.mark) for piece in table.pieces] == [
        (" MONTH", 1),
        (TABLE[6:], 0),
    ]


@given(st.text("ab1. \n", max_size=80), st.data())
def test_pieces_hold_all_but_space_and_every_mark_once(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    marks = [
        (start, end)
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        if text[start] in "ab1" and text[end - 1] in "ab1"
    ]

    pieces = [piece for p in paragraphs(text, marks, first_mark=3) for piece in p.pieces]

    assert "".join("".join(p.text for p in pieces).split()) == "".join(text.split())
    begun = [piece.mark for piece in pieces if piece.mark and not piece.continued]
    assert begun == list(range(3, 3 + len(marks)))
