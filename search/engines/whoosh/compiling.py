"""The neutral nodes of a query to Whoosh queries. Pure: it needs no index.

To add an operator, give its node a function here and, where no query class says what it
means, a class in `columnar/query/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from whoosh.query import And as AllOf
from whoosh.query import AndMaybe, NullQuery, Query

from search.engines.base import QueryError
from search.engines.whoosh.columnar.query.boosted import Boosted
from search.engines.whoosh.columnar.query.compound import Complement, Union
from search.engines.whoosh.columnar.query.coordinated import Coordinated
from search.engines.whoosh.columnar.query.doc_queries import AllDocs, KeyQuery, LengthQuery
from search.engines.whoosh.columnar.query.min_frequency import MinFrequency
from search.engines.whoosh.columnar.query.min_should_match import MinShouldMatch
from search.engines.whoosh.columnar.query.multi_phrase import ExactForms, MultiPhrase
from search.engines.whoosh.columnar.query.near_query import NearQuery
from search.engines.whoosh.columnar.query.proximity_boost import ProximityBoost
from search.engines.whoosh.columnar.query.term_pattern import TermPattern
from search.engines.whoosh.columnar.segment_reader import Unit
from search.engines.whoosh.date_queries import DatesWithin, DayOfYear
from search.engines.whoosh.label_queries import LabelQuery, LanguageQuery
from search.engines.whoosh.leaf_patterns import (
    StemPattern,
    is_common,
    literal_row,
    others_of,
    patterns_of,
    sentence_bound,
    solid_with,
    text_fields,
)
from search.query.clauses import clause_numbers
from search.query.nodes import (
    LABEL_FIELDS,
    LEAD_FIELD,
    LEAD_WORDS,
    And,
    AtLeast,
    Boost,
    DateRange,
    Everything,
    Fuzzy,
    Ids,
    Language,
    Leaf,
    Length,
    Like,
    Near,
    Node,
    Not,
    Nothing,
    Optional,
    Or,
    Phrase,
    Prefix,
    Synonyms,
    Term,
    Wildcard,
    YearDay,
)
from search.query.traversal import visit

Numbers = Mapping[Node, int]

#: What a word that was added to the query counts, beside the one that was typed.
SYNONYM_WEIGHT = 0.5
#: With so many alternatives, documents with more of them come first.
COORDINATED = range(2, 5)
#: Patterns of few terms: reading where they occur is never cut short.
_CHEAP = ("term", "any")


@lru_cache(1024)
def compile_query(node: Node) -> Query:
    """Return the Whoosh query for `node`; its clauses are numbered as `clause_numbers` says.

    Equal nodes share one query object, so it must not be changed.
    """
    numbers = clause_numbers(node)
    query = _compiled(node, numbers)
    group = side_by_side(node)
    if group is None:
        return query
    words = plain_words(group)
    if isinstance(group, Or) and len(words) in COORDINATED and len(words) == len(group.children):
        query = Coordinated(query, tuple(_compiled(child, numbers) for child in group.children))
    phrases = [
        replace(phrase_of(word.term, word.solid), clause=numbers[word.clause]) for word in words
    ]
    told = tuple(phrase for phrase in phrases if _is_cheap(phrase))
    return ProximityBoost(query, told) if len(told) > 1 else query


def unranked(query: Query) -> Query:
    """Return a query that finds the same documents without what only orders them."""
    while isinstance(query, ProximityBoost | Coordinated):
        query = query.child
    return query


def side_by_side(node: Node) -> And | Or | None:
    """Return the group of a query's plain words in the order typed: all required, or alternatives.

    Words of a field, in groups beside others, and below a Not are left aside.
    """
    if isinstance(node, Or):
        return node
    if not isinstance(node, And):
        return None
    groups = [child for child in node.children if isinstance(child, And | Or)]
    if len(groups) == 1 and not plain_words(node):
        return side_by_side(groups[0])
    return node


class PlainWord(NamedTuple):
    """A word without a field, the clause it belongs to, and solid words as for `rows_of`."""

    term: Term
    clause: Node
    solid: tuple[str, ...] = ()


def plain_words(group: And | Or) -> tuple[PlainWord, ...]:
    """Return the words without a field that are parts of a group, weighted ones included."""
    solid = solid_with(group.children) if isinstance(group, And) else [()] * len(group.children)
    words = []
    for child, own in zip(group.children, solid, strict=True):
        bare = child.child if isinstance(child, Optional) else child
        bare = bare.child if isinstance(bare, Boost) else bare
        typed = bare.children[0] if isinstance(bare, Synonyms) else bare
        if isinstance(typed, Term) and typed.field is None:
            words.append(PlainWord(typed, bare, own if typed is child else ()))
    return tuple(words)


def _is_cheap(phrase: MultiPhrase) -> bool:
    return all(pattern.kind in _CHEAP for pattern in phrase.patterns)


def check_size(node: Node, max_clauses: int, max_depth: int) -> None:
    """Raise QueryError where a query is larger than the limits allow."""
    clauses = 0
    level: list[Node] = [node]
    for _ in range(max_depth + 1):
        if not level:
            return
        clauses += len(level)
        if clauses > 4 * max_clauses:
            raise QueryError(f"The query has too many parts (more than {max_clauses}).")
        level = [child for parent in level for child in parent.children]
    raise QueryError(f"The query is nested too deeply (more than {max_depth} levels).")


@lru_cache(4096)
def phrase_of(leaf: Leaf, solid: tuple[str, ...] = ()) -> MultiPhrase:
    """Return the query for a leaf of the text fields, as no clause.

    `solid` is as for `OtherSpellings`.
    """
    row = patterns_of(leaf)
    end = LEAD_WORDS if leaf.field == LEAD_FIELD else None
    unit: Unit | None = "sentence" if sentence_bound(leaf) else None
    plain = MultiPhrase(row, text_fields(leaf), end, others=others_of(leaf, solid), unit=unit)
    if type(leaf) is not Term or leaf.exact or any(part.kind != "term" for part in row):
        return plain
    if len(row) > 1:
        # A word with a hyphen ranks first where it stands so, or in two words.
        return replace(plain, forms=ExactForms(replace(plain, others=None)))
    return replace(plain, forms=_exact_forms(plain, leaf, row[0]))


def _exact_forms(plain: MultiPhrase, leaf: Term, pattern: TermPattern) -> ExactForms:
    """Return the very form of a word, and the spelling of it that was typed."""
    form = pattern.form if type(pattern) is StemPattern else pattern.text
    exact = replace(plain, patterns=(TermPattern(form),), others=None)
    (literal,) = literal_row(leaf.text)
    if not is_common(literal):
        return ExactForms(exact, spelled=_spelled(exact, literal))
    accented = TermPattern(f"{form} ", "prefix", "spelled")
    return ExactForms(exact, accented=_spelled(exact, accented))


def _spelled(exact: MultiPhrase, pattern: TermPattern) -> MultiPhrase:
    return replace(exact, patterns=(pattern,))


def _compiled(node: Node, numbers: Numbers) -> Query:
    return _COMPILERS[type(node)](node, numbers)


def _leaf(node: Leaf, numbers: Numbers, solid: tuple[str, ...] = ()) -> Query:
    if node.field in LABEL_FIELDS:
        return LabelQuery(node)
    return replace(phrase_of(node, solid), clause=numbers.get(node, 0))


def _near(node: Near, numbers: Numbers) -> Query:
    clause = numbers.get(node, 0)
    unit = None if node.unit == "word" else node.unit
    phrases = tuple(phrase_of(child) for child in node.children if type(child) in _LEAVES)
    if len(phrases) < len(node.children):
        return NullQuery
    return NearQuery(phrases, node.distance, node.ordered, unit, clause)


def _at_least(node: AtLeast, numbers: Numbers) -> Query:
    if node.child.field in LABEL_FIELDS:
        return NullQuery
    return MinFrequency(phrase_of(node.child), max(node.count, 1), numbers.get(node, 0))


def _and(node: And, numbers: Numbers) -> Query:
    solid = solid_with(node.children)
    parts = [
        _leaf(child, numbers, solid[at])
        if isinstance(child, Term) and solid[at]
        else _compiled(child, numbers)
        for at, child in enumerate(node.children)
        if not isinstance(child, Optional)
    ]
    wanted = AllOf(parts or [AllDocs()])
    for child in node.children:
        if isinstance(child, Optional):
            wanted = AndMaybe(wanted, _compiled(child.child, numbers))
    return wanted


def _or(node: Or, numbers: Numbers) -> Query:
    if not node.children:
        return NullQuery
    return Union([_compiled(child, numbers) for child in node.children])


def _not(node: Not, numbers: Numbers) -> Query:
    return Complement(_compiled(node.child, numbers))


def _optional(node: Optional, numbers: Numbers) -> Query:
    return AndMaybe(AllDocs(), _compiled(node.child, numbers))


def _boost(node: Boost, numbers: Numbers) -> Query:
    return Boosted(_compiled(node.child, numbers), node.factor)


def _like(node: Like, numbers: Numbers) -> Query:
    clause = numbers.get(node, 0)
    words = tuple(
        Boosted(replace(phrase_of(Term(word)), clause=clause), weight)
        for word, weight in node.words
    )
    alike = MinShouldMatch(words, node.min_terms)
    return AllOf([alike, Complement(KeyQuery((node.article,)))])


def _synonyms(node: Synonyms, numbers: Numbers) -> Query:
    # All that any of them marks belongs to the one clause.
    own = dict.fromkeys(visit(node), numbers.get(node, 0))
    typed, *others = (_compiled(child, own) for child in node.children)
    return Union([typed, *(Boosted(other, SYNONYM_WEIGHT) for other in others)])


_LEAVES = (Term, Phrase, Prefix, Wildcard, Fuzzy)
_COMPILERS: dict[type[Any], Callable[[Any, Numbers], Query]] = {
    **dict.fromkeys(_LEAVES, _leaf),
    Near: _near,
    AtLeast: _at_least,
    And: _and,
    Or: _or,
    Not: _not,
    Optional: _optional,
    Boost: _boost,
    Like: _like,
    Synonyms: _synonyms,
    DateRange: lambda node, _: DatesWithin(node.first, node.last),
    Language: lambda node, _: LanguageQuery(node),
    YearDay: lambda node, _: DayOfYear(node.month, node.day),
    Length: lambda node, _: LengthQuery(node.min_words, node.max_words),
    Ids: lambda node, _: KeyQuery(node.ids),
    Everything: lambda node, _: AllDocs(),
    Nothing: lambda node, _: NullQuery,
}
