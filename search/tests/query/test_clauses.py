from __future__ import annotations

import pytest
from hypothesis import given

from search.engines.base import Document, Match
from search.query.clauses import marking_clauses
from search.query.nodes import Everything, Node
from search.query.parser.query_parser import parse
from search.tests import strategies
from search.tests.reference_matcher import brute_force


def named(q: str) -> list[str]:
    return [clause.query_text() for clause in marking_clauses(parse(q).node)]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("", []),
        ("summit", ["summit"]),
        ('summit "grain deal" w?nter', ["summit", '"grain deal"', "w?nter"]),
        ("(gas OR oil) china", ["gas", "oil", "china"]),
        ("summit -geneva NOT (oil gas)", ["summit"]),
        ("summit summit title:summit", ["summit", "title:summit"]),
        ("source:wire author:bell summit", ["summit"]),
        ("putin w/5 xi", ["putin w/5 xi"]),
        ("atleast3:summit^2 oil", ["atleast3:summit", "oil"]),
        ("after:2022 words:>100 oil*", ["oil*"]),
        ('raw:"leave a reply"', ['"leave a reply"']),
    ],
)
def test_clauses_are_the_parts_that_mark_in_the_order_written(q: str, expected: list[str]):
    assert named(q) == expected


def test_clauses_of_everything_are_none():
    assert marking_clauses(Everything()) == ()


def test_match_names_every_clause_it_belongs_to():
    document = Document(1, "Oil talks", "The oil price fell.")

    found = brute_force(document, parse('oil OR "oil price" OR title:oil OR price').node)[1]

    assert [(match, match.clauses) for match in found] == [
        (Match("title", 0, 1), (1, 3)),
        (Match("text", 1, 3), (1, 2, 4)),
    ]


@given(strategies.documents(1), strategies.nodes)
def test_matches_of_a_clause_are_where_it_stands_alone(document: Document, node: Node):
    clauses = marking_clauses(node)
    _, found = brute_force(document, node)

    for match in found:
        assert match.clauses
        assert match.clauses == tuple(sorted(set(match.clauses)))
        for number in match.clauses:
            _, alone = brute_force(document, clauses[number - 1])
            assert any(
                one.field == match.field and match.start <= one.start and one.end <= match.end
                for one in alone
            )
