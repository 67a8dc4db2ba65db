from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.concordance.context import WIDTH, window


def test_window_is_the_text_around_as_one_line():
    text = "Grain  fell.\n\nOil\nprices rose\tagain.\n"

    assert window(text, (14, 24)) == ("Grain fell. ", "Oil prices", " rose again.")


def test_window_keeps_what_touches_the_match():
    assert window("(“oil”)", (2, 5)) == ("(“", "oil", "”)")


def test_sides_begin_and_end_with_whole_words():
    words = " ".join(f"word{number}" for number in range(100))
    at = words.index("word50")

    before, _, after = window(words, (at, at + 6))

    assert before.split(" ")[0] in words.split()
    assert after.split(" ")[-1] in words.split()
    assert WIDTH - 8 <= len(before) <= WIDTH
    assert WIDTH - 8 <= len(after) <= WIDTH


def test_text_without_spaces_is_cut_between_letters_not_within():
    text = "क" + "का" * 300

    before, _, after = window(text, (301, 303))

    assert len(before) <= WIDTH
    assert not before.startswith("ा")
    assert WIDTH <= len(after) <= WIDTH + 1


@pytest.mark.parametrize("place", [(0, 3), (4, 7)])
def test_window_ends_with_the_text(place):
    before, match, after = window("oil gas", place)

    assert before + match + after == "oil gas"


@given(st.text(alphabet="ab \n\u0301漢", max_size=400), st.data())
def test_sides_stand_beside_the_match(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    before, match, after = window(text, (start, end))

    assert " ".join(text[:start].split()).endswith(before.strip())
    assert " ".join(text[end:].split()).startswith(after.strip())
    assert match.split() == text[start:end].split()
    assert len(before) <= WIDTH
