"""Nodes that combine others: And, Or, Not, Optional, and a weight."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from search.query.nodes.base import NO_SPAN, Operator, Predicate, QueryNode, Span
from search.query.wording import listed

if TYPE_CHECKING:
    from search.query.nodes import Node


#: So many plain words side by side are all required, whatever they are.
_MAX_BARE_WORDS = 3


class _Group(QueryNode):
    """What And and Or share."""

    __slots__ = ()

    binding = 1

    if TYPE_CHECKING:

        @property
        def children(self) -> tuple[Node, ...]: ...

    def with_children(self, children: Sequence[Node]) -> Self:
        same = all(new is old for new, old in zip(children, self.children, strict=True))
        return self if same else dataclasses.replace(self, children=tuple(children))  # type: ignore[type-var]

    @property
    def restricts(self) -> bool:
        return all(child.restricts for child in self.children)

    def _joined_text(self, sign: str, match: Operator) -> str:
        return sign.join(child.in_brackets_below(2, match) for child in self.children)


class _Wrapper(QueryNode):
    """What nodes around a single child share."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def child(self) -> Node: ...

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.child,)

    def with_children(self, children: Sequence[Node]) -> Self:
        (child,) = children
        return self if child is self.child else dataclasses.replace(self, child=child)  # type: ignore[type-var]


@dataclass(frozen=True, slots=True)
class And(_Group):
    """Articles that match all of `children`."""

    children: tuple[Node, ...] = dataclasses.field()
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    def predicate(self) -> Predicate:
        parts = [child.predicate() for child in self.children]
        verbs = list(dict.fromkeys(part.verb for part in parts))
        verbs.sort(key=lambda verb: (verb != "with", Predicate(verb, "").is_negative))
        joined = []
        for verb in verbs:
            own = [part for part in parts if part.verb == verb]
            whats = [
                f"({part.what})" if part.joins in ("or", "near") and len(parts) > 1 else part.what
                for part in own
            ]
            word = "or" if own[0].is_negative else "and"
            joined.append(Predicate(verb, listed(whats, word=word), "and"))
        if len(joined) == 1:
            return joined[0]
        return Predicate("", ", ".join(map(str, joined)), "and")

    def query_text(self, match: Operator = "all") -> str:
        # Of many words side by side the parser may not require all: the sign says that it must.
        plain = sum(child.is_plain_word for child in self.children)
        required = plain > _MAX_BARE_WORDS and all(child.is_required for child in self.children)
        return self._joined_text(" AND " if match == "some" or required else " ", match)


@dataclass(frozen=True, slots=True)
class Or(_Group):
    """Articles that match any of `children`."""

    children: tuple[Node, ...] = dataclasses.field()
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    def predicate(self) -> Predicate:
        parts = [
            part._replace(what=f"({part.what})") if part.joins == "and" else part
            for part in (child.predicate() for child in self.children)
        ]
        first = parts[0]
        if len({part.verb for part in parts}) == 1 and not first.is_negative:
            return Predicate(first.verb, listed([part.what for part in parts], word="or"), "or")
        return Predicate("", listed(list(map(str, parts)), word="or"), "or")

    def query_text(self, match: Operator = "all") -> str:
        return self._joined_text(" OR ", match)


@dataclass(frozen=True, slots=True)
class Not(_Wrapper):
    """All articles but those of `child`; never scored, never marked."""

    child: Node
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    binding = 3

    @property
    def positive_children(self) -> tuple[Node, ...]:
        return ()

    @property
    def restricts(self) -> bool:
        return True

    def predicate(self) -> Predicate:
        inner = self.child.predicate()
        verb = "without" if inner.verb == "with" else f"not {inner.verb}".rstrip()
        return Predicate(verb, inner.what)

    def query_text(self, match: Operator = "all") -> str:
        return f"-{self.child.in_brackets_below(4, match)}"


@dataclass(frozen=True, slots=True)
class Optional(_Wrapper):
    """All articles; those of `child` score more, and are marked (Lucene's `SHOULD`)."""

    child: Node
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    @property
    def is_required(self) -> bool:
        return False

    def predicate(self) -> Predicate:
        return Predicate("perhaps with", self.child.predicate().what)

    def query_text(self, match: Operator = "all") -> str:
        return self.child.query_text(match)


@dataclass(frozen=True, slots=True)
class Boost(_Wrapper):
    """The articles of `child`, its part of their score multiplied by `factor` (0.1 to 10)."""

    child: Node
    factor: float
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    @property
    def restricts(self) -> bool:
        return self.child.restricts

    def predicate(self) -> Predicate:
        inner = self.child.predicate()
        return Predicate(inner.verb, f"{inner.what} (weight {self.factor:g})")

    def query_text(self, match: Operator = "all") -> str:
        return f"{self.child.in_brackets_below(5, match)}^{self.factor:g}"
