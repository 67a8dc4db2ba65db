"""Proximity between operands: `a w/5 b`, `(a OR b) near5 "c d"`, `a /s b`.

Engines look for leaves near each other; groups are multiplied out. Standard library only.
"""

from __future__ import annotations

from functools import singledispatch
from itertools import product
from math import prod

from search.query.nodes import (
    LABEL_FIELDS,
    And,
    Boost,
    Fuzzy,
    Leaf,
    Near,
    Node,
    Or,
    Phrase,
    Prefix,
    Span,
    Term,
    Wildcard,
)
from search.query.nodes.base import QueryNode
from search.query.parser.aliases import Closeness

#: Windows that one proximity may be multiplied out to.
MAX_WINDOWS = 32

_Row = tuple[Leaf, ...]


def near(left: Node, right: Node, how: Closeness) -> Near | Or | None:
    """Return the node for `left` near `right`; None where one of them has no single place.

    With the same closeness on its other side too, the middle one of three shares one window
    with both: `a w/5 b w/5 c`.
    """
    lefts, rights = _rows(left, how), _rows(right, how)
    if not lefts or not rights or len(lefts) * len(rights) > MAX_WINDOWS:
        return None
    windows = tuple(
        Near(one + other, how.distance, how.ordered, how.unit, _around(one + other))
        for one, other in product(lefts, rights)
    )
    return windows[0] if len(windows) == 1 else Or(windows, _around(windows))


@singledispatch
def _rows(node: QueryNode, how: Closeness) -> list[_Row]:
    """Return the leaves that stand for `node` in a window, one row per alternative.

    Empty where it has no place in a text, or too many.
    """
    return []


@_rows.register
def _(node: Term | Phrase | Prefix | Wildcard | Fuzzy, how: Closeness) -> list[_Row]:
    return [] if node.field in LABEL_FIELDS else [(node,)]


@_rows.register
def _(node: Boost, how: Closeness) -> list[_Row]:
    return _rows(node.child, how)


@_rows.register
def _(node: Near, how: Closeness) -> list[_Row]:
    if Closeness(node.distance, node.ordered, node.unit) == how:
        return [node.leaves]
    if node.ordered and not node.distance:
        # A phrase with patterns in it: as a row of patterns it is one leaf.
        pattern = " ".join(leaf.bare_text for leaf in node.leaves)
        return [(Wildcard(pattern, node.leaves[0].field, node.span),)]
    return []


@_rows.register
def _(node: Or, how: Closeness) -> list[_Row]:
    parts = [_rows(child, how) for child in node.children]
    return [row for rows in parts for row in rows] if all(parts) else []


@_rows.register
def _(node: And, how: Closeness) -> list[_Row]:
    parts = [_rows(child, how) for child in node.children]
    fits = 0 < prod(map(len, parts)) <= MAX_WINDOWS
    return [sum(rows, ()) for rows in product(*parts)] if fits and not how.ordered else []


def _around(nodes: tuple[Leaf | Near, ...]) -> Span:
    return Span(min(node.span.start for node in nodes), max(node.span.end for node in nodes))
