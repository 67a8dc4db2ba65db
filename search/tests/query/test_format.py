from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.format import written
from search.query.nodes import Everything, Ids, Nothing
from search.query.parser.query_parser import parse
from search.tests.query.tables import COUNTED, OPERATORS, PROXIMITY

TODAY = dt.date(2024, 3, 15)

WORDS = ["oil", "U.S.", "1,500", "東京都", "é", "state-of-the-art", "pre*", "w?m", "word~2", "=run"]
OPERANDS = [
    *WORDS, '"oil price"', '"a rat*"', '"a b"~5', "title:oil", 'author:"Ann Bell"', "date:2022",
    "date:[2021 TO 2022-03]", "before:2022", "after:2021-02", "a w/3 b", "atleast2:oil",
    "lead:oil", "words:>800", "words:<300", "on:02-04", "oil^2", '"a b"~5^0.5', 'a pre/2 "b c"',
    "like:12",
]  # fmt: skip
queries = st.recursive(
    st.sampled_from(OPERANDS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        inner.map("-{}".format),
    ),
    max_leaves=6,
)


@given(queries, st.sampled_from(["all", "some"]))
def test_written_means_what_was_read(query, match):
    node = parse(query, match=match, today=TODAY).node

    again = parse(written(node, match=match), match=match, today=TODAY)

    assert again.node == node
    assert not again.notes


@pytest.mark.parametrize("text", [text for text, _ in OPERATORS + PROXIMITY + COUNTED])
def test_written_means_what_every_operator_means(text):
    node = parse(text, today=TODAY).node

    assert parse(written(node), today=TODAY).node == node


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("a AND b OR c", "(a b) OR c"),
        ('TITLE: "a b"', 'title:"a b"'),
        ("a NOT (b c)", "a -(b c)"),
        ('"a b"~5', "a w/5 b"),
        ("date:[2022-02-01 TO 2022-02-28]", "date:2022-02"),
        ("after:2021", "date:[2022-01-01 TO *]"),
    ],
)
def test_written_is_short(query, text):
    assert written(parse(query, today=TODAY).node) == text


def test_written_has_no_words_for_some_nodes():
    assert written(Everything()) == ""
    assert written(Ids((1,))) == ""
    assert parse(written(Nothing())).node == Nothing()
