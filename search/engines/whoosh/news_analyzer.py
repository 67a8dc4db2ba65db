"""The product's analyzer in Whoosh's form, and in the form that indexes many texts at once.

Both give the terms of `search.analysis.analyzer`: Whoosh's token by token, for parsers,
highlighting and spelling; the batch form piece by piece, each written form analysed once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer, Token

from search.analysis import sentences
from search.analysis.analyzer import (
    exact_term,
    exact_terms,
    joined_term,
    joined_terms,
    offsets,
    spelling,
    stemmed_term,
    surfaces,
    terms,
)
from search.analysis.joined_words import joined_words
from search.analysis.letter_case import MIXED, letter_case
from search.analysis.stemming import stem, stemming_of
from search.engines.whoosh.columnar.index.term_interner import Analyzer as BatchAnalyzer
from search.engines.whoosh.columnar.index.term_interner import Parting
from search.engines.whoosh.columnar.segment_reader import Group

#: The analyzer cuts longer words.
_LONG_WORD = 255
#: What may follow a word without changing it, or ending a sentence.
_COMMAS = (",", ";", ":")


class NewsAnalyzer(Analyzer):  # type: ignore[misc]
    """The terms of one group; words are stemmed by `language` (English where it is "")."""

    def __init__(self, group: Group = "stem", language: str = "") -> None:
        self.group = group
        self.language = language

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        *,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **options: Any,
    ) -> Iterator[Token]:
        """Yield one token, changed in place, as Whoosh's own analyzers do."""
        token = Token(positions, chars, mode=mode, **options)
        bounds = offsets(value) if chars else []
        token.boost, token.stopped = 1.0, False
        for at, term in enumerate(self._terms(value)):
            token.text = token.original = term
            if positions:
                token.pos = start_pos + at
            if chars:
                token.startchar, token.endchar = (start_char + end for end in bounds[at])
            if term:
                yield token

    def _terms(self, value: str) -> list[str]:
        if self.group == "spelled":
            return [spelling(surface) for surface in surfaces(value)]
        return _TERMS[self.group](value, self.language)


_TERMS = {"stem": terms, "exact": exact_terms, "joined": joined_terms}


def _plain_word(piece: str) -> str:
    """Return the word of a piece that is no more than one, with a comma or so behind it."""
    word = piece[:-1] if piece[-1:] in _COMMAS else piece
    if not word.isalpha() or not word.isascii() or len(word) >= _LONG_WORD:
        return ""
    return word if word.islower() or letter_case(word) != MIXED else ""


def _stem(word: str, stemming: str) -> str:
    """English words come folded, others as written."""
    return stemmed_term(word, stemming) if stemming else stem(word)


BATCH_ANALYZER = BatchAnalyzer(
    surfaces,
    exact_term,
    _stem,
    stemming_of,
    spelling,
    letter_case,
    joined_words,
    joined_term,
    _plain_word,
    parting=Parting(
        sentences.paragraphs,
        sentences.pieces,
        ends=sentences.ends_sentence,
        begins=sentences.begins_sentence,
    ),
)
