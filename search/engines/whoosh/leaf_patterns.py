"""What a leaf of the query looks for, position by position.

A leaf is a row of term patterns: it occurs where consecutive tokens are accepted by its
patterns, one after another. Compiler and oracle of the tests both read leaves here.

    Term("talks")        stem  talk
    Phrase("U.S. talks") stem  us · talk
    Prefix("co-op")      exact co · op…
    Fuzzy("kyiv", 1)     exact kyiv~1
    Term("東京")          exact 東京 · any
    Term("京")            exact 京…

Words and phrases that are not exact have further rows, one for each other spelling:

    Term("covid19")      stem  covid19   or   stem covid · 19   or   joined covid19 (of 2 tokens)

A stemmed word represents its forms in every language: `StemPattern.terms` are its terms in
some languages; an article holds only the terms of its own language.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Literal, TypeGuard

from search.analysis.analyzer import (
    FormKind,
    query_forms,
    query_tokens,
    spelling,
)
from search.analysis.folding import fold
from search.analysis.joined_words import is_hyphenated
from search.analysis.letter_case import CAPITAL, CAPITALS, MIXED, SMALL, letter_case
from search.analysis.sentences import starts
from search.analysis.spelling_rows import (
    SpelledWord,
    SpellingRow,
    other_rows,
    solid_words,
    typed_row,
)
from search.analysis.stemming import (
    start_of_forms,
    stem,
    stemming_of,
    stemming_of_term,
    stems_of,
)
from search.engines.whoosh.columnar.query.term_pattern import Row, TermLookup, TermPattern
from search.engines.whoosh.columnar.query.window_runs import runs_in_one
from search.engines.whoosh.columnar.segment_reader import Group
from search.query.nodes import (
    LABEL_FIELDS,
    LEAD_FIELD,
    LEAD_WORDS,
    Fuzzy,
    Leaf,
    Node,
    Phrase,
    Prefix,
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

    #: Other words that are as good, folded.
    more: tuple[str, ...] = ()

    def terms(self, languages: Sequence[str]) -> Sequence[str]:
        found = _stems_in(self.form, tuple(languages))
        for form in self.more:
            found += _stems_in(form, tuple(languages))
        return found

    def accepts(self) -> Callable[[str], bool]:
        forms = (self.form, *self.more)
        return lambda term: any(term in stems_of(form, stemming_of_term(term)) for form in forms)

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


@dataclass(frozen=True, slots=True)
class JoinedPattern(StemPattern):
    """All forms of a solid word, where the text has it in `width` parts."""

    group: str = "joined"
    width: int = 2

    def terms(self, languages: Sequence[str]) -> Sequence[str]:
        return tuple(f"{self.width}{stem}" for stem in _stems_in(self.form, tuple(languages)))

    def accepts(self) -> Callable[[str], bool]:
        return lambda term: (
            term[:1] == str(self.width)
            and term[1:] in stems_of(self.form, stemming_of_term(term[1:]))
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


def patterns_of(leaf: Leaf) -> Row:
    """Return the patterns of `leaf`; none where its text holds no word: it occurs nowhere.

    Words of label fields are names, and names are not stemmed.
    """
    if _has_spellings(leaf):
        return tuple(map(_pattern, typed_row(leaf.text)))
    return _typed_patterns(leaf)


@dataclass(frozen=True, slots=True)
class OtherSpellings:
    """The rows of the other spellings of a word or phrase, made when they are looked for.

    `solid` are words that it makes with the word beside it (see `spelling_rows.solid_words`).
    """

    text: str
    solid: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Row]:
        return self._rows(other_rows(self.text))

    def likely(self, lookup: TermLookup) -> Iterator[Row]:
        """Yield the rows of which all terms may be in an index."""
        languages = lookup.languages
        stemmings = tuple(dict.fromkeys(map(stemming_of, languages))) or ("",)

        def known(word: SpelledWord) -> bool:
            if word.kind != "word" or word.accented:
                return True
            if word.is_exact:
                return lookup.may_hold("exact", word.forms[0])
            group: Group = "joined" if word.parts > 1 else "stem"
            start = str(word.parts) if word.parts > 1 else ""
            return any(
                lookup.may_hold(group, start + term)
                for stemming in stemmings
                for form in word.forms
                for term in stems_of(form, stemming)
            )

        return self._rows(other_rows(self.text, known))

    def _rows(self, found: Iterable[SpellingRow]) -> Iterator[Row]:
        for row in found:
            yield tuple(map(_pattern, row))
        for form in self.solid:
            yield (StemPattern(stem(form), form=form),)


def others_of(leaf: Leaf, solid: tuple[str, ...] = ()) -> OtherSpellings | None:
    """Return the other spellings of a leaf; of patterns and exact words there are none."""
    return OtherSpellings(leaf.text, solid) if _has_spellings(leaf) else None


def _has_spellings(leaf: Leaf) -> TypeGuard[Term | Phrase]:
    plain = isinstance(leaf, Term | Phrase) and not leaf.exact
    return plain and leaf.field not in LABEL_FIELDS


def _pattern(word: SpelledWord) -> TermPattern:
    if word.kind != "word":
        return _UNSPACED[word.kind](word.forms[0])
    if word.accented:
        return TermPattern(word.accented, "prefix", "spelled")
    form, *more = word.forms
    if word.is_exact:
        return TermPattern(form)
    if word.parts > 1:
        return JoinedPattern(stem(form), form=form, width=word.parts)
    return StemPattern(stem(form), form=form, more=tuple(more))


def _typed_patterns(leaf: Leaf) -> Row:
    if isinstance(leaf, Wildcard):
        return tuple(TermPattern(word, "wildcard") for word in _pattern_words(leaf.pattern))
    if isinstance(leaf, Term | Phrase) and leaf.exact and leaf.field not in LABEL_FIELDS:
        return literal_row(leaf.text)
    forms = query_forms(leaf.text)
    row = [_UNSPACED[kind](form) if kind != "word" else TermPattern(form) for form, kind in forms]
    if isinstance(leaf, Fuzzy):
        row = [
            TermPattern(form, "fuzzy", distance=leaf.distance) if kind == "word" else pattern
            for pattern, (form, kind) in zip(row, forms, strict=True)
        ]
    elif isinstance(leaf, Prefix) and forms and forms[-1][1] == "word":
        row[-1] = TermPattern(forms[-1][0], "prefix")
    return tuple(row)


def solid_with(nodes: Sequence[Node]) -> list[tuple[str, ...]]:
    """Return, for nodes that must all match, the solid words each makes with those beside it.

    `health care` finds healthcare, too: it stands for both words.
    """
    solid: list[tuple[str, ...]] = [() for _ in nodes]
    for at, (one, other) in enumerate(pairwise(nodes)):
        if _is_plain(one) and _is_plain(other) and one.field == other.field:
            found = solid_words(one.text, other.text)
            solid[at] += found
            solid[at + 1] += found
    return solid


def _is_plain(node: Node) -> TypeGuard[Term]:
    return isinstance(node, Term) and not node.exact and node.field not in LABEL_FIELDS


#: Of a word typed in small letters the first may be a capital, as where a sentence begins.
_CASES = {SMALL: (SMALL, CAPITAL, MIXED), CAPITAL: (CAPITAL,), CAPITALS: (CAPITALS,)}


def literal_row(text: str) -> Row:
    """Return the patterns of words that stand as they are typed.

    Capitals and accents mean just these; small letters mean no word all in capitals. A hyphen
    or an apostrophe is no blank.
    """
    row: list[TermPattern] = []
    tokens = query_tokens(text)
    for (form, kind, surface, gap), behind in zip_longest(tokens, tokens[1:]):
        if kind != "word":
            row.append(_UNSPACED[kind](form))
            continue
        beside = None
        if behind is not None and is_hyphenated(gap, surface, behind[2]):
            whole = form + behind[0]
            beside = JoinedPattern(stem(whole), form=whole)
        row.append(replace(_literal(form, surface), beside=beside))
    return tuple(row)


def _literal(form: str, surface: str) -> TermPattern:
    case, spelt = letter_case(surface), spelling(surface)
    if spelt:
        cases = () if case == MIXED else tuple(set(_CASES[case]) - {MIXED})
        return TermPattern(spelt, group="spelled", cases=cases)
    if case == SMALL:
        return TermPattern(form, cases=_CASES[case] if form.isalpha() else ())
    if case == MIXED:
        return TermPattern(form, cases=(MIXED,))
    accented = TermPattern(f"{form} ", "prefix", "spelled")
    return TermPattern(form, cases=_CASES[case], without=accented)


def is_common(literal: TermPattern) -> bool:
    """Return whether a literal word is in small letters without accents: what most are."""
    return literal.group == "exact" and literal.cases in ((), _CASES[SMALL])


def required(row: Sequence[TermPattern]) -> tuple[TermPattern, ...]:
    """Return the patterns of a row that must be looked up."""
    return tuple(pattern for pattern in row if pattern.kind != "any")


def text_fields(leaf: Leaf) -> tuple[TextField, ...]:
    """Return the text fields in which `leaf` is looked for; none for a label's leaf."""
    if leaf.field is None:
        return _TEXT_FIELDS
    wanted = "text" if leaf.field == LEAD_FIELD else leaf.field
    return tuple(field for field in _TEXT_FIELDS if field == wanted)


