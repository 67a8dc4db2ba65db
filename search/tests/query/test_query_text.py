from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
def test_query_text_means_what_was_read(query, match):
    node = parse(query, match=match, today=TODAY).node

    again = parse(node.query_text(match), match=match, today=TODAY)

    assert again.node == node
    # Words in capitals joined by OR are read as meant, but the reader is told so.
    assert [note for note in again.notes if note.kind != "translated"] == []


@pytest.mark.parametrize("text", [text for text, _ in OPERATORS + PROXIMITY + COUNTED])
def test_query_text_means_what_every_operator_means(text):
    node = parse(text, today=TODAY).node

    assert parse(node.query_text(), today=TODAY).node == node


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
def test_query_text_is_short(query, text):
    assert parse(query, today=TODAY).node.query_text() == text


def test_query_text_has_no_words_for_some_nodes():
    assert Everything().query_text() == ""
    assert Ids((1,)).query_text() == ""
    assert parse(Nothing().query_text()).node == Nothing()
