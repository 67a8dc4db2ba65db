"""What a query costs to answer, told before it runs: postings and positions to be read."""

from __future__ import annotations

from collections.abc import Iterator

from whoosh.query import Query

from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.query.multi_phrase import MultiPhrase
from search.engines.whoosh.columnar.query.near_query import NearQuery
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.page_search import compiled
from search.query.nodes import Node

#: A posting whose positions are read costs as much as so many without.
POSITIONS_FACTOR = 8
# Looking the terms up must itself stay cheap.
_LOOKUP_SECONDS = 0.1


def cost(searcher: IndexSearcher, node: Node) -> int:
    """Return the number of postings to be read, those with positions counted several times.

    Raises QueryError for a query beyond the limits.
    """
    budget = TimeBudget(_LOOKUP_SECONDS)
    total = 0
    for phrase, is_positional in _phrases(compiled(searcher, node)):
        factor = POSITIONS_FACTOR if is_positional or len(phrase.patterns) > 1 else 1
        for pattern in phrase.patterns:
            if pattern.kind != "any":
                dictionary = searcher.dictionaries[pattern.group]
                total += factor * dictionary.doc_freq(dictionary.expand(pattern, budget))
    return total


def _phrases(query: Query, is_positional: bool = False) -> Iterator[tuple[MultiPhrase, bool]]:
    """Yield the phrases of a query, and whether their positions are compared."""
    if isinstance(query, MultiPhrase):
        yield query, is_positional
        return
    for child in query.children():
        yield from _phrases(child, is_positional or isinstance(query, NearQuery))
