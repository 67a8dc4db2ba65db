"""One generation of a stock index, open for reading."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from whoosh.index import FileIndex
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.scoring import BM25F
from whoosh.searching import SearchContext, Searcher

from search.analysis.stemming import stemming_of
from search.engines.stock.columns import Columns
from search.engines.term_matcher import TermMatcher

#: Between two looks at the clock, in documents.
_DOCUMENTS_PER_LOOK = 1024


@dataclass(frozen=True, slots=True)
class Found:
    """All documents that match, ascending, with their scores."""

    documents: NDArray[np.int64]
    scores: NDArray[np.float64]
    complete: bool = True


@dataclass(slots=True)
class Snapshot:
    """A reader with its columns. Whoosh's readers keep their place: one thread at a time."""

    key: tuple[int, int]
    reader: IndexReader
    columns: Columns
    searcher: Searcher = field(init=False)

    def __post_init__(self) -> None:
        self.searcher = Searcher(self.reader, weighting=BM25F())

    @classmethod
    def open(cls, index: FileIndex, key: tuple[int, int]) -> Snapshot:
        """Open the newest generation; Whoosh itself tries again where a commit interferes."""
        reader = index.reader()
        return cls(key, reader, Columns.read(reader))

    def lexicon(self, name: str, matcher: TermMatcher, limit: int) -> tuple[str, ...]:
        """Return the first terms of a Whoosh field, at most `limit`, that a matcher accepts."""
        accepts = matcher.accepts()
        words: list[str] = []
        if not self.reader.doc_count_all():
            return ()
        if matcher.kind == "term":
            forms = matcher.terms(self.stemmings)
            return tuple(term for term in forms if (name, term) in self.reader)
        for raw in self.reader.expand_prefix(name, matcher.start):
            word = raw.decode()
            if accepts(word):
                words.append(word)
                if len(words) == limit:
                    break
        return tuple(words)

    @property
    def stemmings(self) -> list[str]:
        """By which stemmings the documents were indexed."""
        languages = self.columns.labels["lang"]
        codes = set(languages.codes[self.live()].tolist())
        return sorted(
            {stemming_of(language) for code in codes for language in languages.rows[code]}
        )

    def collect(self, query: Query, deadline: float) -> Found:
        """Score every match by stepping through them all, until `deadline` (monotonic).

        Whoosh's own collectors skip blocks and so return a wrong first page.
        """
        documents: list[int] = []
        scores: list[float] = []
        for searcher, offset in self.searcher.leaf_searchers():
            if not searcher.doc_count_all():
                continue
            context = SearchContext(needs_current=True, weighting=searcher.weighting)
            matcher = query.matcher(searcher, context)
            while matcher.is_active():
                documents.append(offset + matcher.id())
                scores.append(matcher.score())
                matcher.next()
                if len(documents) % _DOCUMENTS_PER_LOOK == 0 and time.monotonic() > deadline:
                    return Found(_numbers(documents), np.array(scores), complete=False)
        return Found(_numbers(documents), np.array(scores, float))

    def live(self) -> NDArray[np.int64]:
        """Return the numbers of the documents that are not deleted."""
        return _numbers(list(self.reader.all_doc_ids()))


def _numbers(documents: Sequence[int]) -> NDArray[np.int64]:
    return np.array(documents, np.int64)
