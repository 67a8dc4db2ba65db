from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import Document, Match
from search.engines.whoosh.columnar.query.window_runs import near_runs
from search.query.nodes import (
    And,
    AtLeast,
    Boost,
    DateRange,
    Everything,
    Fuzzy,
    Ids,
    Length,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
    YearDay,
)
from search.tests.reference_matcher import brute_force, joined

DOCUMENT = Document(
    id=7,
    title="Oil talks in Geneva",
    text="Talks about oil ended. The oil price, traders say, fell as talks ended.",
    #     0     1     2   3      4   5   6      7       8    9    10 11    12
    source="Meridian Wire",
    author="Ann Bell",
    first_day=dt.date(2022, 2, 1),
    last_day=dt.date(2022, 2, 28),
)
A, B = Term("oil"), Term("talks")


def title(start: int, end: int) -> Match:
    return Match("title", start, end)


def text(start: int, end: int) -> Match:
    return Match("text", start, end)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Term("talk"), (title(1, 2), text(0, 1), text(11, 12))),
        (Term("talk", exact=True), None),
        (Term("Talks", field="title"), (title(1, 2),)),
        (Phrase("oil talks"), (title(0, 2),)),
        (Phrase("talks oil"), None),
        (AtLeast(A, 3), (title(0, 1), text(2, 3), text(5, 6))),
        (AtLeast(A, 4), None),
        (AtLeast(Term("oil", "text"), 2), (text(2, 3), text(5, 6))),
        (AtLeast(Term("wire", "source"), 1), None),
        (Length(13, 13), ()),
        (Length(14, None), None),
        (Length(0, 12), None),
        (YearDay(2, 1), None),
        (Boost(B, 2.0), (title(1, 2), text(0, 1), text(11, 12))),
        (Boost(Not(A), 2.0), None),
        (Prefix("gen"), (title(3, 4),)),
        (Wildcard("tr?ders"), (text(7, 8),)),
        (Fuzzy("fall"), (text(9, 10),)),
        (And((A, Term("geneva"))), (title(0, 1), title(3, 4), text(2, 3), text(5, 6))),
        (And((A, Term("absent"))), None),
        (Or((Term("geneva"), And((A, Term("absent"))))), (title(3, 4),)),
        (Or((Phrase("the oil"), Phrase("oil price"))), (text(4, 7),)),
        (Not(Term("absent")), ()),
        (Not(Not(A)), ()),
        (And((Term("fell"), Not(Term("rose")))), (text(9, 10),)),
        (Near((Term("oil"), Term("ended")), 0), (text(2, 3), text(3, 4))),
        (Near((Term("ended"), Term("oil")), 0, ordered=True), None),
        (Near((Term("ended"), Term("oil")), 1, ordered=True), (text(3, 4), text(5, 6))),
        (Near((Term("geneva"), Term("price")), 50), None),
        (Near((), 5), None),
        (Near((Term("meridian", field="source"),), 5), None),
        (Term("wire", field="source"), ()),
        (Term("wire"), None),
        (Term("bell", field="author"), ()),
        (DateRange(dt.date(2022, 2, 1), dt.date(2022, 2, 28)), ()),
        (DateRange(dt.date(2022, 2, 2), None), None),
        (DateRange(None, None), ()),
        (Ids((3, 7)), ()),
        (Ids((3,)), None),
        (Everything(), ()),
        (Nothing(), None),
        (Term("..."), None),
    ],
)
def test_brute_force_matches_and_marks(node: Node, expected: tuple[Match, ...] | None) -> None:
    outcome = (True, expected) if expected is not None else (False, ())

    assert brute_force(DOCUMENT, node) == outcome


def test_undated_article_is_in_no_date_range() -> None:
    assert brute_force(Document(1, "", ""), DateRange(None, None)) == (False, ())


def test_joined_puts_title_first_and_joins_only_overlaps() -> None:
    found = [text(4, 6), text(0, 2), text(2, 3), title(5, 6), text(5, 7), text(4, 6)]

    assert joined(found) == (title(5, 6), text(0, 2), text(2, 3), text(4, 7))


Run = tuple[int, int]


def _every_choice(children: Sequence[Sequence[Run]], distance: int, ordered: bool) -> list[Run]:
    near: set[Run] = set()
    for choice in product(*children):
        width = max(end for _, end in choice) - min(start for start, _ in choice)
        in_order = all(a[1] <= b[0] for a, b in pairwise(choice))
        if width - sum(end - start for start, end in choice) <= distance:
            near.update(choice if in_order or not ordered else ())
    return sorted(near)


_child = st.tuples(st.integers(1, 3), st.sets(st.integers(0, 15), max_size=4)).map(
    lambda drawn: [(start, start + drawn[0]) for start in sorted(drawn[1])]
)


@given(st.lists(_child, min_size=1, max_size=3), st.integers(0, 6), st.booleans())
def test_near_runs_are_those_of_every_choice(
    children: list[list[Run]], distance: int, ordered: bool
) -> None:
    expected = _every_choice(children, distance, ordered)

    assert near_runs(children, distance, ordered=ordered) == expected


def test_the_lead_is_the_first_hundred_words() -> None:
    document = Document(1, "oil", "oil price " + "and " * 97 + "oil price")
    lead = Term("oil", field="lead")

    assert brute_force(document, lead)[1] == (text(0, 1), text(99, 100))
    assert brute_force(document, Phrase("oil price", field="lead"))[1] == (text(0, 2),)
    near = Near((lead, Term("price", field="lead")), 98)
    assert brute_force(document, near)[1] == (text(0, 1), text(1, 2), text(99, 100))
    assert not brute_force(Document(2, "oil", "and " * 100 + "oil"), lead)[0]


def test_a_day_of_any_year_is_a_whole_day() -> None:
    day = dt.date(2021, 2, 4)

    assert brute_force(Document(1, "", "", first_day=day, last_day=day), YearDay(2, 4))[0]
    assert not brute_force(Document(1, "", "", first_day=day, last_day=day), YearDay(4, 2))[0]
    assert not brute_force(Document(1, "", ""), YearDay(2, 4))[0]
