"""The filter that tells which terms a group does not hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.columnar.postings.term_filter import TermFilter


@given(st.sets(st.binary(max_size=12)))
def test_a_filter_never_denies_a_term_that_is_there(terms: set[bytes]) -> None:
    held = TermFilter(sorted(terms))

    assert all(held.may_hold(term) for term in terms)


def test_a_filter_denies_most_terms_that_are_not_there() -> None:
    held = TermFilter([str(number).encode() for number in range(4_000)])

    passed = sum(held.may_hold(f"x{number}".encode()) for number in range(4_000))

    assert passed < 4_000 / 10
