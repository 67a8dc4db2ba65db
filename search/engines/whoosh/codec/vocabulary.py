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


def _whole(text: str) -> list[str]:
    return [text]


def _never(piece: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Parting:
    """How text is parted: into paragraphs, these into pieces, and these into sentences.

    A sentence ends between a piece that `ends` one and a piece that `begins` one.
    """

    paragraphs: Callable[[str], list[str]] = _whole
    pieces: Callable[[str], list[str]] = str.split
    ends: Callable[[str], bool] = _never
    begins: Callable[[str], bool] = _never


@dataclass(frozen=True, slots=True)
class Analyzer:
    """How text becomes terms: `stem(fold(surface))` for each of `surfaces(text)`.

    No surface may span two pieces, nor depend on what stands beyond its own.
    """

    surfaces: Callable[[str], list[str]]
    fold: Callable[[str], str]
    stem: Callable[[str], str]
    parting: Parting = Parting()


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
        #: Of each code: whether its piece ends (1), begins (2) a sentence.
        self.stops = array("B")
        self._analyzer = analyzer

    def __missing__(self, piece: str) -> int:
        forms = map(self._analyzer.fold, self._analyzer.surfaces(piece))
        self.words.extend(map(self.numbers.__getitem__, forms))
        code = len(self.bounds) - 1
        self.bounds.append(len(self.words))
        parting = self._analyzer.parting
        self.stops.append(parting.ends(piece) | parting.begins(piece) << 1)
        if len(piece) <= _LONGEST_PIECE:
            self[piece] = code
        return code


class Vocabulary:
    """The pieces and words met so far. `len` tells how much of them is kept."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._pieces = _Pieces(analyzer)
        self._stem = analyzer.stem
        self._parting = analyzer.parting
        self._exact: list[bytes] = []
        self._stems: list[bytes] = []

    def __len__(self) -> int:
        return len(self._pieces.words) + len(self._pieces.bounds)

    def add(self, text: str, codes: array[int]) -> list[int]:
        """Append the codes of the pieces of `text`; return how many each paragraph has."""
        counts = []
        for paragraph in self._parting.paragraphs(text):
            pieces = self._parting.pieces(paragraph)
            codes.extend(map(self._pieces.__getitem__, pieces))
            counts.append(len(pieces))
        return counts

    def sentence_starts(self, codes: NDArray[np.uint32]) -> NDArray[np.intp]:
        """Return which pieces, the first left out, begin a sentence behind another."""
        stops = np.array(self._pieces.stops, np.uint8).take(codes)
        between: NDArray[np.intp] = ((stops[:-1] & 1) & (stops[1:] >> 1)).nonzero()[0]
        return between + 1

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
