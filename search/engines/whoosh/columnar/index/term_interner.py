"""Numbers for the words of texts: each written form is analysed once.

Text is cut at white space, and each piece between (`talks,` or `“U.S.-led`) is looked up
whole: a dictionary of these pieces makes two thirds of analysing unnecessary.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.packed_ints import runs
from search.engines.whoosh.columnar.codec.sorted_terms import encode
from search.engines.whoosh.columnar.index.inverter import NO_TERM, TermTable
from search.engines.whoosh.columnar.segment_reader import Group

#: Between a word and the joined word that begins with it; no token holds it.
_JOINED = "\0"
#: The case of a word's letters (2 bits) stands above its number.
_CASE_SHIFT = 30
#: A longer piece is a sentence without spaces, or no word at all: it will not come again.
_LONGEST_PIECE = 48


def _whole(text: str) -> list[str]:
    return [text]


def _small(surface: str) -> int:
    return 0


def _none(piece: str) -> Mapping[int, str]:
    return {}


def _no_word(piece: str) -> str:
    return ""


def _first(word: str, stemming: str) -> str:
    return word


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
    """How text becomes terms: the exact one and the stemmed one of each of `surfaces(text)`.

    `spelling(surface)` is a third term, of the few words that have one, else "". `joined(piece)`
    are words whose parts are tokens of their own, by the first of them, and `joined_term` is
    the term of one, by the stemming of its document.

    Most pieces are one plain word, and are looked at no further: `plain(piece)` is that word,
    whose exact term is its lower case, which has no other term and ends no sentence; "" for
    other pieces.

    `letter_case(surface)` is a number from 0 to 3 that is kept of each token.

    `stemming(language)` says how a document's words are stemmed. With "", the stemmed term
    is `stem(fold(surface, ""), "")`, with any other `stem(surface, stemming)`. No surface may
    span two pieces, nor depend on text outside its own.
    """

    surfaces: Callable[[str], list[str]]
    fold: Callable[[str, str], str]
    stem: Callable[[str, str], str]
    stemming: Callable[[str], str]
    spelling: Callable[[str], str]
    letter_case: Callable[[str], int] = _small
    joined: Callable[[str], Mapping[int, str]] = _none
    joined_term: Callable[[str, str], str] = _first
    plain: Callable[[str], str] = _no_word
    parting: Parting = Parting()


class _Words(dict[str, int]):
    """Numbers words of one stemming as they are first met, through those of every one."""

    def __init__(self, stemming: str, everything: list[tuple[str, str]]) -> None:
        self._stemming = stemming
        self._everything = everything

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self._everything)
        self._everything.append((word, self._stemming))
        return number


class _Codes:
    """The words of code n are `words[bounds[n]:bounds[n + 1]]`, with their letter case above."""

    def __init__(self) -> None:
        self.words = array("I")
        self.bounds = array("Q", [0])
        #: Of each code: whether its piece ends (1), begins (2) a sentence.
        self.stops = array("B")
        #: Each word, and how it is stemmed.
        self.numbered: list[tuple[str, str]] = []


class _Pieces(dict[str, int]):
    """Codes of the pieces of texts with one stemming."""

    def __init__(self, analyzer: Analyzer, codes: _Codes, stemming: str) -> None:
        self._numbers = _Words(stemming, codes.numbered)
        self._codes = codes
        self._analyzer = analyzer
        self._is_stemmed = bool(stemming)
        self._word: Callable[[str], str] = str if stemming else self._folded

    def __missing__(self, piece: str) -> int:
        codes, parting = self._codes, self._analyzer.parting
        analyzer = self._analyzer
        plain, ends = analyzer.plain(piece), False
        if plain:
            number = self._numbers[plain if self._is_stemmed else plain.lower()]
            codes.words.append(number | analyzer.letter_case(plain) << _CASE_SHIFT)
        else:
            codes.words.extend(self._words_of(piece))
            ends = parting.ends(piece)
        code = len(codes.bounds) - 1
        codes.bounds.append(len(codes.words))
        codes.stops.append(ends | parting.begins(piece) << 1)
        if len(piece) <= _LONGEST_PIECE:
            self[piece] = code
        return code

    def _words_of(self, piece: str) -> Iterator[int]:
        """Yield the number of each word of a piece, with its letter case."""
        surfaces = self._analyzer.surfaces(piece)
        forms = list(map(self._word, surfaces))
        if len(forms) > 1:
            for at, word in self._analyzer.joined(piece).items():
                forms[at] += _JOINED + word
        numbers = map(self._numbers.__getitem__, forms)
        cases = map(self._analyzer.letter_case, surfaces)
        return (number | case << _CASE_SHIFT for number, case in zip(numbers, cases, strict=True))

    def _folded(self, surface: str) -> str:
        """Text that is not ASCII, or mixes capitals and small letters, is kept as written."""
        analyzer = self._analyzer
        is_kept = not surface.isascii() or analyzer.spelling(surface)
        return surface if is_kept else analyzer.fold(surface, "")


class CodeTable:
    """The words of each code, and whether its piece ends or begins a sentence, as arrays."""

    def __init__(self, words: array[int], bounds: array[int], stops: array[int]) -> None:
        self._words = np.array(words, np.uint32)
        ends = np.array(bounds, np.int64)
        self._starts = ends[:-1]
        self._counts = np.diff(ends).astype(np.uint32)
        self._stops = np.array(stops, np.uint8)
        # Of a code without words it is the first of another, and never used.
        last = max(len(self._words) - 1, 0)
        first = np.minimum(self._starts, last)
        self._first = self._words.take(first) if len(self._words) else np.zeros_like(self._counts)

    def words(
        self, codes: NDArray[np.uint32]
    ) -> tuple[NDArray[np.uint32], NDArray[np.uint8], NDArray[np.uint32]]:
        """Return the word numbers of pieces, end to end, their cases, and each piece's count."""
        counts = self._counts.take(codes)
        words = np.repeat(self._first.take(codes), counts)
        several = np.flatnonzero(counts > 1)
        if len(several):
            more = counts.take(several) - 1
            ends = counts.cumsum(dtype=np.int64).take(several)
            begin = self._starts.take(codes.take(several)) + 1
            words[runs(ends - more, more)] = self._words.take(runs(begin, more))
        cases = (words >> _CASE_SHIFT).astype(np.uint8)
        words &= np.uint32((1 << _CASE_SHIFT) - 1)
        return words, cases, counts

    def sentence_starts(self, codes: NDArray[np.uint32]) -> NDArray[np.intp]:
        """Return which pieces, the first left out, begin a sentence behind another."""
        stops = self._stops.take(codes)
        between: NDArray[np.intp] = ((stops[:-1] & 1) & (stops[1:] >> 1)).nonzero()[0]
        return between + 1


