"""The tokens of a query. Standard library only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from search.query.nodes import Span

TokenKind = Literal[
    "word", "phrase", "range", "prefix", "open", "close", "and", "or", "not", "near"
]

#: What can stand as an operand, or begin one.
OPERANDS: Collection[TokenKind] = ("word", "phrase", "range")
STARTS: Collection[TokenKind] = (*OPERANDS, "prefix", "open", "not")
ENDS: Collection[TokenKind] = (*OPERANDS, "close")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query.

    `text` is a word as written, a phrase without its quotes, the canonical name of a
    prefix operator, or a range as `first TO last`. `suffix` is what clings to a closing
    quote: `~5`. `boost` is the factor after a word, a phrase or a closing parenthesis: `^2`.
    """

    kind: TokenKind
    text: str
    span: Span
    suffix: str = ""
    boost: float = 1.0
