"""Which terms of a posting group one position of a query accepts.

`kind` says how a term must relate to `text`: be it (`term`), begin with it (`prefix`), fit it
as a pattern (`wildcard`: `?` is one character, `*` any number), or be at most `distance` edits
from it (`fuzzy`). A position of kind `any` accepts every term; it is never looked up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

from search.engines.whoosh.columnar.segment_reader import Group

PatternKind = Literal["term", "prefix", "wildcard", "fuzzy", "any"]

_WILDCARDS = re.compile(r"[?*]")


@dataclass(frozen=True, slots=True)
class TermPattern:
    """The terms of `group` that may occur at one position. See the module."""

    text: str
    kind: PatternKind = "term"
    group: str = "exact"
    distance: int = 0
    #: How many tokens a term of the group stands for.
    width: int = 1
    #: The letter cases its tokens may have (see `SegmentReader.cases`); any where there are none.
    cases: tuple[int, ...] = ()
    #: What must not occur where this does, and what must begin there.
    without: TermPattern | None = None
    beside: TermPattern | None = None

    @property
    def start(self) -> str:
        """What every accepted term begins with; "" where nothing is certain."""
        if self.kind == "fuzzy":
            return ""
        return _WILDCARDS.split(self.text)[0] if self.kind == "wildcard" else self.text

    @property
    def is_narrowed(self) -> bool:
        """Say whether more than its terms decides where it occurs."""
        return bool(self.cases) or self.without is not None or self.beside is not None

    @property
    def is_one_term(self) -> bool:
        """Say whether `text` is the only term accepted, whatever the language of a document."""
        return self.kind == "term"

    def terms(self, languages: Sequence[str]) -> Sequence[str]:
        """Return the terms of a pattern of kind `term`, in documents of some languages."""
        return (self.text,)

    def accepts(self) -> Callable[[str], bool]:
        """Return the test of a term."""
        if self.kind == "any":
            return lambda _: True
        if self.kind == "prefix":
            return lambda term: term.startswith(self.text)
        if self.kind == "wildcard":
            fits = wildcard_expression(self.text).fullmatch
            return lambda term: fits(term) is not None
        if self.kind == "fuzzy":
            return lambda term: edits_within(self.text, term, self.distance)
        return lambda term: term == self.text


#: Patterns of consecutive terms.
Row = tuple[TermPattern, ...]


class TermLookup(Protocol):
    """What tells which terms an index may hold."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its documents."""

    def may_hold(self, group: Group, term: str) -> bool:
        """Say whether a term may be in a group; False is certain."""


class OtherRows(Protocol):
    """Rows of other spellings. They are compared by what they are spellings of."""

    def __iter__(self) -> Iterator[Row]:
        """Yield all."""

    def likely(self, lookup: TermLookup) -> Iterator[Row]:
        """Yield those that may occur in an index, and perhaps others."""


def edits_within(one: str, other: str, limit: int) -> bool:
    """Say whether at most `limit` insertions, deletions and substitutions part two words.

    Levenshtein's distance by its usual recurrence (Wagner & Fischer 1974), one row kept;
    a swap of two letters counts as two edits.
    """
    if abs(len(one) - len(other)) > limit:
        return False
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
        if min(row) > limit:
            return False
    return row[-1] <= limit


@lru_cache(256)
def wildcard_expression(wildcard: str) -> re.Pattern[str]:
    """Return the expression for a wildcard; each of its stars is tried once at each position.

    The piece between two stars is matched where it first fits and never tried again: if a
    later position would do, so does the first. Trying all takes exponential time on
    `a?*a?*a?*`.
    """
    first, *others = (
        "".join("." if char == "?" else re.escape(char) for char in piece)
        for piece in re.split(r"\*+", wildcard)
    )
    if not others:
        return re.compile(first, re.DOTALL)
    between = "".join(f"(?>.*?{piece})" for piece in others[:-1])
    return re.compile(f"{first}{between}.*{others[-1]}", re.DOTALL)
