from __future__ import annotations

import datetime as dt

import pytest

from search.query.nodes import (
    And,
    DateRange,
    Not,
    Or,
    Phrase,
    Span,
    Term,
)
from search.query.parser.query_parser import Limits, parse
from search.tests.query.tables import (
    AS_THEY_STAND,
    COUNTED,
    FIELD_LISTS,
    NOT_COUNTED,
    NOT_NEAR,
    OPERATORS,
    PROXIMITY,
    REPAIRED,
    TODAY,
    TRANSLATED,
    A,
    B,
    C,
    D,
    terms,
)


@pytest.mark.parametrize(("text", "node"), OPERATORS)
def test_parse_reads_operators(text, node):
    parsed = parse(text, today=TODAY)

    assert parsed.node == node
    assert not [note for note in parsed.notes if note.kind != "limited"]


@pytest.mark.parametrize(("text", "node"), PROXIMITY + FIELD_LISTS + COUNTED)
def test_parse_reads_proximity_field_lists_and_counts(text, node):
    assert parse(text, today=TODAY).node == node


@pytest.mark.parametrize(("text", "node"), NOT_NEAR + NOT_COUNTED)
def test_an_operator_that_cannot_work_is_left_out_and_named(text, node):
    parsed = parse(text, today=TODAY)

    assert parsed.node == node
    assert parsed.notes


@pytest.mark.parametrize(("text", "node"), TRANSLATED)
def test_other_programs_spelling_is_shown_translated(text, node):
    parsed = parse(text, today=TODAY)

    assert parsed.node == node
    assert [note.kind for note in parsed.notes] == ["translated"]


@pytest.mark.parametrize(("text", "node"), AS_THEY_STAND)
def test_parse_takes_ordinary_text_as_it_stands(text, node):
    assert parse(text, today=TODAY).node == node


@pytest.mark.parametrize(("text", "node", "undone"), REPAIRED)
def test_parse_repairs_and_says_so(text, node, undone):
    parsed = parse(text, today=TODAY)

    assert parsed.node == node
    assert len(parsed.notes) == 1
    assert parsed.notes[0].text.endswith(".")
    assert parsed.notes[0].undone.strip() == undone.strip()


@pytest.mark.parametrize("undone", [undone for _, _, undone in REPAIRED if undone])
def test_a_repair_undone_needs_no_repair_itself(undone):
    assert not parse(undone, today=TODAY).notes


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("a b", Or((A, B))),
        ("a b AND c", Or((A, And((B, C))))),
        ("a OR b c", Or((A, B, C))),
        ("a b -c", And((Or((A, B)), Not(C)))),
        ("a source:x b", And((Or((A, B)), Term("x", "source")))),
        ("a OR source:x", Or((A, Term("x", "source")))),
        ("a after:2021", And((A, DateRange(dt.date(2022, 1, 1), None)))),
        ("-a -b", And((Not(A), Not(B)))),
        ("a (b AND c) d", Or((A, And((B, C)), D))),
        ("a hidden:b", Or((A, Term("b", "hidden")))),
    ],
)
def test_parse_with_match_some_makes_words_alternatives(text, node):
    assert parse(text, match="some", today=TODAY).node == node


def test_every_node_knows_its_place():
    text = 'a title:(b OR c) -"d e"'

    node = parse(text).node

    assert isinstance(node, And)
    spans = [child.span for child in node.children if hasattr(child, "span")]
    assert [text[span.start : span.end] for span in spans] == ["a", "title:(b OR c)", '-"d e"']
    assert node.span == Span(0, len(text))


def test_places_stay_true_behind_unreadable_characters():
    node = parse("\ud800\x00\ufeff summit").node

    assert node == Term("summit")
    assert node.span == Span(4, 10)


def test_limits_are_kept_and_named():
    long = parse("word " * 5, limits=Limits(chars=10))
    many = parse("a b c OR (d", limits=Limits(clauses=2))
    phrase = parse('"a b c d"', limits=Limits(clauses=2))
    deep = parse("((((((a OR b) c OR d) a OR b) c OR d) a OR b) c", limits=Limits(depth=8))
    broad = parse("title,text,author:(a b c d e)", limits=Limits(clauses=5))

    assert long.node == And(terms("word", "word"))
    assert long.notices == ("Only the first 10 characters of the query are read.",)
    assert many.node == And((A, B))
    assert len(many.notes) == 1
    assert phrase.node == Phrase("a b")
    assert deep.notices[-1] == "Parentheses more than 3 deep are ignored."
    assert broad.notices[-1] == "Only the first 3 words and phrases of the query are searched for."


def test_plain_words_are_not_explained():
    assert parse("oil price").notices == ()


def test_operators_are_explained_in_plain_english():
    parsed = parse('(a OR b) title:"c d" -e after:2021', today=TODAY)

    assert parsed.notices == (
        "Articles with (“a” or “b”) and the phrase “c d” in the title, "
        "published on or after 1 January 2022, without “e”.",
    )
