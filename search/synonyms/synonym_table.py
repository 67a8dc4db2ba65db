"""The list of equal words as searches look words up in it, by their terms."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from corpus.curation.synonyms.synonym_list import (
    ListVersion,
    equal_words,
    list_version,
    spellings,
)
from search.analysis.analyzer import is_unspaced, query_terms
from search.analysis.folding import fold

Terms = tuple[str, ...]

#: Words that have the stem of programme, but one spelling in all English.
_OTHER_WORDS = re.compile(r"programm(?!es?\Z)")


class SynonymTable:
    """Sets of equal words; equal tables have one `version`.

    A word is found in all its forms: by its terms, stemmed.
    """

    def __init__(self, sets: Iterable[tuple[str, ...]] = (), version: object = None) -> None:
        self.version = version
        self._sets: dict[Terms, list[tuple[str, ...]]] = {}
        self.max_words = 1
        for words in sets:
            for word in words:
                if terms := terms_of(word):
                    self._sets.setdefault(terms, []).append(words)
                    self.max_words = max(self.max_words, len(word.split()))

    def __bool__(self) -> bool:
        return bool(self._sets)

    def others(self, text: str) -> tuple[str, ...]:
        """Return the words that equal `text`, a word or several, in the order of the list.

        A word that has the terms of `text`, or of one before it, is left out: it finds the same.
        """
        terms, folded = terms_of(text), fold(text)
        sets = self._sets.get(terms)
        if not sets or _OTHER_WORDS.match(folded):
            return ()
        exactly = [words for words in sets if folded in map(fold, words)]
        distinct: dict[Terms, str] = {terms: text}
        for word in chain.from_iterable((*exactly, *sets)):
            distinct.setdefault(terms_of(word), word)
        return tuple(word for word in distinct.values() if word != text)


@lru_cache(1 << 14)
def terms_of(text: str) -> Terms:
    """Return the terms of words; none for a script without spaces between words."""
    return () if is_unspaced(text) else tuple(query_terms(text))


_lock = threading.Lock()
_newest = SynonymTable()


def current_table() -> SynonymTable:
    """Return the table of the list as it is now. One small query, two after a change."""
    global _newest  # noqa: PLW0603 - one table for all threads of this process
    version: ListVersion = list_version()
    if _newest.version != version:
        with _lock:
            if _newest.version != version:
                _newest = SynonymTable(spellings(equal_words()), version)
    return _newest
