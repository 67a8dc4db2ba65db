"""The analyzer: text to tokens, and tokens to terms.

Index, query and highlighter share it, so what matches is what is marked. Tokens are numbered
by position. Every token yields one *exact* term (folded: without case, diacritics and width, see
`folding`) and one *stemmed* term, by the language of its article (see `stemming`).

    The U.S.-led talks   ->  positions  0    1     2    3
                             exact      the  us    led  talks
                             stemmed    the  us    led  talk

No token is dropped: stop words keep phrases exact, and BM25 gives them a low weight. Text
without spaces between words (Chinese, Japanese, Thai ...) has a token for each character with its
marks. Its term is that character and the next: 東京都 gives 東京, 京都 and a last 都, so a run of
characters is matched by pairs, and a single character by prefix.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import accumulate, pairwise
from typing import Literal

from search.analysis.folding import fold, written
from search.analysis.stemming import stem, stem_of, stemming_of
from search.analysis.unicode_tables import class_of_marks

FormKind = Literal["word", "pair", "single", "rest"]


# Scripts written without spaces: Thai, Lao, Khmer, Myanmar, kana, Han.
# Korean is written with spaces, but its particles cling to the word: pairs serve it too,
# its syllables whole or in their parts.
_UNSPACED = (
    "\u1100-\u115f\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
# `\w` knows no combining marks, yet Hindi vowels and a decomposed é are made of them.
_MARKS = class_of_marks()
# What goes on a character of these scripts: marks, vowels and finals of a Korean syllable
# in parts, and the sound marks of half-width kana.
_ADDED = rf"{_MARKS}\u1160-\u11ff\uff9e\uff9f"
_LETTER = rf"(?:[^\W\d_{_UNSPACED}])"
# No token is longer than some 255 characters: what is, is cut. A megabyte without a space
# would else be one term of the index, and every wildcard had to be tried on it.
_TOKEN = re.compile(
    r"[A-Za-z]{2,255}(?![\w']|[^\x00-\x7f])"  # most words: found here, the rest is not tried
    rf"|[{_UNSPACED}][{_UNSPACED}{_ADDED}]*"
    rf"|\b{_LETTER}(?:\.{_LETTER}){{1,126}}\b\.?"  # U.S. is one word, and the same word as US
    rf"|\d{{1,19}}(?:[.,]\d{{1,19}}){{1,10}}{_LETTER}{{0,35}}"  # 1,500 and 2.5bn are one number
    rf"|[^\W{_UNSPACED}](?:[^\W{_UNSPACED}]|[{_MARKS}]){{0,254}}"
    r"(?:['’](?:[sStTdDmM]|[rR][eE]|[vV][eE]|[lL][lL])\b)?"
)
_CHUNK_CHARS = 32_768
#: Words whose tokens are counted once: 60,000 of at most 32 characters take some 7 MB.
_MAX_KEPT, _MAX_KEPT_CHARS = 60_000, 32
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]")
# No character takes more marks than these few, whoever stacks them.
_CHARACTER = re.compile(rf"[{_UNSPACED}{_ADDED}][{_ADDED}]{{0,7}}")


def surfaces(text: str) -> list[str]:
    """Return the tokens of `text` as written; a token's index is its position."""
    tokens = _TOKEN.findall(text)
    if _UNSPACED_RUN.search(text):
        return [piece for token in tokens for piece in _pieces(token)]
    return tokens


def offsets(text: str) -> list[tuple[int, int]]:
    """Return (start, end) in code points of each token of `text`, by position.

    None overlaps another: a token of an unspaced script is one character, though its term
    has the next one too.
    """
    return list(_each_offset(text))


