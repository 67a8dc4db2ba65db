"""Long queries, questions, years, and `and` in natural language."""

from __future__ import annotations

import pytest

from search.analysis.stop_words import stop_words_in
from search.query.nodes import And, Boost, Not, Optional, Or, Phrase, Term
from search.query.parser.query_parser import Limits, parse

LIMITS = Limits(clauses=3)
COUNTS = {"the": 900, "of": 800, "summit": 40, "grain": 30, "corridor": 2}


def frequencies(words):
    return [COUNTS.get(word, 0) for word in words]


def words(*texts):
    return tuple(map(Term, texts))


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("salt and pepper", Or(words("salt", "and", "pepper"))),
        ("salt or pepper", Or(words("salt", "or", "pepper"))),
        ("salt or", Or(words("salt", "or"))),
        ("salt OR pepper AND oil", Or((Term("salt"), And(words("pepper", "oil"))))),
        ("salt and not pepper", And((Term("salt"), Not(Term("pepper"))))),
    ],
)
def test_lower_case_connectors_are_words_among_alternatives(text, node):
    assert parse(text, match="some").node == node


def test_lower_case_connectors_join_required_words():
    assert parse("salt and pepper").node == And(words("salt", "pepper"))


def test_commonest_words_of_a_long_query_are_left_out_and_named():
    parsed = parse("the summit of grain corridor", limits=LIMITS, frequencies=frequencies)

    assert parsed.node == And(words("summit", "grain", "corridor"))
    assert parsed.notices == (
        "Of the query's words the 3 rarest are searched for; “the” and “of” are left out.",
    )


def test_repeats_are_one_word_with_a_weight_before_any_is_left_out():
    parsed = parse("grain summit grain corridor", limits=LIMITS, frequencies=frequencies)

    assert parsed.node == And((Boost(Term("grain"), 2.0), *words("summit", "corridor")))
    assert parsed.notices == ()


def test_short_query_keeps_its_repeats():
    assert parse("bora bora").node == And(words("bora", "bora"))


def test_operators_of_a_long_query_stay():
    text = '"black sea" the of summit -oil grain w/5 corridor'
    parsed = parse(text, limits=Limits(clauses=4), frequencies=frequencies)

    assert Phrase("black sea") in parsed.node.children
    assert Not(Term("oil")) in parsed.node.children


def test_words_beyond_the_limit_are_cut_where_nothing_is_known_of_them():
    parsed = parse("a1 b2 c3 d4", limits=LIMITS)

    assert parsed.node == And(words("a1", "b2", "c3"))
    assert "first 3" in parsed.notices[0]


def test_question_and_stop_words_of_four_words_are_not_required():
    parsed = parse("how did lincoln die")

    loose = tuple(Optional(Term(word)) for word in ("how", "did"))
    assert parsed.node == And((*loose, *words("lincoln", "die")))
    (note,) = parsed.notes
    assert note.text.startswith("“how” and “did” are not required")
    assert parse(note.undone).node == And((*map(Phrase, ("how", "did")), *words("lincoln", "die")))
    assert parsed.reading == ""


@pytest.mark.parametrize(
    "text",
    [
        "how lincoln died",  # three words: all are required
        "to be or not to be",  # `or` and `not` join, and nothing else would be left
        "how AND did lincoln die",
        '"how did" lincoln die today',
        "who is who there",
        "title:how title:did title:lincoln title:die",
        "=how =did =lincoln =die",
    ],
)
def test_other_queries_require_all_they_name(text):
    node = parse(text).node

    assert not any(isinstance(child, Optional) for child in node.children)


def test_restrictions_beside_a_question_do_not_change_it():
    node = parse("how did lincoln die date:1865").node

    assert sum(isinstance(child, Optional) for child in node.children) == 2


def test_query_text_of_a_question_is_read_again_as_it_was():
    node = parse("how did lincoln die").node

    assert parse(node.query_text()).node == node
    assert node.sentence() == ("Articles with “lincoln” and “die”, perhaps with “how” and “did”.")


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("how did lincoln die", {"how", "did"}),
        ("warum ist die mauer gefallen", {"ist", "die"}),
        ("quelle est la cause de la crise", {"est", "la", "de", "quelle"}),
        ("lincoln", set()),
    ],
)
def test_stop_words_are_those_of_the_language_that_has_most(text, stop):
    assert stop_words_in(text.split()) == stop


def test_year_typed_as_a_word_is_offered_as_a_date():
    (note,) = parse("floods 1953").notes

    assert note.text == "“1953” is looked for as a word."
    assert note.undone == "floods date:1953"


@pytest.mark.parametrize("text", ["floods 0953", "floods 19530", '"floods 1953"', "=1953", "3000"])
def test_other_numbers_are_no_years(text):
    assert not [note for note in parse(text).notes if "as a word" in note.text]
