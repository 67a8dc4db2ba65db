"""Every node kind: its texts, its children, and how few places ask which kind a node is."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import pytest
from whoosh.query import Query

from search.engines.whoosh.compiling import compile_query
from search.query import nodes
from search.query.nodes import (
    And,
    AtLeast,
    Boost,
    DateRange,
    Everything,
    Fuzzy,
    Ids,
    Language,
    Length,
    Like,
    Near,
    Node,
    Not,
    Nothing,
    Optional,
    Or,
    Phrase,
    Prefix,
    Synonyms,
    Term,
    Wildcard,
    YearDay,
)
from search.query.traversal import conjuncts, find, rewrite, visit

SEARCH = Path(__file__).resolve().parents[2]
KINDS = {kind.__name__ for kind in get_args(Node)}
#: Places outside the engines that ask for the kind of a node. It may only fall.
MAX_KIND_TESTS = 10

_A, _B = Term("a"), Term("b", "title")
EXAMPLES: tuple[Node, ...] = (
    *(_A, Phrase("a b"), Prefix("a"), Wildcard("a?b"), Fuzzy("ab"), Near((_A, _B), 3)),
    *(AtLeast(_A, 2), Length(1, 5), YearDay(2, 4), DateRange(None, None), Ids((1, 2)), Like(7)),
    *(And((_A, _B)), Or((_A, _B)), Not(_A), Optional(_A), Boost(_A, 2), Everything(), Nothing()),
    *(Language("de"), Synonyms((_A, _B))),
)


def test_examples_hold_every_kind():
    assert {type(node).__name__ for node in EXAMPLES} == KINDS


@pytest.mark.parametrize("node", EXAMPLES, ids=repr)
def test_node_has_every_text_and_keeps_its_children(node: Node):
    assert node.sentence().endswith(".")
    assert str(node.predicate())
    assert isinstance(node.query_text(), str)
    assert node.with_children(node.children) is node
    assert set(node.positive_children) <= set(node.children)
    assert node.span == nodes.Span()


@pytest.mark.parametrize("node", EXAMPLES, ids=repr)
def test_engine_compiles_every_kind(node: Node):
    assert isinstance(compile_query(node), Query)


@pytest.mark.parametrize("node", EXAMPLES, ids=repr)
def test_rewrite_changes_every_term_and_nothing_else(node: Node):
    def upper(each: Node) -> Node:
        return Term(each.text.upper(), each.field) if isinstance(each, Term) else each

    changed = rewrite(node, upper)

    assert [type(each) for each in visit(changed)] == [type(each) for each in visit(node)]
    terms = [each.text for each in visit(changed) if isinstance(each, Term)]
    assert terms == [text.upper() for text in terms]
    assert rewrite(node, lambda each: each) is node


def test_find_leaves_out_what_is_excluded():
    query = And((Or((_A, Not(_B))), Boost(Near((_A, _B), 1), 2)))

    assert list(find(query, Term)) == [_A, _A, _B]
    assert list(find(query, Near)) == [Near((_A, _B), 1)]


@pytest.mark.parametrize(
    ("node", "parts"),
    [(And((_A, _B)), (_A, _B)), (_A, (_A,)), (Everything(), ()), (Nothing(), ())],
)
def test_conjuncts_are_what_an_article_must_match(node: Node, parts: tuple[Node, ...]):
    assert conjuncts(node) == parts


def test_few_places_ask_for_the_kind_of_a_node():
    places = [
        f"{path.relative_to(SEARCH)}:{line}"
        for path in SEARCH.rglob("*.py")
        if "tests" not in path.parts and "engines" not in path.parts
        for line in _kind_tests(path)
    ]

    assert len(places) <= MAX_KIND_TESTS, places


def _kind_tests(path: Path) -> Iterator[int]:
    """Yield the lines with `isinstance(x, Kind)`, `type(x) is Kind` or `case Kind(...)`."""
    for part in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        tested: Sequence[ast.AST] = ()
        if isinstance(part, ast.Call) and getattr(part.func, "id", "") == "isinstance":
            tested = part.args[1:]
        elif isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.Is):
            tested = part.comparators
        elif isinstance(part, ast.MatchClass):
            tested = [part.cls]
        names = {getattr(name, "id", "") for each in tested for name in ast.walk(each)}
        if names & (KINDS | {"Leaf", "Clause"}):
            yield getattr(part, "lineno", 0)
