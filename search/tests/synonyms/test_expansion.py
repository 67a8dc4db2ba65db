"""A query widened by equal words: what is added, where, and what stays as typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.nodes import And, Near, Not, Or, Phrase, Synonyms, Term
from search.query.parser.query_parser import ParsedQuery, parse
from search.query.search_query import EVERY_WORD
from search.query.traversal import visit
from search.synonyms.expansion import expanded
from search.synonyms.synonym_table import SynonymTable

SETS = [
    ("Kyiv", "Kiev"),
    ("programme", "program"),
    ("11 September", "September 11", "Sept. 11"),
    ("Mao Zedong", "Mao Tse-tung"),
    *((f"w{n}", f"v{n}", f"u{n}", f"t{n}") for n in range(60)),
]
TABLE = SynonymTable(SETS)

KYIV = Synonyms((Term("Kyiv"), Term("Kiev")))


def widened(q: str, *apart: str, match="all", parts: int = 250, depth: int = 20) -> ParsedQuery:
    return expanded(parse(q, match=match), TABLE, apart, max_parts=parts, max_depth=depth)


@pytest.mark.parametrize(
    ("q", "node"),
    [
        ("Kyiv", KYIV),
        ("Kyiv war", And((KYIV, Term("war")))),
        ("-Kyiv war", And((Not(KYIV), Term("war")))),
        ("(Kyiv OR oil)", Or((KYIV, Term("oil")))),
        ("title:Kyiv", Synonyms((Term("Kyiv", "title"), Term("Kiev", "title")))),
        ('"in Kyiv now"', Synonyms((Phrase("in Kyiv now"), Phrase("in Kiev now")))),
        ("programmes", Synonyms((Term("programmes"), Term("program")))),
        (
            "Kyiv w/5 war",
            Synonyms((Near((Term("Kyiv"), Term("war")), 5), Near((Term("Kiev"), Term("war")), 5))),
        ),
        (
            "Mao Zedong",
            Synonyms((And((Term("Mao"), Term("Zedong"))), Phrase("Mao Tse-tung"))),
        ),
        (
            "on 11 September",
            And(
                (
                    Term("on"),
                    Synonyms((And((Term("11"), Term("September"))), Phrase("Sept. 11"))),
                )
            ),
        ),
    ],
)
def test_words_are_widened_where_they_stand(q, node):
    assert widened(q).node == node


@pytest.mark.parametrize(
    "q",
    ["=Kyiv", "Kyi*", "Kyiv~1", "source:Kyiv", "author:Kyiv", "programmer", "11 OR September",
     "September -11", "oil", "atleast2:Kyiv", "date:2022", ""],
)  # fmt: skip
def test_what_is_exact_or_another_word_stays_as_typed(q):
    assert widened(q).node == parse(q).node
    assert widened(q).expansions == ()


def test_words_that_are_left_out_are_not_added_but_named():
    parsed = widened("Kyiv", "kiev")

    assert parsed.node == Term("Kyiv")
    assert [(one.added, one.left_out) for one in parsed.expansions] == [("Kiev", True)]
    assert widened("Kyiv", EVERY_WORD).node == Term("Kyiv")
    assert widened("on 11 September", EVERY_WORD).node == parse("on 11 September").node
    assert widened("11 September", "sept 11").node == parse("11 September").node


def test_some_words_in_a_row_are_one_word_too():
    node = widened("11 September", match="some").node

    typed = Or((Term("11"), Term("September")))
    assert node == Synonyms((typed, Phrase("September 11"), Phrase("Sept. 11")))


def test_limits_of_a_query_hold_for_what_is_added():
    long = " ".join(f"w{n}" for n in range(60))

    parsed = widened(long, parts=100)

    assert sum(1 for _ in visit(parsed.node)) <= 100
    assert parsed.notes[-1].text.startswith("The query is so long")
    assert widened("Kyiv", depth=1).node == Term("Kyiv")


def test_its_text_is_what_was_typed():
    parsed = widened('Kyiv "in Kyiv" 11 September')

    assert parsed.node.query_text() == 'Kyiv "in Kyiv" (11 September)'
    assert widened(parsed.node.query_text()).node == parsed.node


@given(st.lists(st.sampled_from(["Kyiv", "11", "September", "oil", "-Kiev", "OR", '"Kiev x"'])))
def test_every_widened_query_holds_the_typed_one(words):
    parsed = parse(" ".join(words))
    wide = expanded(parsed, TABLE, (), max_parts=250, max_depth=20)

    def typed(node):
        return typed(node.typed) if isinstance(node, Synonyms) else node

    def leaves(node):
        node = typed(node)
        return [leaf for child in node.children for leaf in leaves(child)] or [node]

    assert leaves(wide.node) == leaves(parsed.node)
