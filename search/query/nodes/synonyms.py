"""The node of equal words: a part of a query, and what the list of equal words adds to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from search.query.nodes.base import NO_SPAN, Operator, Predicate, QueryNode, Span
from search.query.wording import listed

if TYPE_CHECKING:
    from search.query.nodes import Node


@dataclass(frozen=True, slots=True)
class Synonyms(QueryNode):
    """Articles that match any of `children`: one clause, whichever of them matches.

    The first child is as the reader typed it; the others say the same in other words, and weigh
    less in the order. The parser makes no such node: its text is that of the first child,
    which the list of equal words widens again.
    """

    children: tuple[Node, ...] = dataclasses.field()
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    @property
    def typed(self) -> Node:
        """The part of the query as it was typed."""
        return self.children[0]

    @property
    def positive_children(self) -> tuple[Node, ...]:
        """The typed child alone: corrections and suggestions are made for what was typed."""
        return self.children[:1]

    @property
    def marks(self) -> bool:
        return True

    def with_children(self, children: Sequence[Node]) -> Self:
        same = all(new is old for new, old in zip(children, self.children, strict=True))
        return self if same else dataclasses.replace(self, children=tuple(children))

    def predicate(self) -> Predicate:
        typed, *others = (child.predicate() for child in self.children)
        also = listed([other.what for other in others], word="or")
        return Predicate(typed.verb, f"{typed.what} (also {also})")

    def query_text(self, match: Operator = "all") -> str:
        return self.typed.in_brackets_below(2, match)
