"""The query classes, filled with words of the corpus at hand by their frequency."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from benchmarks.harness.corpora import Article
from search.analysis.analyzer import exact_terms
from search.analysis.stemming import stem

Kind = Literal[
    "common term",
    "middle term",
    "rare term",
    "AND of 2",
    "OR of 2",
    "OR of 4",
    "phrase",
    "prefix",
    "exclusion",
    "date range",
    "fuzzy",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Query:
    """One query, told alike to every contestant.

    For `exclusion` the second word is the unwanted one; for `prefix` and `fuzzy` (one
    edit) the only word is the beginning, or the misspelling.
    """

    kind: Kind
    words: tuple[str, ...]
    first: dt.date | None = None
    last: dt.date | None = None


def choose(articles: Sequence[Article], each: int = 6, seed: int = 20_220_204) -> list[Query]:
    """Return `each` queries of every class, the same ones for the same articles.

    Common words stand in at least a tenth of the articles, middle ones in 0.5-4 %, rare
    ones in few. Only plain lower-case ASCII words are chosen, as every tokenizer reads
    these alike, and only such as no stemmer touches.
    """
    pick = random.Random(seed)
    frequencies: Counter[str] = Counter()
    stems: Counter[str] = Counter()
    neighbours: Counter[tuple[str, str]] = Counter()
    for article in articles:
        words = exact_terms(article.text)
        frequencies.update(set(words))
        stems.update(set(map(stem, words)))
        neighbours.update({pair for pair in pairwise(words) if all(map(_is_plain, pair))})
    total = len(articles)
    plain = sorted(word for word in frequencies if _is_plain(word))

    def between(least: float, most: float) -> list[str]:
        found = [word for word in plain if least <= frequencies[word] <= most]
        return pick.sample(found, min(len(found), 8 * each)) or plain[:1]

    common, middle = between(0.1 * total, total), between(0.005 * total, 0.04 * total)
    rare = between(2, max(3, 0.0005 * total))
    phrases = sorted(pair for pair, count in neighbours.items() if count >= max(2, 0.001 * total))
    # Fuzzy words are looked for among the words as written or among stems: take such as
    # stand in the same articles both ways.
    same = [word for word in middle + common if stems[word] < 1.1 * frequencies[word]]
    long = [word for word in same if len(word) >= 7] or middle
    days = sorted(article.day for article in articles if article.day)
    queries: list[Query] = []
    for at in range(each):
        one, other, third, fourth = (middle[(4 * at + i) % len(middle)] for i in range(4))
        some = common[at % len(common)]
        spoiled = long[at % len(long)]
        cut = pick.randrange(2, len(spoiled) - 1)
        range_ = (days[len(days) // 4], days[len(days) // 2]) if days else (None, None)
        queries += [
            Query("common term", (some,)),
            Query("middle term", (one,)),
            Query("rare term", (rare[at % len(rare)],)),
            Query("AND of 2", (some, one)),
            Query("OR of 2", (one, other)),
            Query("OR of 4", (some, one, other, third)),
            Query("phrase", pick.choice(phrases) if phrases else (one, other)),
            Query("prefix", (fourth[:4],)),
            Query("exclusion", (one, some)),
            Query("date range", (some,), *range_),
            Query("fuzzy", (spoiled[:cut] + spoiled[cut + 1 :],)),
        ]
    return queries


#: Endings that Porter's stemmer or its successor may cut.
_STEMMED = re.compile(
    "(s|e|y|i|ed|ing|al|er|ly|ion|ant|ent|ism|ous|ive|ful|able|ible|ence|ance|ic|ll|ou)$"
)


def _is_plain(word: str) -> bool:
    return len(word) >= 4 and word.isascii() and word.isalpha() and not _STEMMED.search(word)
