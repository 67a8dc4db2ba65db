"""Whether one article matches a query, and where.

The meaning of every query node, written for reading rather than speed. Engines call it
for the hits of a page, with positions from their postings; tests call it for every
document of a corpus and hold the engines to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from search.analysis.analyzer import exact_terms, joined_terms, spelling, surfaces, terms
from search.analysis.letter_case import letter_case
from search.analysis.sentences import Unit, starts
from search.engines.base import Document, Match, labels_in
from search.engines.whoosh.columnar.query.window_runs import Run, near_runs, runs_in_one
from search.engines.whoosh.label_facets import label_holds
from search.engines.whoosh.leaf_patterns import (
    TextField,
    TokenTerms,
    occurrences_in,
    solid_with,
    text_fields,
)
from search.query.clauses import clause_numbers
from search.query.nodes import (
    LABEL_FIELDS,
    TEXT_FIELDS,
    And,
    AtLeast,
    Boost,
    DateRange,
    Everything,
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
    Synonyms,
    YearDay,
)
from search.query.traversal import visit

#: The (start, end) token positions of a leaf in a text field, ascending, not joined; also
#: those of the solid words that it makes with the words beside it.
Occurrences = Callable[..., Sequence[Run]]
#: The positions in a text field at which a sentence or paragraph begins, ascending, without 0.
Borders = Callable[[Unit, TextField], Sequence[int]]
#: Answers what needs no positions: DateRange, YearDay, Length, Ids, leaves of a label field.
Holds = Callable[[Node], bool]
#: The number of each clause of the query.
Numbers = Mapping[Node, int]
Outcome = tuple[bool, tuple[Match, ...]]

_NO = (False, ())


@dataclass(frozen=True, slots=True)
class Places:
    """What there is to know of one article."""

    occurrences: Occurrences
    borders: Borders
    holds: Holds


def matches(node: Node, places: Places, numbers: Numbers | None = None) -> Outcome:
    """Say whether an article matches `node`, and where: title first, ascending, joined.

    A node that does not match marks nothing, nor does anything below a Not. `numbers` are
    the `clause_numbers` of `node`, for those who ask about many articles.
    """
    numbers = clause_numbers(node) if numbers is None else numbers
    matched, found = _evaluate(node, places, numbers)
    return (True, joined(found)) if matched else _NO


def joined(found: Iterable[Match]) -> tuple[Match, ...]:
    """Put matches in reading order, title first; make one of those that overlap.

    It belongs to all the clauses that they belong to.
    """
    result: list[Match] = []
    for match in sorted(found, key=lambda m: (TEXT_FIELDS.index(m.field), m.start, m.end)):
        last = result[-1] if result else None
        if last and last.field == match.field and match.start < last.end:
            clauses = tuple(sorted({*last.clauses, *match.clauses}))
            result[-1] = Match(last.field, last.start, max(last.end, match.end), clauses)
        else:
            result.append(match)
    return tuple(result)


def brute_force(document: Document, node: Node) -> Outcome:
    """Say whether `document` matches and where, by looking at every one of its tokens."""

    def occurrences(leaf: Leaf, field: TextField, solid: tuple[str, ...] = ()) -> Sequence[Run]:
        return occurrences_in(leaf, token_terms(document, field), solid)

    def borders(unit: Unit, field: TextField) -> Sequence[int]:
        return starts(document.text, unit) if field == "text" else ()

    def holds(node: Node) -> bool:
        return document_holds(document, node)

    return matches(node, Places(occurrences, borders, holds))


def document_holds(document: Document, node: Node) -> bool:
    """Answer DateRange, YearDay, Length, Language, Ids and a label's leaf for a document."""
    if isinstance(node, Ids):
        return document.id in node.ids
    if isinstance(node, DateRange | YearDay):
        first, last = document.first_day, document.last_day
        if first is None or last is None:
            return False
        return dates_hold(node, first.toordinal(), last.toordinal())
    if isinstance(node, Length):
        return length_holds(node, len(surfaces(document.text)))
    if isinstance(node, Leaf) and node.field in LABEL_FIELDS:
        labels = labels_in(node.field, getattr(document, node.field))
        return any(label_holds(node, label) for label in labels)
    return isinstance(node, Language) and node.holds(document.lang)


def length_holds(node: Length, words: int) -> bool:
    """Answer for a text of so many words."""
    return node.min_words <= words and (node.max_words is None or words <= node.max_words)


