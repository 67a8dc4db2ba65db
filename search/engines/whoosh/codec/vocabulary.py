"""Numbers for the words of texts: each written form is analysed once.

Text is cut at white space, and what stands between (`talks,` or `“U.S.-led`) is looked up
whole: a dictionary of these pieces makes two thirds of analysing unnecessary.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.codec.inverting import Lexicon
from search.engines.whoosh.codec.packed import runs
from search.engines.whoosh.codec.terms import encode
from search.engines.whoosh.reading import Family

#: A longer piece is a sentence without spaces, or no word at all: it will not come again.
_LONGEST_PIECE = 48


@dataclass(frozen=True, slots=True)
class Analyzer:
    """How text becomes terms: `stem(fold(surface))` for each of `surfaces(text)`.

    No surface may span white space, nor depend on what stands beyond it.
    """

    surfaces: Callable[[str], list[str]]
    fold: Callable[[str], str]
    stem: Callable[[str], str]


class _Words(dict[str, int]):
    """Numbers words as they are first met."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class _Pieces(dict[str, int]):
    """Codes of pieces; the words of code n are `words[bounds[n]:bounds[n + 1]]`."""

    def __init__(self, analyzer: Analyzer) -> None:
        self.numbers = _Words()
        self.words = array("I")
        self.bounds = array("Q", [0])
        self._analyzer = analyzer

    def __missing__(self, piece: str) -> int:
        forms = map(self._analyzer.fold, self._analyzer.surfaces(piece))
        self.words.extend(map(self.numbers.__getitem__, forms))
        code = len(self.bounds) - 1
        self.bounds.append(len(self.words))
        if len(piece) <= _LONGEST_PIECE:
            self[piece] = code
        return code


class Vocabulary:
    """The pieces and words met so far. `len` tells how much of them is kept."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._pieces = _Pieces(analyzer)
        self._stem = analyzer.stem
        self._exact: list[bytes] = []
        self._stems: list[bytes] = []

    def __len__(self) -> int:
        return len(self._pieces.words) + len(self._pieces.bounds)

    def add(self, text: str, codes: array[int]) -> int:
        """Append the codes of the pieces of `text`; return how many there are."""
        pieces = text.split()
        codes.extend(map(self._pieces.__getitem__, pieces))
        return len(pieces)

    def words(self, codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return the word numbers of pieces, end to end, and how many each piece has."""
        bounds = np.array(self._pieces.bounds, np.int64)
        words = np.array(self._pieces.words, np.uint32)
        begin = bounds.take(codes)
        counts = np.diff(bounds).take(codes)
        if (counts == 1).all():
            return words.take(begin), counts
        return words.take(runs(begin, counts)), counts

    def lexicons(self, used: NDArray[np.uint32]) -> dict[Family, Lexicon]:
        """Return the terms of the word numbers `used`, which may repeat."""
        numbers = self._pieces.numbers
        for form in list(numbers)[len(self._exact) :]:
            self._exact.append(encode(form))
            self._stems.append(encode(self._stem(form)))
        mask = np.zeros(len(numbers), bool)
        mask[used] = True
        chosen = np.flatnonzero(mask)
        return {
            "stem": _lexicon(self._stems, chosen),
            "exact": _lexicon(self._exact, chosen),
        }


def _lexicon(terms: list[bytes], numbers: NDArray[np.intp]) -> Lexicon:
    used = [terms[number] for number in numbers.tolist()]
    ordered = sorted(set(used))
    places = {term: place for place, term in enumerate(ordered)}
    term_of = np.zeros(len(terms), np.uint32)
    term_of[numbers] = np.fromiter(map(places.__getitem__, used), np.uint32, len(used))
    return Lexicon(ordered, term_of)
