"""Construction of nodes: weights, and groups without nested groups. Standard library only."""

from __future__ import annotations

from search.query.nodes import And, Boost, Node, Or, Span


def boosted(node: Node, factor: float, span: Span) -> Node:
    """Return `node` with its scores multiplied."""
    return node if factor == 1 else Boost(node, factor, span)


def joined(kind: type[And | Or], nodes: list[Node]) -> Node | None:
    """Return one node for all; groups of the same kind are merged."""
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    flat = [
        child for node in nodes for child in (node.children if isinstance(node, kind) else [node])
    ]
    spans = [node.span for node in nodes if node.span != Span()]
    start = min((span.start for span in spans), default=0)
    return kind(tuple(flat), Span(start, max((span.end for span in spans), default=0)))
