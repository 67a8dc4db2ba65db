"""What all query nodes share: fields, spans, and the methods of a node."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, Self

if TYPE_CHECKING:
    from search.query.nodes import Node

#: Fields a reader can name. Words without a field are looked up in `TEXT_FIELDS`.
TEXT_FIELDS: tuple[Literal["title", "text"], ...] = ("title", "text")
NAME_FIELDS = ("source", "author")
#: Lines removed from an article's text: searched on request, never marked.
HIDDEN_FIELD = "hidden"
#: Fields whose words match as written and add no score.
LABEL_FIELDS = (*NAME_FIELDS, HIDDEN_FIELD)
#: The first words of a text, where news says what it is about: no field of its own.
LEAD_FIELD = "lead"
LEAD_WORDS = 100
FIELDS = (*TEXT_FIELDS, LEAD_FIELD, *LABEL_FIELDS)

#: What words side by side mean: all of them, or some.
Operator = Literal["all", "some"]


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the query text: code points, end exclusive."""

    start: int = 0
    end: int = 0


# Spans are not compared: two queries that mean the same are equal, wherever their words are.
NO_SPAN = Span()


class Predicate(NamedTuple):
    """What a node says of an article: `with`, `“summit” in the title`.

    `joins` is the kind of a group, which a larger group puts in brackets.
    """

    verb: str
    what: str
    joins: Literal["", "and", "or", "near"] = ""

    @property
    def is_negative(self) -> bool:
        return self.verb.startswith(("not", "without"))

    def __str__(self) -> str:
        return f"{self.verb} {self.what}".strip()


class QueryNode(ABC):
    """A part of a query: immutable, comparable, standard library only.

    `binding` orders nodes by how tightly their text binds; whatever holds a node with a
    lower one puts it in brackets.
    """

    __slots__ = ()

    binding: ClassVar[int] = 4

    @property
    def children(self) -> tuple[Node, ...]:
        """The nodes right below this one."""
        return ()

    @property
    def positive_children(self) -> tuple[Node, ...]:
        """The children that a matching article may match: those of Not never do."""
        return self.children

    def with_children(self, children: Sequence[Node]) -> Self:
        """Return this node with other children, as many as it has."""
        return self

    @property
    def marks(self) -> bool:
        """Whether the node as a whole marks words in an article: it is a clause then."""
        return False

    @property
    def is_plain_word(self) -> bool:
        """Whether the node is a word as typed, without field or sign."""
        return False

    @property
    def is_required(self) -> bool:
        """Whether the node, as a part of And, leaves out articles that it does not match."""
        return True

    @property
    def restricts(self) -> bool:
        """Whether the node narrows a search rather than naming words to look for."""
        return False

    @abstractmethod
    def predicate(self) -> Predicate:
        """Return what the node says of an article, in plain English."""

    def sentence(self) -> str:
        """Return one sentence on the articles that match the node."""
        return f"Articles {self.predicate()}.".replace("  ", " ")

    @abstractmethod
    def query_text(self, match: Operator = "all") -> str:
        """Return the query that is parsed to this node with `match`; "" where none is."""

    def in_brackets_below(self, binding: int, match: Operator = "all") -> str:
        """Return the query text, in brackets where this node binds less than `binding`."""
        text = self.query_text(match)
        return f"({text})" if self.binding < binding else text
