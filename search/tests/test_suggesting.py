"""Completions that need no index: what is not completed."""

from __future__ import annotations

import pytest

from search.suggesting import completions


@pytest.mark.parametrize("q", ["", "summit ", '"', "a" * 201])
def test_nothing_is_completed_where_no_word_is_typed(q):
    assert completions(q) == []


def test_a_text_of_any_length_is_no_word():
    """Looking for its last word first would take a day."""
    assert completions("a" * 5_000_000 + " ") == []
