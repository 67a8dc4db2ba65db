"""More like this: the words that set an article apart, and what shares them.

An article's words are weighed by how often they stand in it and in how few others:

    weight(t) = f / (k + f) * ln(1 + (N - n + 0.5) / (n + 0.5))        f = text + 4 * title

The first factor is Okapi's for words of a query that repeat, k3 (Robertson et al., "Okapi
at TREC-3", 1994), with the title's weight and the k1 of our ranking; the second is the idf
of `executor/bm25f.py`: n of N articles have the word in any form. The heaviest words are looked
for, as Lucene's MoreLikeThis does; each counts in the score as often as its first factor
says, and an article must share three in ten of them. A word that no other article has, or
that most have, says nothing.

Statistics come from the index. The words come from the stored text through the analyzer:
a millisecond, whose every form is remembered. Inverted lists do not tell what stands in one
article but by reading all of them (16 ms for 72,631 articles, and growing with the archive),
and a list of each article's words beside them would take a fifth of the index.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Q

from corpus.models import Article
from search.analysis import exact_terms, is_unspaced
from search.engines import get_engine
from search.engines.base import Hit, SearchRequest
from search.query import And, Boost, Everything, Like, Node, Not, Nothing, Or, children
from search.stemming import stemming_of, stems_of

MOST_WORDS = 25
#: Articles of a query that others are to be like; each takes about ten milliseconds.
MOST_ARTICLES = 4
_SHARED = 0.3
_TITLE_WEIGHT = 4.0
_SATURATION = 2.4
_LEAST_FREQUENCY = 2
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _Word:
    """The words of one stem: the one that stands most often, for all of them."""

    text: str
    frequency: float

    @property
    def saturated(self) -> float:
        return self.frequency / (_SATURATION + self.frequency)


def related(article: Article, limit: int = 5) -> tuple[Hit, ...]:
    """Return the articles most like `article`, best first. Raises EngineError."""
    node = _like(article.pk, article.title, article.text, article.language, *_statistics())
    if not node.words:
        return ()
    request = SearchRequest(node, limit=limit, facets=False, matches=False)
    return get_engine().search(request).hits


def resolved(node: Node) -> Node:
    """Return `node` with the words of the articles that others are to be like.

    An article that is hidden, or that there is not, has none. Raises EngineError.
    """
    wanted = list(dict.fromkeys(each.article for each in _likes(node)))[:MOST_ARTICLES]
    if not wanted:
        return node
    statistics = _statistics()
    rows = Article.objects.filter(Q(pk__in=wanted), hidden=False).values_list(
        "pk", "title", "text", "language"
    )
    known = {row[0]: _like(*row, *statistics) for row in rows}
    return _replaced(node, known)


def distinctive(
    title: str, text: str, language: str, documents: int
) -> tuple[tuple[str, float], ...]:
    """Return up to MOST_WORDS words, the weightiest first, each with its first factor.

    `documents` is how many articles the index has. Raises EngineError.
    """
    words = _words(title, text, language)
    counts = get_engine().frequencies([word.text for word in words])
    most = max(documents // 2, _LEAST_FREQUENCY)
    weighed = sorted(
        (-word.saturated * _idf(documents, count), word.text, word.saturated)
        for word, count in zip(words, counts, strict=True)
        if _LEAST_FREQUENCY <= count <= most
    )
    return tuple((word, round(factor, 4)) for _, word, factor in weighed[:MOST_WORDS])


@lru_cache(256)
def _like(
    article: int, title: str, text: str, language: str, generation: int, documents: int
) -> Like:
    """Remembered for one generation of the index: the page of an article asks twice."""
    words = distinctive(title, text, language, documents)
    return Like(article, words, math.ceil(_SHARED * len(words)) or 1, title)


def _statistics() -> tuple[int, int]:
    status = get_engine().status()
    return status.generation, status.documents


def _words(title: str, text: str, language: str) -> list[_Word]:
    """Count the words by their stems; numbers and the shortest say little."""
    forms: Counter[str] = Counter()
    for word, count in Counter(exact_terms(text)).items():
        forms[word] += count
    for word, count in Counter(exact_terms(title)).items():
        forms[word] += int(_TITLE_WEIGHT) * count
    stemming = stemming_of(language)
    by_stem: dict[str, list[tuple[int, str]]] = {}
    for word, count in forms.items():
        if _tells(word):
            by_stem.setdefault(stems_of(word, stemming)[0], []).append((count, word))
    return [
        _Word(max(own, key=lambda pair: (pair[0], pair[1]))[1], sum(count for count, _ in own))
        for own in by_stem.values()
    ]


def _tells(word: str) -> bool:
    if is_unspaced(word):
        return len(word) > 1
    return len(word) >= _SHORTEST and not word.isdigit() and any(map(str.isalpha, word))


def _idf(documents: int, holding: int) -> float:
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def _likes(node: Node) -> Iterable[Like]:
    if isinstance(node, Like):
        yield node
    for child in children(node):
        yield from _likes(child)


def _replaced(node: Node, known: dict[int, Like]) -> Node:
    if isinstance(node, Like):
        like = known.get(node.article)
        return replace(like, span=node.span) if like else node
    if isinstance(node, And | Or):
        parts: Sequence[Node] = [_replaced(child, known) for child in node.children]
        return replace(node, children=tuple(parts))
    if isinstance(node, Not | Boost):
        return replace(node, child=_replaced(node.child, known))
    return node
