"""Words of the index by how many articles hold them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.analysis.analyzer import is_unspaced
from search.engines.base import Filters, WordCounts
from search.engines.whoosh.article_columns import languages
from search.engines.whoosh.columnar.postings.docset import DocSet, listed
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.postings.term_dictionary import FieldFreqs
from search.engines.whoosh.columnar.query.term_pattern import TermPattern
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.columnar.search.query_execution import QueryExecution
from search.engines.whoosh.compiling import check_size, compile_query, phrase_of
from search.engines.whoosh.leaf_patterns import StemPattern, required
from search.engines.whoosh.page_search import matching
from search.query.nodes import LABEL_FIELDS, Leaf, Node, Prefix, Term

_NO_FILTERS = Filters()
#: Words looked at closely, from each segment its most frequent ones. Only a word that is
#: not among them in any segment, yet frequent in their sum, would be missed.
_CANDIDATES = 200
#: Words that begin like a stem, of which only its forms are taken.
_MAX_FORMS = 20_000
#: Counts kept for one generation: some 10 MB.
_MAX_KEPT = 100_000


def suggest(searcher: IndexSearcher, prefix: str, limit: int = 10) -> WordCounts:
    """Return words that begin with the last word of `prefix`, and their articles, most first.

    Equal counts are in the order of the words.
    """
    row = required(phrase_of(Prefix(prefix)).patterns)
    if not row:
        return ()
    return _ranked(searcher, _candidates(searcher, row[-1], limit), limit)


def words(
    searcher: IndexSearcher, leaf: Leaf, limit: int = 10, within: Node | None = None
) -> WordCounts:
    """Return the words that `leaf` represents and their articles; see `Engine.words`."""
    row = required(phrase_of(leaf).patterns)
    if len(row) != 1 or leaf.field in LABEL_FIELDS:
        return ()
    (pattern,) = row
    if isinstance(pattern, StemPattern):
        spoken = languages(searcher)
        begun = TermPattern(pattern.beginning(spoken), "prefix")
        alike = searcher.dictionaries["exact"].frequent_words(begun, _MAX_FORMS, TimeBudget())
        found = {word: count for word, count in alike.items() if pattern.is_form(word, spoken)}
    else:
        found = _candidates(searcher, pattern, limit)
    inside = None
    if within is not None:
        check_size(within, searcher.limits.clauses, searcher.limits.depth)
        execution = QueryExecution(searcher, TimeBudget())
        inside = _physical(searcher, execution.docset(compile_query(within)))
    return _as_typed(searcher, found, leaf.field, limit, inside)


def _as_typed(
    searcher: IndexSearcher,
    found: dict[str, int],
    field: str | None,
    limit: int,
    inside: NDArray[np.bool_] | None,
) -> WordCounts:
    """Count the articles in which words stand as they do behind `=`, most first.

    Which letters are capitals is looked up for those words alone that can be among the first.
    """
    if inside is not None:
        found = {word: _inside(searcher, word, inside) for word in found}
    counts: dict[str, int] = {}
    for word, most in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
        best = sorted(counts.values(), reverse=True)[:limit]
        if len(best) == limit and (not limit or best[-1] > most):
            break
        docs = searcher.span_reader.frequencies(
            phrase_of(Term(word, field, exact=True)), TimeBudget()
        )
        counts[word] = (
            _live(searcher, docs)
            if inside is None
            else int(np.count_nonzero(inside.take(docs.docs)))
        )
    return _most_first(counts, limit)


def _inside(searcher: IndexSearcher, word: str, inside: NDArray[np.bool_]) -> int:
    """Return in how many of some articles a word is, with any capitals, in title or text."""
    dictionary = searcher.dictionaries["exact"]
    docs = dictionary.postings(TermPattern(word, group="exact"), TimeBudget()).docs
    return int(np.count_nonzero(inside.take(docs)))


def frequency(searcher: IndexSearcher, word: str, group: str = "exact") -> int:
    """Return in how many articles a word of the index (folded, or stemmed) occurs."""
    return _live(
        searcher,
        searcher.dictionaries[group].postings(TermPattern(word, group=group), TimeBudget()),
    )


def frequencies(
    searcher: IndexSearcher,
    words: Sequence[str],
    within: Node | None = None,
    filters: Filters = _NO_FILTERS,
) -> list[int]:
    """Return in how many articles each plain word occurs, in any of its forms.

    With `within`, counted are the articles that this node and `filters` leave.
    """
    if within is None:
        return [_known_holding(searcher, word) for word in words]
    inside = _physical(searcher, matching(searcher, within, filters))
    budget = TimeBudget()
    found = (searcher.span_reader.frequencies(phrase_of(Term(word)), budget) for word in words)
    return [int(np.count_nonzero(inside.take(raw.docs))) for raw in found]


def _known_holding(searcher: IndexSearcher, word: str) -> int:
    """Return what `_holding` does: articles share most of their words."""
    known = searcher.doc_freqs
    count = known.get(word)
    if count is None:
        if len(known) >= _MAX_KEPT:
            known.clear()
        count = known[word] = _holding(searcher, word)
    return count


def _holding(searcher: IndexSearcher, word: str) -> int:
    query, budget = phrase_of(Term(word)), TimeBudget()
    row = query.patterns
    if len(row) == 1 and row[0].kind == "term" and searcher.layout.deleted is None:
        dictionary = searcher.dictionaries[row[0].group]
        numbers = dictionary.expand(row[0], budget)
        if all(len(chosen) < 2 for chosen in numbers):  # no article is counted twice
            return dictionary.doc_freq(numbers)
    return _live(searcher, searcher.span_reader.frequencies(query, budget))


def _candidates(searcher: IndexSearcher, pattern: TermPattern, limit: int) -> dict[str, int]:
    most = max(limit, _CANDIDATES)
    found = searcher.dictionaries["exact"].frequent_words(pattern, most, TimeBudget())
    return {word: count for word, count in found.items() if not is_unspaced(word)}


def _ranked(searcher: IndexSearcher, found: dict[str, int], limit: int) -> WordCounts:
    """Count words of which only the documents of each segment are known; order them."""
    layout = searcher.layout
    if layout.deleted is None and len(layout.segments) < 2:
        counts = found
    else:
        counts = {word: frequency(searcher, word) for word in found}
    return _most_first(counts, limit)


def _most_first(counts: dict[str, int], limit: int) -> WordCounts:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((word, count) for word, count in ranked[:limit] if count)


def _physical(searcher: IndexSearcher, found: DocSet) -> NDArray[np.bool_]:
    """Say of each physical document whether it is in `found`."""
    inside = np.zeros(searcher.layout.physical_count, np.bool_)
    inside[searcher.layout.physical(listed(found).docs)] = True
    return inside


def _live(searcher: IndexSearcher, raw: FieldFreqs) -> int:
    deleted = searcher.layout.deleted
    return len(raw.docs) if deleted is None else int(np.count_nonzero(~deleted.take(raw.docs)))
