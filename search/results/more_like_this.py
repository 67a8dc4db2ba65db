"""More like this: the words that set an article apart, and what shares them.

An article's words are weighed by how often they stand in it and in how few others:

    weight(t) = f / (k + f) * ln(1 + (N - n + 0.5) / (n + 0.5))        f = text + 4 * title

The first factor is Okapi's for words of a query that repeat, k3 (Robertson et al., "Okapi
at TREC-3", 1994), with the title's weight and the k1 of our ranking; the second is the idf
of `columnar/search/bm25f.py`: of the N articles in its language, n have the word in any form. The
heaviest words are looked for, as Lucene's MoreLikeThis does; each counts in the score as
often as its first factor says, and an article must share one in five of them. A word that no
other article has, or that most have, says nothing.

Statistics come from the index. The words come from the stored text through the analyzer:
a millisecond, whose every form is remembered. Inverted lists do not tell what stands in one
article but by reading all of them (16 ms for 72,631 articles, and growing with the archive),
and a list of each article's words beside them would take a fifth of the index.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.models import Article
from search.analysis.analyzer import exact_terms, is_unspaced
from search.analysis.stemming import stemming_of, stems_of
from search.engines.base import Engine, Filters
from search.query.nodes import Everything, Like, Node
from search.query.traversal import rewrite, visit

MAX_WORDS = 25
#: Of a book, what it is about is in so many characters, and in so many of their words.
MAX_CHARS = 100_000
_MAX_STEMS = 400
#: Articles of a query that others are to be like; each takes about ten milliseconds.
MAX_ARTICLES = 4
_SHARED = 0.2
_TITLE_WEIGHT = 4.0
_SATURATION = 2.4
_MIN_FREQUENCY = 2
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _Word:
    """The words of one stem: the one that stands most often, for all of them."""

    text: str
    frequency: float

    @property
    def saturated(self) -> float:
        return self.frequency / (_SATURATION + self.frequency)


def like_article(article: Article, engine: Engine) -> Like:
    """Return the node that matches articles like `article`. Raises EngineError."""
    text = article.text[:MAX_CHARS]
    words = distinctive_terms(article.title, text, article.language, engine)
    return Like(article.pk, words, least_shared(words), article.title)


def resolve_likes(
    node: Node, engine: Engine, known: dict[int, Like]
) -> tuple[Node, tuple[int, ...]]:
    """Return `node` with the terms of the articles that its `like:` clauses name.

    The second value holds the ids that have no terms: hidden or unknown articles, and those
    beyond the first MAX_ARTICLES. `known` caches the nodes of one page by article id.
    Raises EngineError.
    """
    wanted = list(dict.fromkeys(each.article for each in visit(node) if isinstance(each, Like)))
    if not wanted:
        return node, ()
    some = [number for number in wanted[:MAX_ARTICLES] if number < 2**63]
    if any(number not in known for number in some):
        rows = Article.objects.shown().only("title", "text", "language").filter(pk__in=some)
        known.update((article.pk, like_article(article, engine)) for article in rows)
    own = {number: known[number] for number in some if number in known}

    def with_terms(each: Node) -> Node:
        like = own.get(each.article) if isinstance(each, Like) else None
        return replace(like, span=each.span) if like else each

    return rewrite(node, with_terms), tuple(number for number in wanted if number not in own)


def distinctive_terms(
    title: str, text: str, language: str, engine: Engine
) -> tuple[tuple[str, float], ...]:
    """Return up to MAX_WORDS words, the weightiest first, each with its first factor.

    Raises EngineError.
    """
    words = _words(title, text, language)
    documents = engine.count(Everything(), Filters(include={"lang": (language,)}))
    counts = engine.frequencies([word.text for word in words])
    max_count = max(documents // 2, _MIN_FREQUENCY)
    weighed = sorted(
        (-word.saturated * _idf(documents, count), word.text, word.saturated)
        for word, count in zip(words, counts, strict=True)
        if _MIN_FREQUENCY <= count <= max_count
    )
    return tuple((word, round(factor, 4)) for _, word, factor in weighed[:MAX_WORDS])


def least_shared(words: Sequence[object]) -> int:
    """Return how many of an article's words another one must have."""
    return max(1, math.ceil(_SHARED * len(words)))


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
    words = [_Word(max(own)[1], sum(count for count, _ in own)) for own in by_stem.values()]
    words.sort(key=lambda word: (-word.frequency, word.text))
    return words[:_MAX_STEMS]


def _tells(word: str) -> bool:
    if is_unspaced(word):
        return len(word) > 1
    return len(word) >= _SHORTEST and not word.isdigit() and any(map(str.isalpha, word))


def _idf(documents: int, holding: int) -> float:
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))