class TermInterner:
    """The pieces and words met so far. `len` tells how much of them is kept."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._codes = _Codes()
        self._pieces: dict[str, _Pieces] = {}
        self._exact: list[bytes] = []
        self._stems: list[bytes] = []
        self._spelled: list[bytes] = []
        self._joined: list[bytes] = []

    def __len__(self) -> int:
        return len(self._codes.words) + len(self._codes.bounds)

    def add(self, text: str, codes: array[int], language: str = "") -> list[int]:
        """Append the codes of the pieces of `text`; return how many each paragraph has."""
        stemming, parting = self._analyzer.stemming(language), self._analyzer.parting
        known = self._pieces.get(stemming)
        if known is None:
            known = self._pieces[stemming] = _Pieces(self._analyzer, self._codes, stemming)
        counts = []
        for paragraph in parting.paragraphs(text):
            pieces = parting.pieces(paragraph)
            codes.extend(map(known.__getitem__, pieces))
            counts.append(len(pieces))
        return counts

    def table(self) -> CodeTable:
        """Return what the codes given out so far stand for: other threads may use it."""
        codes = self._codes
        return CodeTable(codes.words, codes.bounds, codes.stops)

    def term_tables(self, used: NDArray[np.uint32]) -> dict[Group, TermTable]:
        """Return the terms of the word numbers `used`, which may repeat.

        One thread at a time may call it, also while another adds texts.
        """
        numbers, analyzer = self._codes.numbered, self._analyzer
        for key, stemming in numbers[len(self._exact) :]:
            word, _, joined = key.partition(_JOINED)
            is_folded = not stemming and word.isascii() and word.islower()
            folded = word if is_folded else analyzer.fold(word, stemming)
            self._exact.append(encode(folded))
            self._stems.append(encode(analyzer.stem(word if stemming else folded, stemming)))
            self._spelled.append(encode(analyzer.spelling(word)))
            self._joined.append(encode(analyzer.joined_term(joined, stemming)) if joined else b"")
        mask = np.zeros(len(numbers), bool)
        mask[used] = True
        chosen = np.flatnonzero(mask)
        return {
            "stem": _term_table(self._stems, chosen),
            "exact": _term_table(self._exact, chosen),
            "spelled": _term_table(self._spelled, chosen, sparse=True),
            "joined": _term_table(self._joined, chosen, sparse=True),
        }


def _term_table(
    terms: list[bytes], numbers: NDArray[np.intp], *, sparse: bool = False
) -> TermTable:
    """Number the terms in use; in a sparse group "" is none."""
    used = [terms[number] for number in numbers.tolist()]
    ordered = sorted(set(used) - ({b""} if sparse else set()))
    places = {term: place for place, term in enumerate(ordered)}
    if sparse:
        places[b""] = NO_TERM
    term_of = np.zeros(len(terms), np.uint32)
    term_of[numbers] = np.fromiter(map(places.__getitem__, used), np.uint32, len(used))
    return TermTable(ordered, term_of, sparse)
