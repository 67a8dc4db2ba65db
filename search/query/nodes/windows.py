"""Nodes on where words stand and how often: near each other, at least so many times."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

from search.query.nodes.base import NO_SPAN, Operator, Predicate, QueryNode, Span
from search.query.nodes.leaves import Prefix, Wildcard
from search.query.wording import listed

if TYPE_CHECKING:
    from search.query.nodes import Leaf, Node


@dataclass(frozen=True, slots=True)
class Near(QueryNode):
    """All of `children` (leaves) within `distance` words.

    The distance is that of Lucene's unordered span query: the window holding one match
    of each child spans at most `distance` words besides the matches themselves. With another
    `unit` they stand in one sentence or paragraph, however long and in any order; a title
    is one of each.
    """

    children: tuple[Node, ...] = dataclasses.field()
    distance: int
    ordered: bool = False
    unit: Literal["word", "sentence", "paragraph"] = "word"
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    binding = 2

    @property
    def marks(self) -> bool:
        return True

    def with_children(self, children: Sequence[Node]) -> Self:
        same = all(new is old for new, old in zip(children, self.children, strict=True))
        return self if same else dataclasses.replace(self, children=tuple(children))

    def predicate(self) -> Predicate:
        words = listed([child.predicate().what for child in self.children])
        return Predicate("with", f"{words} {self._closeness()}", "near")

    def _closeness(self) -> str:
        if self.unit != "word":
            return f"in one {self.unit}"
        if not self.distance:
            return "in a row" if self.ordered else "next to each other"
        words = "word" if self.distance == 1 else "words"
        order = " in this order" if self.ordered else ""
        return f"within {self.distance} {words} of each other{order}"

    def query_text(self, match: Operator = "all") -> str:
        has_patterns = any(isinstance(child, Prefix | Wildcard) for child in self.children)
        if self.ordered and not self.distance and has_patterns:
            words = " ".join(leaf.bare_text for leaf in self.leaves)
            return f'{self.leaves[0].prefix_text}"{words}"'
        sign = f" {'pre' if self.ordered else 'w'}/{self.distance} "
        if self.unit != "word":
            sign = f" /{self.unit[0]} "
        return sign.join(leaf.query_text() for leaf in self.leaves)

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The children, all of which are leaves."""
        return self.children  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class AtLeast(QueryNode):
    """`child` stands in an article, title and text together, at least `count` times."""

    child: Leaf
    count: int
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.child,)

    def with_children(self, children: Sequence[Node]) -> Self:
        (child,) = children
        return self if child is self.child else dataclasses.replace(self, child=child)  # type: ignore[arg-type]

    @property
    def marks(self) -> bool:
        return True

    def predicate(self) -> Predicate:
        return Predicate("with", f"{self.child.predicate().what} at least {self.count} times")

    def query_text(self, match: Operator = "all") -> str:
        return f"atleast{self.count}:{self.child.query_text(match)}"
