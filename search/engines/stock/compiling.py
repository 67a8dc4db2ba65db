"""Query nodes to Whoosh queries: pure, so it can be asserted without an index.

Words with a pattern are expanded first, by what the index holds; `Expansions` carries the
outcome. Date ranges, numbers, names and everything below a Not add no score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from whoosh import query

from search.engines.stock.placing import Expansions, Often, Placed, Shared, Unscored, Weighted
from search.engines.stock.schema import TITLE_BOOST, WORD_FIELDS
from search.engines.term_matcher import TermMatcher, TextField, matchers_of, required, text_fields
from search.query.clauses import Clause
from search.query.nodes import (
    LABEL_FIELDS,
    LEAD_FIELD,
    And,
    AtLeast,
    Boost,
    DateRange,
    Everything,
    Ids,
    Leaf,
    Length,
    Like,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Term,
    YearDay,
    children,
)

# Whoosh's numbers have 32 bits.
_MOST_WORDS = 2**31 - 1

TEXT_FIELDS: tuple[TextField, ...] = ("title", "text")

_Unworded = Everything | Nothing | Ids | DateRange | YearDay | Length

#: Finds the terms of a Whoosh field that a matcher accepts.
Lexicon = Callable[[str, TermMatcher], tuple[str, ...]]


def expand(node: Node, lexicon: Lexicon) -> Expansions:
    """Look up every matcher of `node` that is not a plain term."""
    return {
        (name, matcher): lexicon(name, matcher)
        for leaf in leaves(node)
        for matcher in required(matchers_of(leaf))
        if not matcher.is_one_term
        for field in fields_of(leaf)
        for name in (WORD_FIELDS[field, matcher.family],)
    }


def compile_node(node: Node, expansions: Expansions) -> query.Query:
    """Return the Whoosh query for `node`."""
    if isinstance(node, And | Or):
        parts = [compile_node(child, expansions) for child in node.children]
        return _all_of(parts) if isinstance(node, And) else _any_of(parts)
    if isinstance(node, Not):
        return Unscored(compile_node(node.child, expansions), inverse=True)
    if isinstance(node, Boost):
        return Weighted(compile_node(node.child, expansions), node.factor)
    return _compile_clause(node, expansions)


def _compile_clause(node: Clause | _Unworded, expansions: Expansions) -> query.Query:
    if isinstance(node, Leaf):
        return _anywhere(node, expansions)
    if isinstance(node, Near | AtLeast):
        return _by_position(node, expansions)
    if isinstance(node, Like):
        parts = [Weighted(_anywhere(term, expansions), weight) for term, weight in _weighed(node)]
        return Shared(parts, max(node.least, 1), query.Term("id", str(node.article)))
    return _without_words(node)


def _weighed(node: Like) -> list[tuple[Term, float]]:
    return [(Term(word), weight) for word, weight in node.words]


def by_field(node: Clause, expansions: Expansions) -> Iterator[tuple[TextField, query.Query]]:
    """Yield the query of each text field; where a document fits `node`, they sum to its score."""
    if isinstance(node, Like):
        for field in TEXT_FIELDS:
            parts = [Weighted(_leaf(term, field, expansions), w) for term, w in _weighed(node)]
            yield field, _any_of(parts)
        return
    leaf = node.child if isinstance(node, AtLeast) else node
    for field in TEXT_FIELDS:
        if isinstance(leaf, Near):
            yield field, _near(leaf, field, expansions)
        elif field in text_fields(leaf):
            yield field, _leaf(leaf, field, expansions)


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the leaves of a tree."""
    if isinstance(node, Leaf):
        yield node
    if isinstance(node, Like):
        yield from node.terms
    for child in children(node):
        yield from leaves(child)


def fields_of(leaf: Leaf) -> tuple[str, ...]:
    """Return the fields in which `leaf` is looked for, a label's included."""
    return (leaf.field,) if leaf.field in LABEL_FIELDS else text_fields(leaf)


