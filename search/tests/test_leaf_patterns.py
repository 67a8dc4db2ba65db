from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.columnar.query.term_pattern import TermPattern, edits_within
from search.engines.whoosh.label_facets import label_holds
from search.engines.whoosh.leaf_patterns import (
    StemPattern,
    TokenTerms,
    occurrences_in,
    patterns_of,
)
from search.query.nodes import Fuzzy, Leaf, Phrase, Prefix, Term, Wildcard

ANY = TermPattern("", "any")


def _stem(stem: str, form: str) -> StemPattern:
    return StemPattern(stem, form=form)


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        (Term("Talks"), (_stem("talk", "talks"),)),
        (
            Term("Talks", exact=True),
            (TermPattern("talks", cases=(1,), without=TermPattern("talks ", "prefix", "spelled")),),
        ),
        (Term("talks", exact=True), (TermPattern("talks", cases=(0, 1, 3)),)),
        (Term("iPhone", exact=True), (TermPattern("iphone iPhone", group="spelled"),)),
        (Term("U.S.-led"), (_stem("us", "us"), _stem("led", "led"))),
        (Term("Times", field="source"), (TermPattern("times"),)),
        (Phrase("running talks"), (_stem("run", "running"), _stem("talk", "talks"))),
        (Term("東京都"), (TermPattern("东京"), TermPattern("京都"), ANY)),
        (Term("東"), (TermPattern("东", "prefix"),)),
        (Phrase("東京 talks"), (TermPattern("东京"), ANY, _stem("talk", "talks"))),
        (Prefix("東京"), (TermPattern("东京"), ANY)),
        (Fuzzy("東京"), (TermPattern("东京"), ANY)),
        (Phrase(" -- "), ()),
        (Prefix("Mosc"), (TermPattern("mosc", "prefix"),)),
        (Prefix("co-op"), (TermPattern("co"), TermPattern("op", "prefix"))),
        (Wildcard("W?m*n"), (TermPattern("w?m*n", "wildcard"),)),
        (Wildcard("cease-f*"), (TermPattern("cease", "wildcard"), TermPattern("f*", "wildcard"))),
        (Wildcard("\u0301"), ()),
        (Fuzzy("Kyïv", 2), (TermPattern("kyiv", "fuzzy", distance=2),)),
    ],
)
def test_patterns_of_reads_each_word(leaf: Leaf, expected: tuple[TermPattern, ...]) -> None:
    assert patterns_of(leaf) == expected


@pytest.mark.parametrize(
    ("pattern", "start", "yes", "no"),
    [
        (TermPattern("talk"), "talk", ["talk"], ["talks", "tal"]),
        (TermPattern("tal", "prefix"), "tal", ["tal", "talks"], ["ta", "atal"]),
        (TermPattern("w?m*n", "wildcard"), "w", ["woman", "women", "wimn"], ["wmn", "womans"]),
        (TermPattern("*", "wildcard"), "", ["a", "woman"], []),
        (TermPattern("a.b", "wildcard"), "a.b", ["a.b"], ["axb"]),
        (
            TermPattern("kyiv", "fuzzy", distance=1),
            "",
            ["kyiv", "kyi", "kiv", "kyivs"],
            ["kiev", "ky"],
        ),
    ],
)
def test_pattern_accepts_its_terms(
    pattern: TermPattern, start: str, yes: list[str], no: list[str]
) -> None:
    accepts = pattern.accepts()

    assert pattern.start == start
    assert [term for term in yes + no if accepts(term)] == yes


@given(st.text("ab?*", max_size=8), st.text("ab", max_size=8))
def test_a_wildcard_accepts_what_its_simple_reading_accepts(pattern: str, term: str) -> None:
    simple = re.compile("".join({"?": ".", "*": ".*"}.get(char, char) for char in pattern))

    assert TermPattern(pattern, "wildcard").accepts()(term) == (simple.fullmatch(term) is not None)


@pytest.mark.parametrize(
    ("piece", "end", "accepted"),
    [("a?*", "", True), ("a?*", "b", False), ("*a", "b", False), ("?*?*", "", True)],
)
def test_no_wildcard_is_slow(piece: str, end: str, accepted: bool) -> None:
    """A pattern tried in every way would not end on this word in a lifetime."""
    accepts = TermPattern(piece * 100 + end, "wildcard").accepts()

    assert accepts("a" * 255) is accepted


def test_occurrences_overlap_where_a_phrase_repeats() -> None:
    row = ["b", "a", "a", "a"]

    assert occurrences_in(Phrase("a a"), TokenTerms(stem=row, exact=row)) == [(1, 3), (2, 4)]


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
