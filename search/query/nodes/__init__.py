"""The query as a tree of neutral nodes.

The parser makes these nodes from text, an engine compiles them to its own terms.
They hold words as the reader wrote them: analysis is the engine's first step.
Standard library only, so a query can be built, compared and stored anywhere.
"""

from __future__ import annotations

from search.query.nodes.base import (
    FIELDS,
    HIDDEN_FIELD,
    LABEL_FIELDS,
    LEAD_FIELD,
    LEAD_WORDS,
    NAME_FIELDS,
    TEXT_FIELDS,
    Operator,
    Span,
)
from search.query.nodes.groups import And, Boost, Not, Optional, Or
from search.query.nodes.leaves import Fuzzy, Phrase, Prefix, Term, Wildcard
from search.query.nodes.like import Like
from search.query.nodes.restrictions import (
    DateRange,
    Everything,
    Ids,
    Language,
    Length,
    Nothing,
    YearDay,
)
from search.query.nodes.synonyms import Synonyms
from search.query.nodes.windows import AtLeast, Near

__all__ = [
    "FIELDS",
    "HIDDEN_FIELD",
    "LABEL_FIELDS",
    "LEAD_FIELD",
    "LEAD_WORDS",
    "NAME_FIELDS",
    "TEXT_FIELDS",
    "And",
    "AtLeast",
    "Boost",
    "DateRange",
    "Everything",
    "Fuzzy",
    "Ids",
    "Language",
    "Leaf",
    "Length",
    "Like",
    "Near",
    "Node",
    "Not",
    "Nothing",
    "Operator",
    "Optional",
    "Or",
    "Phrase",
    "Prefix",
    "Span",
    "Synonyms",
    "Term",
    "Wildcard",
    "YearDay",
]

Leaf = Term | Phrase | Prefix | Wildcard | Fuzzy
Node = (
    Term | Phrase | Prefix | Wildcard | Fuzzy | Near | AtLeast | Length | YearDay | DateRange
    | Language | Ids | Like | And | Or | Not | Optional | Boost | Synonyms | Everything | Nothing
)  # fmt: skip
