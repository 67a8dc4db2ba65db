"""Queries answered by array operations over the segments of one generation.

    Snapshot(segments)   one generation, with what it keeps decoded     snapshot.py
    search, count, place a request to a response                       searching.py
    concordance          every match of a query, in order              concordance.py
    suggest, words       words of the index                            suggesting.py

Inside: `layout` numbers documents and tokens, `lexicon` and `spelling` read terms,
`occurrences` places phrases, `evaluation` turns nodes into sets (`found`), `bm25f` scores,
`ranking` orders, `dates` and `labels` count facets, `marking` places the hits' matches and
`places` those of all articles, `neighbours` reads the words around them, `explaining` takes
scores apart.
"""

from search.engines.whoosh.executor.budget import Limits
from search.engines.whoosh.executor.concordance import concordance
from search.engines.whoosh.executor.searching import count, place, search
from search.engines.whoosh.executor.snapshot import Snapshot
from search.engines.whoosh.executor.suggesting import frequencies, frequency, suggest, words

__all__ = [
    "Limits",
    "Snapshot",
    "concordance",
    "count",
    "frequencies",
    "frequency",
    "place",
    "search",
    "suggest",
    "words",
]