def sentence_bound(leaf: Leaf) -> bool:
    """Return whether a match lies within one sentence: not where the words typed are of several."""
    if not isinstance(leaf, Term | Phrase) or leaf.text.isalnum():
        return True
    return not starts(leaf.text, "sentence")


@dataclass(frozen=True, slots=True)
class TokenTerms:
    """The terms of a field's tokens by position, in each group; "" where a group has none.

    `borders` are the positions at which sentences begin, without the first.
    """

    stem: Sequence[str] = ()
    exact: Sequence[str] = ()
    spelled: Sequence[str] = ()
    joined: Sequence[str] = ()
    borders: Sequence[int] = ()
    cases: Sequence[int] = ()


def occurrences_in(
    leaf: Leaf, tokens: TokenTerms, solid: tuple[str, ...] = (), *, as_typed: bool = False
) -> list[tuple[int, int]]:
    """Return each (start, end) at which `leaf` occurs in a field, ascending.

    `solid` is as for `OtherSpellings`; none of these count where it must be `as_typed`.
    """
    runs: set[tuple[int, int]] = set()
    others = None if as_typed else others_of(leaf, solid)
    for row in (patterns_of(leaf), *(others or ())):
        runs.update(_row_runs(row, tokens))
    if leaf.field == LEAD_FIELD:
        runs = {run for run in runs if run[1] <= LEAD_WORDS}
    if sentence_bound(leaf):
        return runs_in_one([sorted(runs)], tokens.borders)
    return sorted(runs)


