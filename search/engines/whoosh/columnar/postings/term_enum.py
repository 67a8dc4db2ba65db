"""Which terms of a segment a prefix, a wildcard or a fuzzy word represents.

Terms are tested all at once by two numbers kept of each: its length, and a signature with
one bit for every character in it (by code point modulo 32). What a pattern must contain
and how far two words may differ bounds both, so of a million terms a few hundred are left
to be looked at properly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.postings.levenshtein import within
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.postings.term_filter import TermFilter
from search.engines.whoosh.columnar.query.term_pattern import TermPattern
from search.engines.whoosh.columnar.segment_reader import TermIndex
from search.engines.whoosh.columnar.work_clock import CLOCK, EDITS, PATTERN, TERM

Numbers = NDArray[np.intp]

_WILDCARDS = re.compile(r"[?*]")
_NONE: Numbers = np.empty(0, np.intp)
#: Terms tested between two looks at the clock.
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Expansion:
    """The numbers of the accepted terms, ascending; `whole` is False where some were cut."""

    numbers: Numbers
    whole: bool = True


class TermEnum:
    """The terms of one group in one segment, ready to be searched by their letters.

    `languages` are those of the segment's documents. Takes 5 bytes a term from the first
    wildcard or fuzzy word on.
    """

    def __init__(self, index: TermIndex, languages: Sequence[str] = ("",)) -> None:
        self.index = index
        self.languages = languages

    def accepted(self, pattern: TermPattern, limit: int, budget: TimeBudget) -> Expansion:
        """Return the terms that `pattern` accepts; of more than `limit`, the most frequent."""
        if pattern.kind == "term":
            return Expansion(self.term_numbers(pattern))
        if pattern.kind == "fuzzy":
            return self._most_frequent(self._near(pattern), limit)
        numbers = self.index.prefix(pattern.start)
        if pattern.kind == "prefix":
            return self._most_frequent(np.arange(numbers.start, numbers.stop), limit)
        return self._fitting(pattern, numbers, limit, budget)

    def term_numbers(self, pattern: TermPattern) -> Numbers:
        """Return the terms that a pattern of kind `term` accepts."""
        terms = pattern.terms(self.languages)
        if len(terms) == 1:
            number = self.index.find(terms[0])
            return _NONE if number < 0 else np.array([number], np.intp)
        found = {self.index.find(term) for term in terms} - {-1}
        return np.array(sorted(found), np.intp)

    def words(self, numbers: Numbers) -> list[str]:
        """Return the terms with these numbers."""
        data, starts = self._written
        bounds = zip(starts[numbers].tolist(), starts[numbers + 1].tolist(), strict=True)
        return [data[a:b].tobytes().decode("utf-8", "surrogatepass") for a, b in bounds]

    def _most_frequent(self, numbers: Numbers, limit: int) -> Expansion:
        if len(numbers) <= limit:
            return Expansion(numbers)
        best = np.argsort(-self.index.doc_freqs[numbers].astype(np.int64), kind="stable")[:limit]
        return Expansion(np.sort(numbers[best]), whole=False)

    def _fitting(
        self, pattern: TermPattern, numbers: range, limit: int, budget: TimeBudget
    ) -> Expansion:
        """Test the terms that may fit, the most frequent first, until there are enough."""
        letters = _WILDCARDS.sub("", pattern.text)
        need = _signature_of(letters)
        width = len(pattern.text) - pattern.text.count("*")
        piece = slice(numbers.start, numbers.stop)
        signatures, lengths = (column[piece] for column in self._letters)
        possible = (signatures & need) == need
        shortest = np.uint8(min(width, 255))
        possible &= lengths >= shortest if "*" in pattern.text else lengths == shortest
        candidates: Numbers = possible.nonzero()[0] + numbers.start
        CLOCK.spend(len(signatures), TERM)
        literal = max(_WILDCARDS.split(pattern.text), key=len)
        if len(candidates) > _CHUNK and len(literal) > 1:
            candidates = np.intersect1d(candidates, self._containing(literal), assume_unique=True)
        accepts = pattern.accepts()
        found: list[int] = []
        whole = True
        for chunk in self._by_frequency(candidates):
            if budget.spent or len(found) > limit:
                whole = False
                break
            CLOCK.spend(len(chunk), PATTERN)
            pairs = zip(chunk.tolist(), self.words(chunk), strict=True)
            found.extend(number for number, word in pairs if accepts(word))
        whole &= len(found) <= limit
        return Expansion(np.sort(np.array(found[:limit], np.intp)), whole)

    def _containing(self, literal: str) -> Numbers:
        """Return the terms that contain `literal`."""
        data, starts = self._written
        wanted = literal.encode("utf-8", "surrogatepass")
        width = len(data) - len(wanted) + 1
        here = data[:width] == wanted[0]
        for place, byte in enumerate(wanted[1:], 1):
            here &= data[place : place + width] == byte
        found = here.nonzero()[0]
        numbers = starts.searchsorted(found, "right") - 1
        whole = found + len(wanted) <= starts.take(numbers + 1)
        return np.unique(numbers[whole])

    def _by_frequency(self, numbers: Numbers) -> Iterator[Numbers]:
        """Yield the most frequent terms, then the others, most frequent first."""
        freqs = self.index.doc_freqs.take(numbers)
        if len(numbers) > _CHUNK:
            # Often the most frequent are all that is wanted: no need to sort the rest.
            bound = np.partition(freqs, -_CHUNK)[-_CHUNK]
            first = (freqs > bound).nonzero()[0]
            level = (freqs == bound).nonzero()[0][: _CHUNK - len(first)]
            chosen = np.sort(np.concatenate([first, level]))
            yield from self._by_frequency(numbers.take(chosen))
            rest = np.ones(len(numbers), np.bool_)
            rest[chosen] = False
            numbers, freqs = numbers[rest], freqs[rest]
        order = np.argsort(-freqs.astype(np.int64), kind="stable")
        for start in range(0, len(order), _CHUNK):
            yield numbers.take(order[start : start + _CHUNK])

    def _near(self, pattern: TermPattern) -> Numbers:
        """Return the terms at most `pattern.distance` edits away."""
        width = len(pattern.text)
        # An insertion or deletion changes at most one bit, a substitution at most two.
        signatures, lengths = self._letters
        possible = (
            np.bitwise_count(signatures ^ _signature_of(pattern.text)) <= 2 * pattern.distance
        )
        possible &= lengths >= np.uint8(min(max(width - pattern.distance, 0), 255))
        possible &= lengths <= np.uint8(min(width + pattern.distance, 255))
        candidates = possible.nonzero()[0]
        CLOCK.spend(len(signatures), TERM)
        CLOCK.spend(len(candidates), EDITS)
        data, starts = self._written
        near = within(
            pattern.text, pattern.distance, data, starts[candidates], starts[candidates + 1]
        )
        accepted: Numbers = candidates[near]
        return accepted

    @cached_property
    def filter(self) -> TermFilter:
        """What tells that a term is certainly not here."""
        data, starts = self._written
        blob = data.tobytes()
        return TermFilter([blob[start:stop] for start, stop in pairwise(starts.tolist())])

    @cached_property
    def _written(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        return self.index.spelling()

    @cached_property
    def _letters(self) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
        """The signature of each term, and its characters: 255 for that and more."""
        data, starts = self._written
        if not len(self.index):
            return np.empty(0, np.uint32), np.empty(0, np.uint8)
        # Continuation bytes of UTF-8 begin no character.
        characters = np.concatenate([[0], np.cumsum((data & 0xC0) != 0x80)])[starts]
        text = data.tobytes().decode("utf-8", "surrogatepass")
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        bits = np.left_shift(np.uint32(1), codes & 31, dtype=np.uint32)
        signatures = np.bitwise_or.reduceat(bits, characters[:-1])
        return signatures, np.minimum(np.diff(characters), 255).astype(np.uint8)


def _signature_of(letters: str) -> np.uint32:
    bits = 0
    for letter in letters:
        bits |= 1 << (ord(letter) & 31)
    return np.uint32(bits)
