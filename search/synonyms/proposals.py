"""Proposals of equal words, from the words of the archive itself.

Two words are proposed where one differs from the other as spellings of one word do (`-our` and
`-or`, `q` and `k`, a doubled letter), both are in several articles, and they stand beside the
same words. Editors decide.
"""

from __future__ import annotations

import re
import string
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.curation.synonyms.synonym_list import equal_words
from corpus.models import Article
from corpus.models.synonyms.synonym_set import synonym_key
from search.analysis.analyzer import query_terms
from search.analysis.folding import fold
from search.query.nodes import And, Everything, Prefix, Term
from search.query.search_query import SearchQuery
from search.results.session import SearchSession
from search.synonyms.synonym_table import SynonymTable, current_table, terms_of

#: What one spelling has where another has the second.
_ALTERNATIONS = (
    "our/or re/er ise/ize isa/iza yse/yze ogue/og ence/ense ae/e oe/e ll/l ss/s tt/t nn/n mm/m "
    "zz/z aa/a kh/h kh/k q/k ck/k c/k ks/x ph/f y/i ou/u oo/u ee/i ei/ai ey/ei ay/ai ij/y dj/j "
    "dzh/j tch/ch tsch/ch sch/sh sz/sh ch/kh w/v f/v ts/z gh/g iy/y yy/y ii/y o/a e/a zh/j"
)
_WORDS_PER_LETTER = 3_000
_MIN_CHARS = 5
_MIN_ARTICLES = 3
MAX_PROPOSALS = 40
#: Pairs whose neighbours are compared, and the articles read for each word.
_MAX_COMPARED = 150
_ARTICLES_READ = 8
_MATCHES_READ = 4
_MIN_SHARED = 2
#: A word of more than one in so many articles stands beside everything.
_COMMON = 10
_BUDGET_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two words that may be one, the more frequent first.

    `articles` are those of each, `together` those that have both, `shared` the words that
    stand beside either.
    """

    words: tuple[str, str]
    articles: tuple[int, int]
    together: int
    shared: tuple[str, ...]
    urls: tuple[str, str]

    def __str__(self) -> str:
        return " = ".join(self.words)


def proposals(session: SearchSession, budget_seconds: float = _BUDGET_SECONDS) -> list[Proposal]:
    """Return proposals, the most alike first. Raises EngineError.

    Reads some articles a word, as long as there is time.
    """
    deadline = time.perf_counter() + budget_seconds
    vocabulary = _vocabulary(session)
    limit = max(session.count(Everything()) // _COMMON, _MIN_ARTICLES)
    found: list[Proposal] = []
    neighbours: dict[str, Counter[str]] = {}
    for one, other in list(_pairs(vocabulary))[:_MAX_COMPARED]:
        if time.perf_counter() > deadline:
            break
        for word in (one, other):
            if word not in neighbours:
                neighbours[word] = _neighbours(word, session)
        both = (neighbours[one] & neighbours[other]).most_common()
        shared = [word for word, _ in both if vocabulary.get(word, 0) <= limit and len(word) > 3]
        if len(shared) >= _MIN_SHARED:
            found.append(_proposal(one, other, vocabulary, shared, session))
    found.sort(key=lambda one: (-len(one.shared), one.words))
    return found[:MAX_PROPOSALS]


def _proposal(
    one: str, other: str, counts: Mapping[str, int], shared: list[str], session: SearchSession
) -> Proposal:
    words = (one, other) if counts[one] >= counts[other] else (other, one)
    terms = tuple(Term(word, exact=True) for word in words)
    first, second = (SearchQuery(f"={word}").url() for word in words)
    return Proposal(
        words=words,
        articles=(counts[words[0]], counts[words[1]]),
        together=session.count(And(terms)),
        shared=tuple(shared[:6]),
        urls=(first, second),
    )


def _vocabulary(session: SearchSession) -> dict[str, int]:
    """Return the frequent words of the archive with their articles."""
    return {
        word: count
        for letter in string.ascii_lowercase
        for word, count in session.words(Prefix(letter), _WORDS_PER_LETTER)
        if count >= _MIN_ARTICLES
    }


def _pairs(vocabulary: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield pairs of words that differ as spellings do, the most frequent first."""
    table = current_table()
    decided = {one.key for one in equal_words()}
    words = sorted(
        (word for word in vocabulary if len(word) >= _MIN_CHARS and word.isalpha()),
        key=lambda word: (-vocabulary[word], word),
    )
    pairs: dict[frozenset[str], tuple[int, str, str]] = {}
    for word in words:
        for variant in set(_variants(word)):
            pair = frozenset((word, variant))
            if variant not in vocabulary or pair in pairs or not _is_new(word, variant, table):
                continue
            if synonym_key(pair) not in decided:
                pairs[pair] = (min(vocabulary[word], vocabulary[variant]), word, variant)
    ranked = sorted(pairs.values(), key=lambda row: (-row[0], row[1]))
    return ((one, other) for _, one, other in ranked)


def _variants(word: str) -> Iterator[str]:
    """Yield a word with one of its letters as another spelling has them."""
    for alternation in _ALTERNATIONS.split():
        long, _, short = alternation.partition("/")
        for found in re.finditer(long, word):
            variant = word[: found.start()] + short + word[found.end() :]
            if found.start() and variant != word:
                yield variant


def _is_new(one: str, other: str, table: SynonymTable) -> bool:
    """Return whether a search for one word does not find the other already."""
    if terms_of(one) == terms_of(other):
        return False
    return all(terms_of(known) != terms_of(other) for known in table.others(one))


def _neighbours(word: str, session: SearchSession) -> Counter[str]:
    """Return the words right beside a word, in its best hits."""
    hits = session.top_hits(Term(word, "text", exact=True), _ARTICLES_READ)
    texts = Article.objects.shown().filter(pk__in=[hit.id for hit in hits])
    found: Counter[str] = Counter()
    for text in texts.values_list("text", flat=True):
        terms = query_terms(_around(word, text), exact=True)
        places = [at for at, term in enumerate(terms) if term == word][:_MATCHES_READ]
        for at in places:
            found.update(terms[max(0, at - 2) : at] + terms[at + 1 : at + 3])
    return found


def _around(word: str, text: str) -> str:
    """Return what stands around the first places of a word in a text."""
    pieces = []
    for match in re.finditer(re.escape(word), fold(text)):
        pieces.append(text[max(0, match.start() - 60) : match.end() + 60])
        if len(pieces) == _MATCHES_READ:
            break
    return " ".join(pieces)
