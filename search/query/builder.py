"""The query builder: the boxes of its form to a query.

A box holds words, never operators: quotation marks and brackets are dropped, and a word that
looks like an operator is quoted.
"""

from __future__ import annotations

from dataclasses import dataclass

from search.analysis.analyzer import surfaces
from search.query.nodes import Prefix, Term, Wildcard
from search.query.parser.aliases import proximity
from search.query.parser.connectors import JOINING
from search.query.parser.lexer import readable
from search.query.parser.query_parser import parse

_GROUPING = str.maketrans(dict.fromkeys('"“”„‟«»″＂()[]{}', " "))


@dataclass(frozen=True, slots=True)
class QueryBoxes:
    """The boxes as filled in; "" where empty.

    `near_distance` counts words and belongs to `near`, `often_count` says how many times
    each word of `often` must stand in an article. Dates are written as in `date:`.
    """

    all_words: str = ""
    phrase: str = ""
    any_words: str = ""
    none_words: str = ""
    title_words: str = ""
    near: str = ""
    near_distance: int = 10
    often: str = ""
    often_count: int = 3
    source: str = ""
    author: str = ""
    date_from: str = ""
    date_to: str = ""

    def query(self) -> str:
        """Return the shortest query for the boxes; "" if all are empty."""
        parts = [
            *_words(self.all_words),
            _phrase(self.phrase),
            _either(_words(self.any_words)),
            *(f"-{word}" for word in _words(self.none_words)),
            *(f"title:{word}" for word in _words(self.title_words)),
            _near(self.near, self.near_distance),
            *(f"atleast{min(max(1, self.often_count), 999)}:{w}" for w in _words(self.often)),
            _labelled("source", self.source),
            _labelled("author", self.author),
            _dates(self.date_from, self.date_to),
        ]
        return " ".join(filter(None, parts))


def _words(text: str) -> list[str]:
    """Return the words of a box, each written so that the parser reads one word."""
    words = (word.lstrip("-=").rstrip(",;") for word in _plain(text).split())
    return [word if is_one_word(word) else f'"{word}"' for word in words if surfaces(word)]


def is_one_word(word: str) -> bool:
    """Return whether the parser reads `word` as one word."""
    parsed = parse(word)
    meant = (Term(word), Prefix(word), Prefix(word[:-1]), Wildcard(word))
    joins = word.lower() in JOINING or proximity(word)
    return parsed.node in meant and not parsed.notes and not joins


def _plain(text: str) -> str:
    """Return `text` without quotation marks and brackets."""
    return readable(text).translate(_GROUPING)


def _phrase(text: str) -> str:
    words = " ".join(_plain(text).split())
    return f'"{words}"' if surfaces(words) else ""


def _either(words: list[str]) -> str:
    return f"({' OR '.join(words)})" if len(words) > 1 else "".join(words)


def _near(text: str, distance: int) -> str:
    words = _words(text)
    return f" w/{max(1, distance)} ".join(words)


def _labelled(name: str, text: str) -> str:
    phrase = _phrase(text)
    return f"{name}:{phrase}" if phrase else ""


def _dates(first: str, last: str) -> str:
    first, last = ("-".join(_plain(text).split()) for text in (first, last))
    if not first and not last:
        return ""
    if first == last:
        return f"date:{first}"
    return f"date:[{first or '*'} TO {last or '*'}]"
