"""A tree of nodes back to the text that means it.

    parse(written(node)).node == node    for every node that a query can mean

Standard library only.
"""

from __future__ import annotations

import datetime as dt

from search.query.nodes import (
    And,
    AtLeast,
    Boost,
    DateRange,
    Everything,
    Fuzzy,
    Ids,
    Leaf,
    Length,
    Like,
    Near,
    Node,
    Not,
    Nothing,
    Operator,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
    YearDay,
)
from search.query.periods import Period


def written(node: Node, *, match: Operator = "all") -> str:
    """Return the query for `node`, to be read with `match`; "" for everything and for numbers."""
    if isinstance(node, And | Or):
        return _joined(node, match)
    if isinstance(node, Not):
        grouped = isinstance(node.child, And | Or | Near | Not)
        inner = written(node.child, match=match)
        return f"-({inner})" if grouped else f"-{inner}"
    if isinstance(node, Near):
        return _near(node)
    if isinstance(node, DateRange):
        return _dates(node.first, node.last)
    if isinstance(node, Leaf | AtLeast):
        return _leaf(node) if isinstance(node, Leaf) else _often(node)
    return _boosted(node, match) if isinstance(node, Boost) else _without_words(node)


def _without_words(node: Ids | Like | Everything | Nothing | YearDay | Length) -> str:
    if isinstance(node, YearDay):
        return f"on:{node.month:02}-{node.day:02}"
    if isinstance(node, Length):
        return f"words:{node.least}..{'*' if node.most is None else node.most}"
    if isinstance(node, Like):
        return f"like:{node.article}"
    return "before:0001" if isinstance(node, Nothing) else ""


def _often(node: AtLeast) -> str:
    return f"atleast{node.count}:{_leaf(node.child)}"


def _boosted(node: Boost, match: Operator) -> str:
    inner = written(node.child, match=match)
    plain = isinstance(node.child, Leaf)
    return f"{inner}^{node.factor:g}" if plain else f"({inner})^{node.factor:g}"


def _joined(node: And | Or, match: Operator) -> str:
    parts = []
    for child in node.children:
        text = written(child, match=match)
        parts.append(f"({text})" if isinstance(child, And | Or) else text)
    if isinstance(node, Or):
        return " OR ".join(parts)
    return (" AND " if match == "some" else " ").join(parts)


def _near(node: Near) -> str:
    leaves = [child for child in node.children if isinstance(child, Leaf)]
    if node.ordered and not node.distance and any(isinstance(x, Prefix | Wildcard) for x in leaves):
        words = " ".join(_bare(leaf) for leaf in leaves)
        return _marks(leaves[0]) + f'"{words}"'
    sign = f" {'pre' if node.ordered else 'w'}/{node.distance} "
    if node.unit != "word":
        sign = f" /{node.unit[0]} "
    return sign.join(_leaf(leaf) for leaf in leaves)


def _leaf(leaf: Leaf) -> str:
    bare = _bare(leaf)
    quoted = isinstance(leaf, Phrase) or " " in bare
    return _marks(leaf) + (f'"{bare}"' if quoted else bare)


def _bare(leaf: Leaf) -> str:
    if isinstance(leaf, Prefix):
        return f"{leaf.text}*"
    if isinstance(leaf, Fuzzy):
        return f"{leaf.text}~{leaf.distance}"
    return leaf.pattern if isinstance(leaf, Wildcard) else leaf.text


def _marks(leaf: Leaf) -> str:
    exact = "=" if isinstance(leaf, Term | Phrase) and leaf.exact else ""
    return (f"{leaf.field}:" if leaf.field else "") + exact


def _dates(first: dt.date | None, last: dt.date | None) -> str:
    if first and last:
        for interval in ("year", "month", "day"):
            period = Period.of(first, interval)
            if (period.first, period.last) == (first, last):
                return f"date:{period}"
    return f"date:[{first or '*'} TO {last or '*'}]"
