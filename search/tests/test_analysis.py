"""The analyzer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import exact_terms, offsets, query_terms, surfaces

_PIECES = ("a", "é", "ab", "a.", "1", "1,", "1.", "a'", "a_", "ไ", "दे", "a\u0301", "ﷺ", " ")


@pytest.mark.parametrize("piece", _PIECES)
def test_no_token_is_long(piece):
    tokens = surfaces(piece * 5_000 + "é")

    assert max(map(len, tokens)) <= 300


def test_a_word_too_long_is_cut_alike_in_article_and_query():
    word = "x" * 600

    assert exact_terms(f"a {word} b") == ["a", "x" * 255, "x" * 255, "x" * 90, "b"]
    assert query_terms(word, exact=True) == ["x" * 255, "x" * 255, "x" * 90]


@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_offsets_are_those_of_the_surfaces(pieces):
    text = "".join(pieces)

    assert [text[start:end] for start, end in offsets(text)] == surfaces(text)
