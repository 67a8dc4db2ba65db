"""What a leaf of the query looks for, word by word.

A leaf is a row of slots: it occurs where consecutive tokens are accepted by its slots,
one after another. Every engine and every test reads leaves here, so they agree.

    Term("talks")        stem  talk
    Phrase("U.S. talks") stem  us · talk
    Prefix("co-op")      exact co · op…
    Fuzzy("kyiv", 1)     exact kyiv~1
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from search.analysis import exact_terms, fold, query_terms
from search.query import LABEL_FIELDS, LEAD_FIELD, LEAD_WORDS, Fuzzy, Leaf, Phrase, Term, Wildcard

#: Stemmed terms and exact (folded) ones; both stand at the same positions.
Family = Literal["stem", "exact"]
TextField = Literal["title", "text"]

_TEXT_FIELDS: tuple[TextField, ...] = ("title", "text")
_WILDCARDS = re.compile(r"[?*]")


@dataclass(frozen=True, slots=True)
class Slot:
    """One word's place: the terms of `family` that may stand there.

    `kind` says how a term must relate to `text`: be it (`term`), begin with it (`prefix`),
    fit it as a pattern (`wildcard`), or be at most `distance` edits from it (`fuzzy`).
    """

    text: str
    kind: Literal["term", "prefix", "wildcard", "fuzzy"] = "term"
    family: Family = "exact"
    distance: int = 0

    @property
    def start(self) -> str:
        """What every accepted term begins with; "" where nothing is certain."""
        if self.kind == "fuzzy":
            return ""
        return _WILDCARDS.split(self.text)[0] if self.kind == "wildcard" else self.text

    def accepts(self) -> Callable[[str], bool]:
        """Return the test of a term of `family`."""
        if self.kind == "prefix":
            return lambda term: term.startswith(self.text)
        if self.kind == "wildcard":
            fits = _pattern(self.text).fullmatch
            return lambda term: fits(term) is not None
        if self.kind == "fuzzy":
            return lambda term: edits_within(self.text, term, self.distance)
        return lambda term: term == self.text


def slots(leaf: Leaf) -> tuple[Slot, ...]:
    """Return the slots of `leaf`; none where its text holds no word: it occurs nowhere.

    Words of label fields are names, and names are not stemmed.
    """
    if isinstance(leaf, Term | Phrase):
        exact = leaf.exact or leaf.field in LABEL_FIELDS
        family: Family = "exact" if exact else "stem"
        return tuple(Slot(term, family=family) for term in query_terms(leaf.text, exact=exact))
    if isinstance(leaf, Wildcard):
        return tuple(Slot(word, "wildcard") for word in _pattern_words(leaf.pattern))
    words = query_terms(leaf.text, exact=True)
    if isinstance(leaf, Fuzzy):
        return tuple(Slot(word, "fuzzy", distance=leaf.distance) for word in words)
    first = tuple(Slot(word) for word in words[:-1])
    return (*first, Slot(words[-1], "prefix")) if words else ()


def text_fields(leaf: Leaf) -> tuple[TextField, ...]:
    """Return the text fields in which `leaf` is looked for; none for a label's leaf."""
    if leaf.field is None:
        return _TEXT_FIELDS
    wanted = "text" if leaf.field == LEAD_FIELD else leaf.field
    return tuple(field for field in _TEXT_FIELDS if field == wanted)


def within_part(leaf: Leaf, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out the runs that are not in the part of a field that `leaf` names."""
    if leaf.field != LEAD_FIELD:
        return runs
    return [run for run in runs if run[1] <= LEAD_WORDS]


def occurrences_in(
    leaf: Leaf, *, stemmed: Sequence[str], exact: Sequence[str]
) -> list[tuple[int, int]]:
    """Return each (start, end) at which `leaf` stands in a row of tokens, given in both forms."""
    row = slots(leaf)
    rows = {"stem": stemmed, "exact": exact}
    accepted = [
        {at for at, term in enumerate(rows[slot.family]) if accepts(term)}
        for slot in row
        for accepts in (slot.accepts(),)
    ]
    return within_part(leaf, aligned(accepted))


def aligned(accepted: Sequence[Iterable[int]]) -> list[tuple[int, int]]:
    """Return (start, end) of the runs whose i-th position is among the i-th positions given."""
    if not accepted:
        return []
    starts = set(accepted[0])
    for shift, places in enumerate(accepted[1:], 1):
        starts &= {at - shift for at in places}
    return [(start, start + len(accepted)) for start in sorted(starts)]


@lru_cache(4096)
def label_holds(leaf: Leaf, label: str) -> bool:
    """Say whether a source's or author's name has the words of `leaf`, in a row."""
    names = exact_terms(label)
    return bool(occurrences_in(leaf, stemmed=names, exact=names))


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


def _pattern_words(pattern: str) -> list[str]:
    """Cut a pattern where a token would end, and fold the pieces."""
    kept = "".join(
        char if char in "?*_.,'’" or unicodedata.category(char)[0] in "LNM" else " "
        for char in pattern
    )
    return [word for word in map(fold, kept.split()) if word]


@lru_cache(256)
def _pattern(wildcard: str) -> re.Pattern[str]:
    """Return the expression for a pattern; each of its stars is tried but once a place.

    What stands between two stars is taken where it first fits, for good: if a later place
    would do, so does the first. Trying all of them takes for ever on `a?*a?*a?*`.
    """
    first, *others = (
        "".join("." if char == "?" else re.escape(char) for char in piece)
        for piece in re.split(r"\*+", wildcard)
    )
    if not others:
        return re.compile(first, re.DOTALL)
    between = "".join(f"(?>.*?{piece})" for piece in others[:-1])
    return re.compile(f"{first}{between}.*{others[-1]}", re.DOTALL)
