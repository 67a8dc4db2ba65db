"""What a leaf of the query looks for, word by word.

A leaf is a row of matchers: it occurs where consecutive tokens are accepted by its matchers_of,
one after another. Every engine and every test reads leaves here, so they agree.

    Term("talks")        stem  talk
    Phrase("U.S. talks") stem  us · talk
    Prefix("co-op")      exact co · op…
    Fuzzy("kyiv", 1)     exact kyiv~1
    Term("東京")          exact 東京 · any
    Term("京")            exact 京…

A stemmed word stands for its forms in every language: `TermMatcher.terms` are its terms in some,
and in an article its terms in that article's language alone can stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from search.analysis.analyzer import FormKind, exact_terms, query_forms
from search.analysis.folding import fold
from search.analysis.stemming import start_of_forms, stem, stemming_of_term, stems_of
from search.query.nodes import (
    LABEL_FIELDS,
    LEAD_FIELD,
    LEAD_WORDS,
    Fuzzy,
    Leaf,
    Phrase,
    Term,
    Wildcard,
)

#: Stemmed terms and exact (folded) ones; both stand at the same positions.
Group = Literal["stem", "exact", "spelled"]
TextField = Literal["title", "text"]

_TEXT_FIELDS: tuple[TextField, ...] = ("title", "text")
_WILDCARDS = re.compile(r"[?*]")


@dataclass(frozen=True, slots=True)
class TermMatcher:
    """One word's place: the terms of `family` that may stand there.

    `kind` says how a term must relate to `text`: be it (`term`), begin with it (`prefix`),
    fit it as a pattern (`wildcard`), or be at most `distance` edits from it (`fuzzy`). The
    last character of an unspaced run may be `any`: the matcher before it has seen to it.

    Of a stemmed word, `text` is the English stem and `form` what was stemmed, folded; where
    there is a form, its stems in other languages are accepted too.
    """

    text: str
    kind: Literal["term", "prefix", "wildcard", "fuzzy", "any"] = "term"
    family: Group = "exact"
    distance: int = 0
    form: str = ""

    @property
    def start(self) -> str:
        """What every accepted term begins with; "" where nothing is certain."""
        if self.kind == "fuzzy":
            return ""
        return _WILDCARDS.split(self.text)[0] if self.kind == "wildcard" else self.text

    @property
    def is_one_term(self) -> bool:
        """Say whether `text` is the only term that may stand there, in every language."""
        return self.kind == "term" and not self.form

    def terms(self, stemmings: Iterable[str]) -> list[str]:
        """Return the terms of a matcher of kind `term`, by the stemmings of some languages."""
        if not self.form:
            return [self.text]
        return [term for stemming in stemmings for term in stems_of(self.form, stemming)]

    def accepts(self) -> Callable[[str], bool]:
        """Return the test of a term of `family`."""
        if self.kind == "any":
            return lambda _: True
        if self.kind == "prefix":
            return lambda term: term.startswith(self.text)
        if self.kind == "wildcard":
            fits = _pattern(self.text).fullmatch
            return lambda term: fits(term) is not None
        if self.kind == "fuzzy":
            return lambda term: edits_within(self.text, term, self.distance)
        if not self.form:
            return lambda term: term == self.text
        return lambda term: term in self.terms((stemming_of_term(term),))

    def beginning(self, stemmings: Collection[str]) -> str:
        """Return what a form of this stemmed word must begin with, to be named as such."""
        if not any(stemmings):
            return start_of_forms(self.text)
        stems = [term.rpartition(":")[2] for term in self.terms(stemmings)]
        alike = len(self.form)
        while not all(stem.startswith(self.form[:alike]) for stem in stems):
            alike -= 1
        return self.form[: alike - 1 if alike > 2 else max(1, len(self.form) - 2)]

    def is_form(self, word: str, stemmings: Collection[str]) -> bool:
        """Say whether a folded word is a form of this stemmed one, in one of some languages."""
        return word.startswith(self.beginning(stemmings)) and any(
            not set(stems_of(word, stemming)).isdisjoint(stems_of(self.form, stemming))
            for stemming in stemmings
        )


#: A pair is a term; a single character stands where each term stands that begins with it.
_UNSPACED: Mapping[FormKind, Callable[[str], TermMatcher]] = {
    "pair": TermMatcher,
    "single": lambda form: TermMatcher(form, "prefix"),
    "rest": lambda form: TermMatcher("", "any"),
}


def matchers_of(leaf: Leaf) -> tuple[TermMatcher, ...]:
    """Return the matchers of `leaf`; none where its text holds no word: it occurs nowhere.

    Words of label fields are names, and names are not stemmed.
    """
    if isinstance(leaf, Wildcard):
        return tuple(TermMatcher(word, "wildcard") for word in _pattern_words(leaf.pattern))
    forms = query_forms(leaf.text)
    row = [_UNSPACED[kind](form) if kind != "word" else TermMatcher(form) for form, kind in forms]
    if isinstance(leaf, Term | Phrase):
        if not leaf.exact and leaf.field not in LABEL_FIELDS:
            row = [
                TermMatcher(stem(form), family="stem", form=form) if kind == "word" else matcher
                for matcher, (form, kind) in zip(row, forms, strict=True)
            ]
    elif isinstance(leaf, Fuzzy):
        row = [
            TermMatcher(form, "fuzzy", distance=leaf.distance) if kind == "word" else matcher
            for matcher, (form, kind) in zip(row, forms, strict=True)
        ]
    elif forms and forms[-1][1] == "word":
        row[-1] = TermMatcher(forms[-1][0], "prefix")
    return tuple(row)


def required(row: Sequence[TermMatcher]) -> tuple[TermMatcher, ...]:
    """Return the matchers of a row that must be looked for."""
    return tuple(matcher for matcher in row if matcher.kind != "any")


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
    rows = {"stem": stemmed, "exact": exact}
    accepted: list[set[int] | None] = []
    for matcher in matchers_of(leaf):
        accepts = matcher.accepts()
        held = {at for at, term in enumerate(rows[matcher.family]) if accepts(term)}
        accepted.append(None if matcher.kind == "any" else held)
    return within_part(leaf, aligned(accepted))


def aligned(accepted: Sequence[Iterable[int] | None]) -> list[tuple[int, int]]:
    """Return (start, end) of the runs whose i-th position is among the i-th positions given.

    None stands for any position; it is never the first.
    """
    if not accepted:
        return []
    starts = set(accepted[0] or ())
    for shift, places in enumerate(accepted[1:], 1):
        if places is not None:
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