def offsets_of(text: str, positions: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return `offsets` of some positions, without those that `text` does not have.

    The text is only counted, and nothing long after the last position is read: the number of
    tokens between two spaces is cached, as most of them are one common word.
    """
    wanted = sorted(positions, reverse=True)
    found: dict[int, tuple[int, int]] = {}
    begin = passed = 0
    while wanted and begin <= len(text):
        # No token holds a space, so a text may be cut there.
        space = text.find(" ", begin + _CHUNK_CHARS)
        end = len(text) if space < 0 else space
        pieces = text[begin:end].split(" ")
        counted = list(accumulate(map(_token_counts.__getitem__, pieces)))
        if wanted[-1] < passed + counted[-1]:
            ends = list(accumulate(map(len, pieces)))
            while wanted and wanted[-1] < passed + counted[-1]:
                position = wanted[-1] - passed
                piece = bisect_right(counted, position)
                before, first = (counted[piece - 1], ends[piece - 1]) if piece else (0, 0)
                start = begin + first + piece
                for at, (left, right) in enumerate(_each_offset(pieces[piece]), before + passed):
                    if wanted and wanted[-1] == at:
                        found[wanted.pop()] = (start + left, start + right)
        begin, passed = end + 1, passed + counted[-1]
    return found


class _TokenCounts(dict[str, int]):
    """The number of tokens of a text without spaces, kept for short ones."""

    def __missing__(self, piece: str) -> int:
        count = len(surfaces(piece))
        if len(piece) <= _MAX_KEPT_CHARS:
            if len(self) >= _MAX_KEPT:
                self.clear()
            self[piece] = count
        return count


_token_counts = _TokenCounts()


def exact_terms(text: str) -> list[str]:
    """Return the folded form of each token, by position."""
    return [fold(token) for token in surfaces(text)]


def terms(text: str, language: str = "") -> list[str]:
    """Return the stemmed form of each token, by position, in an article of a language."""
    stemming = stemming_of(language)
    return [stem_of(token, stemming) for token in surfaces(text)]


def spelling(token: str) -> str:
    """Return the spelled term of a token, after its exact one: `resume résumé`.

    "" if folding removes only case and width.
    """
    if token.isascii():
        return ""
    folded, spelt = fold(token), written(token, "")
    return f"{folded} {spelt}" if spelt != folded else ""


def query_forms(text: str) -> list[tuple[str, FormKind]]:
    """Return the words of a query, folded, and what each is: as they stand in an article.

    Of an unspaced run these are its `pair`s of characters, and its last character as `rest`,
    since what follows it is not known; or a `single` one.
    """
    forms: list[tuple[str, FormKind]] = []
    for token in _TOKEN.findall(text):
        if not _UNSPACED_RUN.match(token):
            forms.append((fold(token), "word"))
            continue
        *pairs, last = map(fold, _pieces(token))
        forms += [(pair, "pair") for pair in pairs]
        forms.append((last, "rest" if pairs else "single"))
    return forms


def query_terms(text: str, *, exact: bool = False) -> list[str]:
    """Return the terms to search for `text`, stemmed as English or `exact`."""
    forms = [form for form, kind in query_forms(text) if kind != "rest"]
    return forms if exact else [stem(form) for form in forms]


def is_unspaced(text: str) -> bool:
    """Return whether `text` has a character of a script that is indexed by pairs."""
    return _UNSPACED_RUN.search(text) is not None


def _pieces(token: str) -> list[str]:
    """Cut a run of an unspaced script into pairs and a last single; leave others whole."""
    if not _UNSPACED_RUN.match(token):
        return [token]
    characters = _CHARACTER.findall(token)
    return [*map("".join, pairwise(characters)), characters[-1]]


def _each_offset(text: str) -> Iterator[tuple[int, int]]:
    if _UNSPACED_RUN.search(text):
        return _offsets(text)
    return (token.span() for token in _TOKEN.finditer(text))


def _offsets(text: str) -> Iterator[tuple[int, int]]:
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if _UNSPACED_RUN.match(token.group()):
            yield from (found.span() for found in _CHARACTER.finditer(text, start, end))
        else:
            yield start, end
