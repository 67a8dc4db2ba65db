"""Short words that Arabic and Hebrew write as one with the next: and, the, in, to, from, that.

Arabic words lose conjunction and preposition before their article, which the stemmer knows.
In Hebrew only the reader knows whether a first letter is such a word, so a word of a query is
looked for behind each of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

# As long as what is left may be a word.
_ARABIC = re.compile("^(?:[وف]?[بك]?ال|[وف]?لل)(?=.{2})")
_ARTICLE = "ال"
_FEMININE = re.compile("(?<=..)ه$")
_CONJUNCTIONS = ("", "ו")
_SUBORDINATORS = ("", "ש", "כש", "לכש", "מש")
_PREPOSITIONS = ("", "ה", "ב", "ל", "מ", "כ", "מה")
_HEBREW_WORD = re.compile("[\u05d0-\u05ea]{2,}")
#: What begins with the article and is at least so long is a noun behind it.
_MIN_DEFINITE = 5


def without_clitics(word: str) -> str:
    """Return an Arabic word without conjunction and preposition before its article, ة for ه.

    At the end ه is a hurried ة, or "his": either way the word before it is the same.
    """
    return _FEMININE.sub("ة", _ARABIC.sub(_ARTICLE, word))


def is_hebrew(word: str) -> bool:
    """Return whether a folded word is of Hebrew letters alone."""
    return not word.isascii() and _HEBREW_WORD.fullmatch(word) is not None


@lru_cache(4096)
def with_prefixes(word: str) -> tuple[str, ...]:
    """Return a Hebrew word, then it behind each prefix; a definite one without its article."""
    bare = word[1:] if word[0] == "ה" and len(word) >= _MIN_DEFINITE else word
    behind = [
        f"{conjunction}{subordinator}{preposition}{bare}"
        for conjunction in _CONJUNCTIONS
        for subordinator in _SUBORDINATORS
        for preposition in _PREPOSITIONS
    ]
    return tuple(dict.fromkeys((word, *behind)))
