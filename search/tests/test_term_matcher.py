from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.term_matcher import (
    TermMatcher,
    edits_within,
    label_holds,
    matchers_of,
    occurrences_in,
)
from search.query.nodes import Fuzzy, Leaf, Phrase, Prefix, Term, Wildcard

ANY = TermMatcher("", "any")


def _stem(stem: str, form: str) -> TermMatcher:
    return TermMatcher(stem, family="stem", form=form)


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        (Term("Talks"), (_stem("talk", "talks"),)),
        (Term("Talks", exact=True), (TermMatcher("talks"),)),
        (Term("U.S.-led"), (_stem("us", "us"), _stem("led", "led"))),
        (Term("Times", field="source"), (TermMatcher("times"),)),
        (Phrase("running talks"), (_stem("run", "running"), _stem("talk", "talks"))),
        (Term("東京都"), (TermMatcher("東京"), TermMatcher("京都"), ANY)),
        (Term("東"), (TermMatcher("東", "prefix"),)),
        (Phrase("東京 talks"), (TermMatcher("東京"), ANY, _stem("talk", "talks"))),
        (Prefix("東京"), (TermMatcher("東京"), ANY)),
        (Fuzzy("東京"), (TermMatcher("東京"), ANY)),
        (Phrase(" -- "), ()),
        (Prefix("Mosc"), (TermMatcher("mosc", "prefix"),)),
        (Prefix("co-op"), (TermMatcher("co"), TermMatcher("op", "prefix"))),
        (Wildcard("W?m*n"), (TermMatcher("w?m*n", "wildcard"),)),
        (Wildcard("cease-f*"), (TermMatcher("cease", "wildcard"), TermMatcher("f*", "wildcard"))),
        (Wildcard("\u0301"), ()),
        (Fuzzy("Kyïv", 2), (TermMatcher("kyiv", "fuzzy", distance=2),)),
    ],
)
def test_slots_reads_each_word(leaf: Leaf, expected: tuple[TermMatcher, ...]) -> None:
    assert matchers_of(leaf) == expected


@pytest.mark.parametrize(
    ("matcher", "start", "yes", "no"),
    [
        (TermMatcher("talk"), "talk", ["talk"], ["talks", "tal"]),
        (TermMatcher("tal", "prefix"), "tal", ["tal", "talks"], ["ta", "atal"]),
        (TermMatcher("w?m*n", "wildcard"), "w", ["woman", "women", "wimn"], ["wmn", "womans"]),
        (TermMatcher("*", "wildcard"), "", ["a", "woman"], []),
        (TermMatcher("a.b", "wildcard"), "a.b", ["a.b"], ["axb"]),
        (
            TermMatcher("kyiv", "fuzzy", distance=1),
            "",
            ["kyiv", "kyi", "kiv", "kyivs"],
            ["kiev", "ky"],
        ),
    ],
)
def test_slot_accepts_its_terms(
    matcher: TermMatcher, start: str, yes: list[str], no: list[str]
) -> None:
    accepts = matcher.accepts()

    assert matcher.start == start
    assert [term for term in yes + no if accepts(term)] == yes


@given(st.text("ab?*", max_size=8), st.text("ab", max_size=8))
def test_a_wildcard_accepts_what_its_simple_reading_accepts(pattern: str, term: str) -> None:
    simple = re.compile("".join({"?": ".", "*": ".*"}.get(char, char) for char in pattern))

    assert TermMatcher(pattern, "wildcard").accepts()(term) == (simple.fullmatch(term) is not None)


@pytest.mark.parametrize(
    ("piece", "end", "accepted"),
    [("a?*", "", True), ("a?*", "b", False), ("*a", "b", False), ("?*?*", "", True)],
)
def test_no_wildcard_is_slow(piece: str, end: str, accepted: bool) -> None:
    """A pattern tried in every way would not end on this word in a lifetime."""
    accepts = TermMatcher(piece * 100 + end, "wildcard").accepts()

    assert accepts("a" * 255) is accepted


def test_occurrences_overlap_where_a_phrase_repeats() -> None:
    row = ["b", "a", "a", "a"]

    assert occurrences_in(Phrase("a a"), stemmed=row, exact=row) == [(1, 3), (2, 4)]


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        (Term("times", field="source"), True),
        (Term("time", field="source"), False),
        (Phrase("harbour times", field="source"), True),
        (Prefix("harb", field="source"), True),
        (Wildcard("h*r", field="source"), True),
        (Fuzzy("harbor", field="source"), True),
        (Term("gazette", field="source"), False),
    ],
)
def test_label_holds_looks_at_whole_words(leaf: Leaf, expected: bool) -> None:
    assert label_holds(leaf, "The Harbour Times") is expected


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("", "", 0), ("", "ab", 2), ("kitten", "sitting", 3), ("ab", "ba", 2), ("abc", "abd", 1)],
)
def test_edits_within_counts_edits(one: str, other: str, distance: int) -> None:
    assert edits_within(one, other, distance)
    assert not edits_within(one, other, distance - 1)


@given(st.text("ab", max_size=6), st.text("ab", max_size=6))
def test_edits_within_knows_no_direction(one: str, other: str) -> None:
    assert edits_within(one, other, 2) == edits_within(other, one, 2)
