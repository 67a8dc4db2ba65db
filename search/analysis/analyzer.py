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

import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import accumulate, pairwise, zip_longest
from typing import Literal

from search.analysis.folding import fold, written
from search.analysis.joined_words import first_part, glued, joined_words
from search.analysis.letter_case import MIXED, letter_case, without_possessive
from search.analysis.numbers import plain_number, writes_decimal_point
from search.analysis.stemming import stem, stem_of, stemming_of
from search.analysis.token_expression import (
    CHARACTER,
    LONG_MARK,
    TOKEN,
    UNSPACED_RUN,
    is_sign,
)

FormKind = Literal["word", "pair", "single", "rest"]

_CHUNK_CHARS = 4_096
#: Words whose tokens are counted once: 60,000 of at most 32 characters take some 7 MB.
_MAX_KEPT, _MAX_KEPT_CHARS = 60_000, 32


def surfaces(text: str) -> list[str]:
    """Return the tokens of `text` as written; a token's index is its position."""
    tokens = TOKEN.findall(text)
    if UNSPACED_RUN.search(text):
        return [piece for token in tokens for piece in _pieces(token)]
    return tokens


def has_words(text: str) -> bool:
    """Return whether a text has more than signs, which mean something beside a word only."""
    return not all(map(is_sign, surfaces(text)))


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
            at_piece, at_char = 0, begin
            while wanted and wanted[-1] < passed + counted[-1]:
                position = wanted[-1] - passed
                piece = bisect_right(counted, position)
                at_char += sum(map(len, pieces[at_piece:piece])) + piece - at_piece
                at_piece = piece
                before = passed + (counted[piece - 1] if piece else 0)
                for at, (left, right) in enumerate(_each_offset(pieces[piece]), before):
                    if wanted and wanted[-1] == at:
                        found[wanted.pop()] = (at_char + left, at_char + right)
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


def exact_term(token: str, stemming: str = "") -> str:
    """Return the folded form of a token; a number is read as the language of a stemming has it."""
    if token[0].isdigit():
        point = writes_decimal_point(stemming)
        token = plain_number(token, decimal_point=point)
    return fold(token)


def exact_terms(text: str, language: str = "") -> list[str]:
    """Return the folded form of each token, by position, in an article of a language."""
    stemming = stemming_of(language)
    return [exact_term(token, stemming) for token in surfaces(text)]


def stemmed_term(token: str, stemming: str) -> str:
    """Return the stemmed form of a token as it stands in an article."""
    if token[0].isdigit():
        token = plain_number(token, decimal_point=writes_decimal_point(stemming))
    return stem_of(token, stemming)


def terms(text: str, language: str = "") -> list[str]:
    """Return the stemmed form of each token, by position, in an article of a language."""
    stemming = stemming_of(language)
    return [stemmed_term(token, stemming) for token in surfaces(text)]


def joined_term(joined: str, stemming: str) -> str:
    """Return the term of a solid word of `joined_words`: its number of parts, and its stem.

    "" where it is a form of its first part: İstanbul'da.
    """
    whole = stem_of(joined[1:], stemming)
    return f"{joined[0]}{whole}" if whole != stem_of(first_part(joined), stemming) else ""


def joined_terms(text: str, language: str = "") -> list[str]:
    """Return, by position, the term of the solid word that begins there, "" where none does."""
    stemming, joined = stemming_of(language), joined_words(glued(text))
    return [
        joined_term(joined[at], stemming) if at in joined else ""
        for at in range(len(surfaces(text)))
    ]


def spelling(token: str) -> str:
    """Return the spelled term of a token, after its exact one: `resume résumé`, `iphone iPhone`.

    "" if folding removes only width and capitals that are not mixed with small letters.
    """
    mixed = letter_case(token) == MIXED
    if token.isascii() and not mixed:
        return ""
    folded, spelt = fold(token), written(token, "")
    if mixed:
        spelt = unicodedata.normalize("NFC", without_possessive(token))
    return f"{folded} {spelt}" if spelt != folded else ""


def query_tokens(text: str) -> list[tuple[str, FormKind, str, str]]:
    """Return the words of a query: folded, what each is, as written, and what follows it.

    Of an unspaced run these are its `pair`s of characters, and its last character as `rest`,
    since what follows it is not known; or a `single` one. Initials are read as if glued.
    """
    forms: list[tuple[str, FormKind, str, str]] = []
    text = glued(text)
    found = list(TOKEN.finditer(text))
    for token, behind in zip_longest(found, found[1:]):
        gap = text[token.end() : behind.start() if behind else len(text)]
        word = token.group()
        if not UNSPACED_RUN.match(word):
            forms.append((exact_term(word), "word", word, gap))
            continue
        *pairs, last = map(fold, _pieces(word))
        forms += [(pair, "pair", pair, "") for pair in pairs]
        forms.append((last, "rest" if pairs else "single", last, gap))
    return forms


def query_forms(text: str) -> list[tuple[str, FormKind]]:
    """Return the words of a query, folded, and what each is: as they stand in an article."""
    return [(form, kind) for form, kind, _, _ in query_tokens(text)]


def query_terms(text: str, *, exact: bool = False) -> list[str]:
    """Return the terms to search for `text`, stemmed as English or `exact`."""
    forms = [form for form, kind in query_forms(text) if kind != "rest"]
    return forms if exact else [stem(form) for form in forms]


def is_unspaced(text: str) -> bool:
    """Return whether `text` has a character of a script that is indexed by pairs."""
    return UNSPACED_RUN.search(text) is not None


def _pieces(token: str) -> list[str]:
    """Cut a run of an unspaced script into pairs and a last single; leave others whole."""
    if not UNSPACED_RUN.match(token):
        return [token]
    characters = [_without_long_mark(char) for char in CHARACTER.findall(token)]
    return [*map("".join, pairwise(characters)), characters[-1]]


def _without_long_mark(character: str) -> str:
    return character[:-1] if character[1:].endswith(LONG_MARK) else character


def _each_offset(text: str) -> Iterator[tuple[int, int]]:
    if UNSPACED_RUN.search(text):
        return _offsets(text)
    return (token.span() for token in TOKEN.finditer(text))


def _offsets(text: str) -> Iterator[tuple[int, int]]:
    for token in TOKEN.finditer(text):
        start, end = token.span()
        if UNSPACED_RUN.match(token.group()):
            yield from (found.span() for found in CHARACTER.finditer(text, start, end))
        else:
            yield start, end
