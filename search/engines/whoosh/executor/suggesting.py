"""Words of the index by how many articles hold them."""

from __future__ import annotations

import numpy as np

from search.engines.leaves import Family, Slot, slots
from search.engines.whoosh.executor.budget import Budget
from search.engines.whoosh.executor.snapshot import Snapshot
from search.query import Prefix

#: Words looked at closely, from each segment its most frequent ones. Only a word that is
#: not among them in any segment, yet frequent in their sum, would be missed.
_CANDIDATES = 200


def suggest(snapshot: Snapshot, prefix: str, limit: int = 10) -> tuple[tuple[str, int], ...]:
    """Return words that begin with the last word of `prefix`, and their articles, most first.

    Equal counts are in the order of the words.
    """
    row = slots(Prefix(prefix))
    if not row:
        return ()
    lexicon = snapshot.lexicons["exact"]
    words = lexicon.frequent_words(row[-1], max(limit, _CANDIDATES), Budget())
    if snapshot.layout.deleted is None and len(snapshot.layout.segments) < 2:
        counts = words
    else:
        counts = {word: frequency(snapshot, word) for word in words}
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((word, count) for word, count in ranked[:limit] if count)


def frequency(snapshot: Snapshot, word: str, family: Family = "exact") -> int:
    """Return in how many articles a word of the index (folded, or stemmed) stands."""
    docs = snapshot.lexicons[family].postings(Slot(word, family=family), Budget()).docs
    deleted = snapshot.layout.deleted
    return len(docs) if deleted is None else int(np.count_nonzero(~deleted.take(docs)))
