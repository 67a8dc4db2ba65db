from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import Document
from search.engines.whoosh.columnar.postings.levenshtein import within
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.postings.term_enum import TermEnum
from search.engines.whoosh.columnar.query.term_pattern import TermPattern, edits_within
from search.tests.columnar.search.memory_segment import MemorySegment

MANY = 10**6
_words = st.lists(st.text("abcéя7東", min_size=1, max_size=9), max_size=20, unique=True)


def spelling(*words: str) -> TermEnum:
    return TermEnum(MemorySegment([Document(1, "", " ".join(words))]).terms("exact"))


def accepted(found: TermEnum, pattern: TermPattern, limit: int = MANY) -> list[str]:
    return found.words(found.accepted(pattern, limit, TimeBudget()).numbers)


@given(st.text("abcé", min_size=1, max_size=8), st.integers(1, 2), _words)
def test_within_agrees_with_the_plain_recurrence(
    word: str, distance: int, others: list[str]
) -> None:
    written = [other.encode() for other in others]
    ends = np.cumsum([0, *map(len, written)])
    data = np.frombuffer(b"".join(written), np.uint8)

    near = within(word, distance, data, ends[:-1], ends[1:])

    assert near.tolist() == [edits_within(word, other, distance) for other in others]


@given(
    chunk=st.sampled_from([1, 5_000]),
    pattern=st.builds(
        TermPattern, st.text("abcé", min_size=1, max_size=5), st.sampled_from(["prefix", "term"])
    )
    | st.builds(TermPattern, st.text("abé?*", min_size=1, max_size=6), st.just("wildcard"))
    | st.builds(
        TermPattern,
        st.text("abcé", min_size=1, max_size=6),
        st.just("fuzzy"),
        distance=st.integers(1, 2),
    ),
    words=_words,
)
def test_accepted_terms_are_those_the_slot_accepts(
    chunk: int, pattern: TermPattern, words: list[str]
) -> None:
    found = spelling(*words)
    accepts = pattern.accepts()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.engines.whoosh.columnar.postings.term_enum._CHUNK", chunk)
        result = accepted(found, pattern)

    assert result == [w for w in found.words(np.arange(len(found.index))) if accepts(w)]


@pytest.mark.parametrize(
    "pattern",
    [
        TermPattern("a", "prefix"),
        TermPattern("a?", "wildcard"),
        TermPattern("ax", "fuzzy", distance=1),
    ],
)
def test_accepted_keeps_the_most_frequent(pattern: TermPattern) -> None:
    documents = [Document(1, "", "aa ab ac"), Document(2, "", "ab ac"), Document(3, "", "ac")]
    found = TermEnum(MemorySegment(documents).terms("exact"))

    choice = found.accepted(pattern, 2, TimeBudget())

    assert found.words(choice.numbers) == ["ab", "ac"]
    assert not choice.whole


def test_words_longer_than_a_byte_counts_are_found() -> None:
    long = "я" * 200  # 400 bytes

    assert accepted(spelling(long, "ab"), TermPattern("я" * 199 + "?", "wildcard")) == [long]
    assert accepted(spelling(long, "ab"), TermPattern("я" * 199, "fuzzy", distance=1)) == [long]