def dates_hold(node: DateRange | YearDay, first: int, last: int) -> bool:
    """Answer for a date known to lie from one ordinal to the other; 0 is undated."""
    if not first:
        return False
    if isinstance(node, YearDay):
        day = dt.date.fromordinal(first)
        return first == last and (day.month, day.day) == (node.month, node.day)
    earliest, latest = node.first or dt.date.min, node.last or dt.date.max
    return earliest.toordinal() <= first and last <= latest.toordinal()


def _evaluate(node: Node, places: Places, numbers: Numbers) -> tuple[bool, Iterable[Match]]:
    if isinstance(node, And | Or | Not | Optional | Boost | Synonyms):
        return _evaluate_group(node, places, numbers)
    clause = (numbers[node],) if node in numbers else ()
    if isinstance(node, Near):
        return _evaluate_near(node, places, clause)
    if isinstance(node, Like):
        return _evaluate_like(node, places, clause)
    return _evaluate_leaf(node, places, clause)


def _evaluate_leaf(
    node: Node, places: Places, clause: tuple[int, ...], solid: tuple[str, ...] = ()
) -> tuple[bool, Iterable[Match]]:
    least = node.count if isinstance(node, AtLeast) else 1
    leaf = node.child if isinstance(node, AtLeast) else node
    if isinstance(leaf, Leaf) and (leaf is not node or leaf.field not in LABEL_FIELDS):
        found = [
            Match(field, *run, clause)
            for field in text_fields(leaf)
            for run in places.occurrences(leaf, field, solid)
        ]
        return len(found) >= max(least, 1), found
    if isinstance(node, Everything | Nothing):
        return isinstance(node, Everything), ()
    return places.holds(node), ()


def _evaluate_group(
    node: And | Or | Not | Optional | Boost | Synonyms, places: Places, numbers: Numbers
) -> tuple[bool, Iterable[Match]]:
    if isinstance(node, Boost):
        return _evaluate(node.child, places, numbers)
    if isinstance(node, Optional):
        hit, marks = _evaluate(node.child, places, numbers)
        return True, marks if hit else ()
    if isinstance(node, Not):
        return not _evaluate(node.child, places, numbers)[0], ()
    if isinstance(node, Synonyms):
        # All that any of them marks belongs to the one clause.
        numbers = dict.fromkeys(visit(node), numbers[node]) if node in numbers else {}
    solid = solid_with(node.children) if isinstance(node, And) else [()] * len(node.children)
    parts = [
        _evaluate_leaf(child, places, (numbers[child],) if child in numbers else (), words)
        if words
        else _evaluate(child, places, numbers)
        for child, words in zip(node.children, solid, strict=True)
    ]
    met = (all if isinstance(node, And) else any)(part[0] for part in parts)
    return met, chain.from_iterable(marks for hit, marks in parts if hit)


def _evaluate_near(
    node: Near, places: Places, clause: tuple[int, ...]
) -> tuple[bool, Iterable[Match]]:
    """All children in one field; a child that is no leaf of a text field stands nowhere."""
    found: list[Match] = []
    for field in TEXT_FIELDS:
        children = [
            places.occurrences(child, field)
            if isinstance(child, Leaf) and field in text_fields(child)
            else ()
            for child in node.children
        ]
        if node.unit == "word":
            runs = near_runs(children, node.distance, ordered=node.ordered)
        else:
            runs = runs_in_one(children, places.borders(node.unit, field))
        found.extend(Match(field, *run, clause) for run in runs)
    return bool(found), found


def _evaluate_like(
    node: Like, places: Places, clause: tuple[int, ...]
) -> tuple[bool, Iterable[Match]]:
    """Enough of the words, each standing somewhere; all of their places are marked."""
    found = [
        [
            Match(field, *run, clause)
            for field in TEXT_FIELDS
            for run in places.occurrences(t, field)
        ]
        for t in node.terms
    ]
    shared = sum(map(bool, found))
    enough = shared >= max(node.min_terms, 1)
    return enough and not places.holds(Ids((node.article,))), chain.from_iterable(found)


def token_terms(document: Document, field: str) -> TokenTerms:
    """Return the terms of one field of a document, position by position."""
    text = document.title if field == "title" else document.text
    return _token_terms(text, document.lang, field == "text")


@lru_cache(4096)
def _token_terms(text: str, language: str, has_sentences: bool) -> TokenTerms:
    return TokenTerms(
        stem=terms(text, language),
        exact=exact_terms(text, language),
        spelled=[spelling(token) for token in surfaces(text)],
        joined=joined_terms(text, language),
        borders=starts(text, "sentence") if has_sentences else (),
        cases=list(map(letter_case, surfaces(text))),
    )
