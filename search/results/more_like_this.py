"""More like this: an article's distinctive terms, and the query for articles that share them.

A term weighs more the more often it occurs in the article and the fewer articles have it:

    weight(t) = f / (k + f) * ln(1 + (N - n + 0.5) / (n + 0.5))        f = text + 4 * title

The first factor is Okapi's k3 for repeated query terms (Robertson et al., "Okapi at TREC-3",
1994), with the title weight and k1 of our ranking; the second is the idf of BM25F: of the N
articles in the same language, n have the term in any form. The heaviest terms are searched
for, as in Lucene's MoreLikeThis; the first factor is the term's weight in the score, and a
result must share one in five of them. Terms that no other article has, or most have, are left
out.

Statistics come from the index, terms from the stored text through the analyzer (about a
millisecond). A postings list per term cannot list the terms of one article without reading all
lists (16 ms for 72,631 articles), and term vectors would take a fifth of the index.
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
#: The start of a long text shows what it is about: this many characters and stems are read.
MAX_CHARS = 100_000
_MAX_STEMS = 400
#: `like:` clauses that one query resolves; each takes about ten milliseconds.
MAX_ARTICLES = 4
_SHARED = 0.2
_TITLE_WEIGHT = 4.0
_SATURATION = 2.4
_MIN_FREQUENCY = 2
_MIN_CHARS = 3


@dataclass(frozen=True, slots=True)
class _Word:
    """All words of one stem, shown as the most frequent of them."""

    text: str
    frequency: float

    @property
    def saturated(self) -> float:
        return self.frequency / (_SATURATION + self.frequency)


def like_article(article: Article, engine: Engine) -> Like:
    """Return the node that matches articles like `article`. Raises EngineError."""
    text = article.text[:MAX_CHARS]
    words = distinctive_terms(article.title, text, article.language, engine)
    return Like(article.pk, words, min_shared_terms(words), article.title)


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
        rows = (
            Article.objects.shown().only("title", "text", "language").order_by().filter(pk__in=some)
        )
        known.update((article.pk, like_article(article, engine)) for article in rows)
    own = {number: known[number] for number in some if number in known}

    def with_terms(each: Node) -> Node:
        like = own.get(each.article) if isinstance(each, Like) else None
        return replace(like, span=each.span) if like else each

    return rewrite(node, with_terms), tuple(number for number in wanted if number not in own)


def distinctive_terms(
    title: str, text: str, language: str, engine: Engine
) -> tuple[tuple[str, float], ...]:
    """Return up to MAX_WORDS terms, heaviest first, each with its first factor.

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


def min_shared_terms(words: Sequence[object]) -> int:
    """Return how many of these terms a similar article must share."""
    return max(1, math.ceil(_SHARED * len(words)))


def _words(title: str, text: str, language: str) -> list[_Word]:
    """Count the words by their stems, without numbers and very short words."""
    forms: Counter[str] = Counter()
    for word, count in Counter(exact_terms(text)).items():
        forms[word] += count
    for word, count in Counter(exact_terms(title)).items():
        forms[word] += int(_TITLE_WEIGHT) * count
    stemming = stemming_of(language)
    by_stem: dict[str, list[tuple[int, str]]] = {}
    for word, count in forms.items():
        if is_informative(word):
            by_stem.setdefault(stems_of(word, stemming)[0], []).append((count, word))
    words = [_Word(max(own)[1], sum(count for count, _ in own)) for own in by_stem.values()]
    words.sort(key=lambda word: (-word.frequency, word.text))
    return words[:_MAX_STEMS]


def is_informative(word: str) -> bool:
    if is_unspaced(word):
        return len(word) > 1
    return len(word) >= _MIN_CHARS and not word.isdigit() and any(map(str.isalpha, word))


def _idf(documents: int, holding: int) -> float:
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))
