"""Small operations on trees of nodes. Standard library only."""

from __future__ import annotations

from search.query.nodes import (
    NAME_FIELDS,
    And,
    Boost,
    DateRange,
    Leaf,
    Length,
    Like,
    Node,
    Not,
    Nothing,
    Or,
    Span,
    YearDay,
)


def boosted(node: Node, factor: float, span: Span) -> Node:
    """Return `node` with its scores multiplied."""
    return node if factor == 1 else Boost(node, factor, span)


def joined(kind: type[And | Or], nodes: list[Node]) -> Node | None:
    """Return one node for all, without groups inside groups of their own kind."""
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    flat = [
        child for node in nodes for child in (node.children if isinstance(node, kind) else [node])
    ]
    spans = [span for node in nodes if (span := getattr(node, "span", None))]
    start = min((span.start for span in spans), default=0)
    return kind(tuple(flat), Span(start, max((span.end for span in spans), default=0)))


def restricts(node: Node) -> bool:
    """Say whether `node` narrows a search rather than being looked for."""
    if isinstance(node, And | Or):
        return all(restricts(child) for child in node.children)
    if isinstance(node, Leaf):
        return node.field in NAME_FIELDS
    if isinstance(node, Boost):
        return restricts(node.child)
    return isinstance(node, Not | DateRange | YearDay | Length | Like | Nothing)
