"""Walks through query trees. Standard library only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from search.query.nodes import And, Everything, Node, Not, Nothing

T = TypeVar("T")


def visit(node: Node) -> Iterator[Node]:
    """Yield `node` and all nodes below it, parents first."""
    yield node
    for child in node.children:
        yield from visit(child)


def find(node: Node, *kinds: type[T]) -> Iterator[T]:
    """Yield the outermost nodes of `kinds` that a matching article may match, in order.

    What stands below a Not is left out.
    """
    if isinstance(node, kinds):
        yield node
    else:
        for child in node.positive_children:
            yield from find(child, *kinds)


def rewrite(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return the tree with `change` applied to each node, children first.

    A tree in which nothing changes is returned as it is, not as a copy.
    """
    return change(node.with_children([rewrite(child, change) for child in node.children]))


def conjuncts(node: Node) -> tuple[Node, ...]:
    """Return the parts of a query that an article must match all of."""
    if isinstance(node, And):
        return node.children
    return () if isinstance(node, Everything | Nothing) else (node,)


def unsigned(node: Node) -> tuple[Node, bool]:
    """Return `node` without a Not around it, and whether there was one."""
    return (node.child, True) if isinstance(node, Not) else (node, False)
