"""What a leaf of the query looks for, position by position.

A leaf is a row of term patterns: it occurs where consecutive tokens are accepted by its
patterns, one after another. Compiler and oracle of the tests both read leaves here.

    Term("talks")        stem  talk
    Phrase("U.S. talks") stem  us · talk
    Prefix("co-op")      exact co · op…
    Fuzzy("kyiv", 1)     exact kyiv~1
    Term("東京")          exact 東京 · any
    Term("京")            exact 京…

A stemmed word represents its forms in every language: `StemPattern.terms` are its terms in
some languages; an article holds only the terms of its own language.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from search.analysis.analyzer import FormKind, exact_terms, query_forms
from search.analysis.folding import fold
from search.analysis.stemming import (
    start_of_forms,
    stem,
    stemming_of,
    stemming_of_term,
    stems_of,
)
from search.engines.whoosh.columnar.query.term_pattern import TermPattern
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

TextField = Literal["title", "text"]

_TEXT_FIELDS: tuple[TextField, ...] = ("title", "text")


@dataclass(frozen=True, slots=True)
class StemPattern(TermPattern):
    """All forms of a word: `text` is its English stem, `form` the folded word itself."""

    group: str = "stem"
    form: str = ""

    @property
    def is_one_term(self) -> bool:
        return False

    def terms(self, languages: Sequence[str]) -> Sequence[str]:
        return _stems_in(self.form, tuple(languages))

    def accepts(self) -> Callable[[str], bool]:
        return lambda term: term in stems_of(self.form, stemming_of_term(term))

    def beginning(self, languages: Sequence[str]) -> str:
        """Return what a form of this word must begin with, to be named as such."""
        if not any(map(stemming_of, languages)):
            return start_of_forms(self.text)
        stems = [term.rpartition(":")[2] for term in self.terms(languages)]
        alike = len(self.form)
        while not all(stem.startswith(self.form[:alike]) for stem in stems):
            alike -= 1
        return self.form[: alike - 1 if alike > 2 else max(1, len(self.form) - 2)]

    def is_form(self, word: str, languages: Collection[str]) -> bool:
        """Say whether a folded word is a form of this one, in one of some languages."""
        return word.startswith(self.beginning(tuple(languages))) and any(
            not set(stems_of(word, stemming)).isdisjoint(stems_of(self.form, stemming))
            for stemming in set(map(stemming_of, languages))
        )


@lru_cache(1 << 14)
def _stems_in(form: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    stemmings = sorted(set(map(stemming_of, languages))) or [""]
    return tuple(term for stemming in stemmings for term in stems_of(form, stemming))


#: A pair is a term; a single character matches each term that begins with it.
_UNSPACED: Mapping[FormKind, Callable[[str], TermPattern]] = {
    "pair": TermPattern,
    "single": lambda form: TermPattern(form, "prefix"),
    "rest": lambda form: TermPattern("", "any"),
}


def patterns_of(leaf: Leaf) -> tuple[TermPattern, ...]:
    """Return the patterns of `leaf`; none where its text holds no word: it occurs nowhere.

    Words of label fields are names, and names are not stemmed.
    """
    if isinstance(leaf, Wildcard):
        return tuple(TermPattern(word, "wildcard") for word in _pattern_words(leaf.pattern))
    forms = query_forms(leaf.text)
    row = [_UNSPACED[kind](form) if kind != "word" else TermPattern(form) for form, kind in forms]
    if isinstance(leaf, Term | Phrase):
        if not leaf.exact and leaf.field not in LABEL_FIELDS:
            row = [
                StemPattern(stem(form), form=form) if kind == "word" else pattern
                for pattern, (form, kind) in zip(row, forms, strict=True)
            ]
    elif isinstance(leaf, Fuzzy):
        row = [
            TermPattern(form, "fuzzy", distance=leaf.distance) if kind == "word" else pattern
            for pattern, (form, kind) in zip(row, forms, strict=True)
        ]
    elif forms and forms[-1][1] == "word":
        row[-1] = TermPattern(forms[-1][0], "prefix")
    return tuple(row)


def required(row: Sequence[TermPattern]) -> tuple[TermPattern, ...]:
    """Return the patterns of a row that must be looked up."""
    return tuple(pattern for pattern in row if pattern.kind != "any")


def text_fields(leaf: Leaf) -> tuple[TextField, ...]:
    """Return the text fields in which `leaf` is looked for; none for a label's leaf."""
    if leaf.field is None:
        return _TEXT_FIELDS
    wanted = "text" if leaf.field == LEAD_FIELD else leaf.field
    return tuple(field for field in _TEXT_FIELDS if field == wanted)


def occurrences_in(
    leaf: Leaf, *, stemmed: Sequence[str], exact: Sequence[str]
) -> list[tuple[int, int]]:
    """Return each (start, end) at which `leaf` occurs in a row of tokens, given in both forms."""
    rows = {"stem": stemmed, "exact": exact}
    accepted: list[set[int] | None] = []
    for pattern in patterns_of(leaf):
        accepts = pattern.accepts()
        held = {at for at, term in enumerate(rows[pattern.group]) if accepts(term)}
        accepted.append(None if pattern.kind == "any" else held)
    runs = _aligned(accepted)
    return [run for run in runs if run[1] <= LEAD_WORDS] if leaf.field == LEAD_FIELD else runs


def _aligned(accepted: Sequence[Iterable[int] | None]) -> list[tuple[int, int]]:
    """Return (start, end) of the runs whose i-th position is among the i-th positions given.

    None means any position; it is never the first.
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


def _pattern_words(pattern: str) -> list[str]:
    """Cut a pattern where a token would end, and fold the pieces."""
    kept = "".join(
        char if char in "?*_.,'’" or unicodedata.category(char)[0] in "LNM" else " "
        for char in pattern
    )
    return [word for word in map(fold, kept.split()) if word]
