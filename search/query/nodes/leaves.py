"""Words, phrases and patterns: the leaves of a query."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.query.nodes.base import (
    LABEL_FIELDS,
    LEAD_WORDS,
    NAME_FIELDS,
    NO_SPAN,
    Operator,
    Predicate,
    QueryNode,
    Span,
)

_IN_FIELD = {
    "title": " in the title",
    "text": " in the text",
    "lead": f" in the first {LEAD_WORDS} words",
    "hidden": " in what was hidden",
    None: "",
}


class _Leaf(QueryNode):
    """What leaves share. A field of None stands for title and text."""

    __slots__ = ()

    binding = 5

    if TYPE_CHECKING:

        @property
        def field(self) -> str | None: ...
        @property
        def span(self) -> Span: ...

    @property
    def marks(self) -> bool:
        return self.field not in LABEL_FIELDS

    @property
    def restricts(self) -> bool:
        return self.field in NAME_FIELDS

    def predicate(self) -> Predicate:
        if self.field in NAME_FIELDS:
            return Predicate("from" if self.field == "source" else "by", self._name())
        return Predicate("with", self._words() + _IN_FIELD[self.field])

    def query_text(self, match: Operator = "all") -> str:
        text = self.bare_text
        return self.prefix_text + (f'"{text}"' if " " in text else text)

    @property
    def bare_text(self) -> str:
        """The words as typed, without prefix and quotation marks."""
        raise NotImplementedError

    @property
    def prefix_text(self) -> str:
        """What stands before the words: the field, and `=` for exact ones."""
        return f"{self.field}:" if self.field else ""

    def _words(self) -> str:
        """Return the words as a sentence names them."""
        raise NotImplementedError

    def _name(self) -> str:
        return self._words()


class _Words(_Leaf):
    """What a term and a phrase share."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def text(self) -> str: ...
        @property
        def exact(self) -> bool: ...

    @property
    def bare_text(self) -> str:
        return self.text

    @property
    def prefix_text(self) -> str:
        return super().prefix_text + ("=" if self.exact else "")

    def _words(self) -> str:
        return f"{'exactly ' if self.exact else ''}“{self.text}”"

    def _name(self) -> str:
        return f"“{self.text}”"


@dataclass(frozen=True, slots=True)
class Term(_Words):
    """One word. `exact` asks for this form only, without stemming."""

    text: str
    field: str | None = None
    exact: bool = False
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    @property
    def is_plain_word(self) -> bool:
        return self.field is None and not self.exact


@dataclass(frozen=True, slots=True)
class Phrase(_Words):
    """Words that stand next to each other in this order."""

    text: str
    field: str | None = None
    exact: bool = False
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    def query_text(self, match: Operator = "all") -> str:
        return f'{self.prefix_text}"{self.text}"'

    def _words(self) -> str:
        kind = "the phrase " if " " in self.text else ""
        return f"{kind}{_Words._words(self)}"


@dataclass(frozen=True, slots=True)
class Prefix(_Leaf):
    """Words that begin with `text`, in their unstemmed form."""

    text: str
    field: str | None = None
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    @property
    def bare_text(self) -> str:
        return f"{self.text}*"

    def _words(self) -> str:
        return f"words that begin with “{self.text}”"


@dataclass(frozen=True, slots=True)
class Wildcard(_Leaf):
    """Words like `pattern`, unstemmed: `?` is one character, `*` any number."""

    pattern: str
    field: str | None = None
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    @property
    def bare_text(self) -> str:
        return self.pattern

    def _words(self) -> str:
        return f"words like “{self.pattern}”"


@dataclass(frozen=True, slots=True)
class Fuzzy(_Leaf):
    """Words at most `distance` (1 or 2) edits from `text`, unstemmed."""

    text: str
    distance: int = 1
    field: str | None = None
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    @property
    def bare_text(self) -> str:
        return f"{self.text}~{self.distance}"

    def _words(self) -> str:
        letters = "letter" if self.distance == 1 else "letters"
        return f"words within {self.distance} {letters} of “{self.text}”"
