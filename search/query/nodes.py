"""The query as a tree of neutral nodes.

The parser makes these nodes from text, an engine compiles them to its own terms.
They hold words as the reader wrote them: analysis is the engine's first step.
Standard library only, so a query can be built, compared and stored anywhere.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Literal

#: Fields a reader can name. Words without a field are looked for in `TEXT_FIELDS`.
TEXT_FIELDS: tuple[Literal["title", "text"], ...] = ("title", "text")
NAME_FIELDS = ("source", "author")
#: What was taken out of an article as not its own: found on request, never marked.
HIDDEN_FIELD = "hidden"
#: Fields whose words match as written and add no score.
LABEL_FIELDS = (*NAME_FIELDS, HIDDEN_FIELD)
#: The first words of a text, where news says what it is about: no field of its own.
LEAD_FIELD = "lead"
LEAD_WORDS = 100
FIELDS = (*TEXT_FIELDS, LEAD_FIELD, *LABEL_FIELDS)


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the query text: code points, end exclusive."""

    start: int = 0
    end: int = 0


# Spans take no part in comparing: two queries that mean the same are equal,
# wherever their words stand.
_NOWHERE = Span()


@dataclass(frozen=True, slots=True)
class Term:
    """One word. `exact` asks for this form only, without stemming."""

    text: str
    field: str | None = None
    exact: bool = False
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other in this order."""

    text: str
    field: str | None = None
    exact: bool = False
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """All of `children` (Term, Phrase, Prefix, Wildcard, Fuzzy) within `distance` words.

    The distance is that of Lucene's unordered span query: the window holding one match
    of each child spans at most `distance` words besides the matches themselves. With another
    `unit` they stand in one sentence or paragraph, however long and in any order; a title
    is one of each.
    """

    children: tuple[Node, ...]
    distance: int
    ordered: bool = False
    unit: Literal["word", "sentence", "paragraph"] = "word"
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with `text`, in their unstemmed form."""

    text: str
    field: str | None = None
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Words like `pattern`, unstemmed: `?` is one character, `*` any number."""

    pattern: str
    field: str | None = None
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words at most `distance` (1 or 2) edits from `text`, unstemmed."""

    text: str
    distance: int = 1
    field: str | None = None
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`child` stands in an article, title and text together, at least `count` times."""

    child: Leaf
    count: int
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Length:
    """Articles whose text has `least` to `most` words, both included; None is open."""

    least: int
    most: int | None
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class YearDay:
    """Articles dated to this day of any year."""

    month: int
    day: int
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class DateRange:
    """Articles whose whole date lies from `first` to `last`, both included; None is open."""

    first: dt.date | None
    last: dt.date | None
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Ids:
    """The articles with these numbers."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Like:
    """Articles like `article`, which is none of them: `least` of its words stand in each.

    `words` are its distinctive ones, each with the weight (above 0) that its score has here.
    `search.results.more_like_this` finds them before an engine is asked; without them, no
    article is like it. `title` is for display only.
    """

    article: int
    words: tuple[tuple[str, float], ...] = ()
    least: int = 1
    title: str = dataclasses.field(default="", compare=False)
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words as they are looked for: in all their forms, in title and text."""
        return tuple(Term(word) for word, _ in self.words)


@dataclass(frozen=True, slots=True)
class And:
    children: tuple[Node, ...]
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    children: tuple[Node, ...]
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """All articles but those of `child`; never scored, never marked."""

    child: Node
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Boost:
    """The articles of `child`, its part of their score multiplied by `factor` (0.1 to 10)."""

    child: Node
    factor: float
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles, each with score 0."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


Leaf = Term | Phrase | Prefix | Wildcard | Fuzzy
Node = (
    Term | Phrase | Prefix | Wildcard | Fuzzy | Near | AtLeast | Length | YearDay | DateRange
    | Ids | Like | And | Or | Not | Boost | Everything | Nothing
)  # fmt: skip
Operator = Literal["all", "some"]


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below `node`."""
    if isinstance(node, And | Or | Near):
        return node.children
    return (node.child,) if isinstance(node, Not | AtLeast | Boost) else ()
