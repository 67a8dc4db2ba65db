"""Words of the index by how many articles hold them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.analysis.analyzer import is_unspaced
from search.engines.base import WordCounts
from search.engines.term_matcher import Group, TermMatcher, matchers_of, required
from search.engines.whoosh.columnar.postings.byte_cache import row_of
from search.engines.whoosh.columnar.postings.docset import DocSet, listed
from search.engines.whoosh.columnar.postings.search_limits import Budget
from search.engines.whoosh.columnar.postings.term_dictionary import FieldFreqs
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.columnar.search.query_execution import QueryExecution, check
from search.query.nodes import LABEL_FIELDS, Leaf, Node, Prefix, Term

#: Words looked at closely, from each segment its most frequent ones. Only a word that is
#: not among them in any segment, yet frequent in their sum, would be missed.
_CANDIDATES = 200
#: Words that begin like a stem, of which only its forms are taken.
_MOST_FORMS = 20_000


def suggest(snapshot: IndexSearcher, prefix: str, limit: int = 10) -> WordCounts:
    """Return words that begin with the last word of `prefix`, and their articles, most first.

    Equal counts are in the order of the words.
    """
    row = required(matchers_of(Prefix(prefix)))
    if not row:
        return ()
    return _ranked(snapshot, _candidates(snapshot, row[-1], limit), None, limit)


def words(
    snapshot: IndexSearcher, leaf: Leaf, limit: int = 10, within: Node | None = None
) -> WordCounts:
    """Return the words that `leaf` stands for and their articles; see `Engine.words`."""
    row = required(row_of(leaf))
    if len(row) != 1 or leaf.field in LABEL_FIELDS:
        return ()
    matcher = row[0]
    if matcher.family == "exact":
        found = _candidates(snapshot, matcher, limit)
    else:
        stemmings = snapshot.stemmings
        begun = TermMatcher(matcher.beginning(stemmings), "prefix")
        alike = snapshot.lexicons["exact"].frequent_words(begun, _MOST_FORMS, Budget())
        found = {word: count for word, count in alike.items() if matcher.is_form(word, stemmings)}
    if within is None:
        return _ranked(snapshot, found, leaf.field, limit)
    check(within, snapshot.limits)
    inside = _physical(snapshot, QueryExecution(snapshot, Budget()).found(within))
    counts = {
        word: int(np.count_nonzero(inside.take(_raw(snapshot, word, leaf.field).docs)))
        for word in found
    }
    return _most_first(counts, limit)


def frequency(snapshot: IndexSearcher, word: str, family: Group = "exact") -> int:
    """Return in how many articles a word of the index (folded, or stemmed) stands."""
    return _live(
        snapshot, snapshot.lexicons[family].postings(TermMatcher(word, family=family), Budget())
    )


def frequencies(snapshot: IndexSearcher, words: Sequence[str]) -> list[int]:
    """Return in how many articles each plain word stands, in any of its forms."""
    return [_holding(snapshot, word) for word in words]


def _holding(snapshot: IndexSearcher, word: str) -> int:
    leaf, budget = Term(word), Budget()
    row = row_of(leaf)
    if len(row) == 1 and row[0].kind == "term" and snapshot.layout.deleted is None:
        lexicon = snapshot.lexicons[row[0].family]
        numbers = lexicon.expand(row[0], budget)
        if all(len(chosen) < 2 for chosen in numbers):  # no article is counted twice
            return lexicon.doc_freq(numbers)
    return _live(snapshot, snapshot.occurrences.raw(leaf, budget))


def _candidates(snapshot: IndexSearcher, matcher: TermMatcher, limit: int) -> dict[str, int]:
    most = max(limit, _CANDIDATES)
    found = snapshot.lexicons["exact"].frequent_words(matcher, most, Budget())
    return {word: count for word, count in found.items() if not is_unspaced(word)}


def _ranked(
    snapshot: IndexSearcher, found: dict[str, int], field: str | None, limit: int
) -> WordCounts:
    """Count words of which only the documents of each segment are known; order them."""
    layout = snapshot.layout
    if field:
        counts = {word: _live(snapshot, _raw(snapshot, word, field)) for word in found}
    elif layout.deleted is None and len(layout.segments) < 2:
        counts = found
    else:
        counts = {word: frequency(snapshot, word) for word in found}
    return _most_first(counts, limit)


def _most_first(counts: dict[str, int], limit: int) -> WordCounts:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((word, count) for word, count in ranked[:limit] if count)


def _raw(snapshot: IndexSearcher, word: str, field: str | None) -> FieldFreqs:
    if field is None:
        return snapshot.lexicons["exact"].postings(TermMatcher(word), Budget())
    return snapshot.occurrences.raw(Term(word, field, exact=True), Budget())


def _physical(snapshot: IndexSearcher, found: DocSet) -> NDArray[np.bool_]:
    """Say of each physical document whether it is in `found`."""
    inside = np.zeros(snapshot.layout.physical_count, np.bool_)
    inside[snapshot.layout.physical(listed(found).docs)] = True
    return inside


def _live(snapshot: IndexSearcher, raw: FieldFreqs) -> int:
    deleted = snapshot.layout.deleted
    return len(raw.docs) if deleted is None else int(np.count_nonzero(~deleted.take(raw.docs)))