def _row_runs(row: Row, tokens: TokenTerms) -> list[tuple[int, int]]:
    """Return (start, end) of the runs whose terms the patterns of a row accept one by one."""
    found: set[int] | None = None
    shift = 0
    for pattern in row:
        if pattern.kind != "any":
            here = {at - shift for at in _places(pattern, tokens)}
            found = here if found is None else found & here
        shift += pattern.width
    return [(start, start + shift) for start in sorted(found or ())]


def _places(pattern: TermPattern, tokens: TokenTerms) -> set[int]:
    """Return the positions at which a pattern occurs."""
    accepts = pattern.accepts()
    found = {at for at, term in enumerate(getattr(tokens, pattern.group)) if accepts(term)}
    if pattern.cases:
        found = {at for at in found if tokens.cases[at] in pattern.cases}
    if pattern.without is not None:
        found -= _places(pattern.without, tokens)
    return found if pattern.beside is None else found & _places(pattern.beside, tokens)


def _pattern_words(pattern: str) -> list[str]:
    """Cut a pattern where a token would end, and fold the pieces."""
    kept = "".join(
        char if char in "?*_.,'’" or unicodedata.category(char)[0] in "LNM" else " "
        for char in pattern
    )
    return [word for word in map(fold, kept.split()) if word]
