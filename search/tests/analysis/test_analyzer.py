"""What the analyzer promises: tokens, their places, and the forms of a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.analyzer import exact_terms, is_unspaced, offsets, query_terms, surfaces
from search.analysis.folding import fold
from search.analysis.stemming import start_of_forms, stem

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
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

    for (start, end), surface in zip(offsets(text), surfaces(text), strict=True):
        token = text[start:end]
        assert token == surface or (is_unspaced(surface) and surface.startswith(token))


@pytest.mark.parametrize(
    ("word", "start"),
    [("happiness", "happ"), ("dying", "d"), ("skies", "sk"), ("a", "a"), ("talks", "tal")],
)
def test_forms_of_a_word_begin_alike(word, start):
    assert start_of_forms(stem(word)) == start
    assert word.startswith(start)


def test_every_word_of_the_samples_begins_as_its_stem_says():
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in SEEDS.glob("*.txt")]
    words = {fold(word) for text in texts for word in re.findall(r"\w+", text)}

    assert len(words) > 2_000
    assert [word for word in words if not word.startswith(start_of_forms(stem(word)))] == []