def words_of(matcher: TermMatcher, field: str, expansions: Expansions) -> tuple[str, ...]:
    """Return the terms that may stand in a matcher."""
    if matcher.is_one_term:
        return (matcher.text,)
    return expansions.get((WORD_FIELDS[field, matcher.family], matcher), ())


def _anywhere(leaf: Leaf, expansions: Expansions) -> query.Query:
    parts = _any_of([_leaf(leaf, field, expansions) for field in fields_of(leaf)])
    return Unscored(parts) if leaf.field in LABEL_FIELDS else parts


def _by_position(node: Near | AtLeast, expansions: Expansions) -> query.Query:
    if isinstance(node, Near):
        return _any_of([_near(node, field, expansions) for field in TEXT_FIELDS])
    if node.child.field in LABEL_FIELDS:
        return query.NullQuery
    candidates = _anywhere(node.child, expansions)
    return Often(candidates, node.child, fields_of(node.child), node.count, expansions)


def _without_words(node: _Unworded) -> query.Query:
    if isinstance(node, Nothing):
        return query.NullQuery
    return _everything() if isinstance(node, Everything) else Unscored(_of_columns(node))


def _leaf(leaf: Leaf, field: str, expansions: Expansions) -> query.Query:
    whole = matchers_of(leaf)
    row = required(whole)
    names = [WORD_FIELDS[field, matcher.family] for matcher in row]
    words = [words_of(matcher, field, expansions) for matcher in row]
    boost = TITLE_BOOST if field == "title" else 1.0
    if not all(words):
        return query.NullQuery
    partial = leaf.field == LEAD_FIELD
    plain = all(matcher.kind == "term" for matcher in whole) and all(
        len(some) == 1 for some in words
    )
    if len(row) > 1 and not partial and plain and len(set(names)) == 1:
        return query.Phrase(names[0], [word for (word,) in words], boost=boost)
    candidates = [
        _any_of([query.Term(name, word, boost=boost) for word in some])
        for name, some in zip(names, words, strict=True)
    ]
    if len(row) < 2 and not partial:
        return _any_of(candidates)
    return Placed(query.And(candidates), leaf, field, expansions)


def _near(node: Near, field: str, expansions: Expansions) -> query.Query:
    near = [
        child for child in node.children if isinstance(child, Leaf) and field in text_fields(child)
    ]
    if not near or len(near) < len(node.children):
        return query.NullQuery
    candidates = query.And([_leaf(child, field, expansions) for child in near])
    return Placed(candidates, node, field, expansions)


def _of_columns(node: Ids | DateRange | YearDay | Length) -> query.Query:
    if isinstance(node, Ids):
        return _any_of([query.Term("id", str(number)) for number in node.ids])
    if isinstance(node, YearDay):
        year_day = node.month * 100 + node.day
        return query.NumericRange("year_day", year_day, year_day)
    if isinstance(node, Length):
        most = None if node.most is None else min(node.most, _MOST_WORDS)
        return query.NumericRange("length", min(node.least, _MOST_WORDS), most)
    first = node.first.toordinal() if node.first else None
    last = node.last.toordinal() if node.last else None
    return query.And(
        [
            query.NumericRange("first_ordinal", first, None),
            query.NumericRange("last_ordinal", None, last),
        ]
    )


def _all_of(parts: list[query.Query]) -> query.Query:
    return query.And(parts) if parts else _everything()


def _any_of(parts: list[query.Query]) -> query.Query:
    found = [part for part in parts if part is not query.NullQuery]
    if not found:
        return query.NullQuery
    if len(found) == 1:
        return found[0]
    either = query.Or(found)
    # Whoosh's other union, chosen for small indexes, scores before it is asked to.
    either.matcher_type = query.Or.DEFAULT_MATCHER
    return either


def _everything() -> query.Query:
    return Unscored(query.Every())
