"""Phrase completion: the words that often follow a word.

Candidates are read from the few best hits for the first word, then counted in the whole archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log

from search.analysis.analyzer import offsets_of
from search.analysis.folding import fold
from search.engines.base import Hit
from search.query.nodes import Everything, Phrase, Term
from search.results.listed_articles import ListedArticle, listed_articles
from search.results.session import SearchSession

_ARTICLES_READ = 12
_MATCHES_READ = 12
_MAX_CANDIDATES = 12
_MIN_ARTICLES = 2
#: A phrase is in at least one in this many articles of its first word.
_MIN_SHARE = 50
#: A word of at least one in this many articles begins no phrase worth showing.
_TOO_COMMON = 8


def words_after(word: str, session: SearchSession, limit: int = 2) -> list[tuple[str, int]]:
    """Return phrases of `word` and a following word with their counts, most telling first.

    Words that follow everything, such as `of`, weigh little. One database query.
    """
    everything = session.count(Everything())
    holding = session.count(Term(word, exact=True))
    if len(word) < 3 or holding * _TOO_COMMON > everything:
        return []
    phrases = []
    for other in _followers(word, session):
        phrase = f"{word} {other}"
        together = session.count(Phrase(phrase, exact=True))
        common = session.count(Term(other, exact=True))
        if together >= max(_MIN_ARTICLES, holding / _MIN_SHARE):
            phrases.append((together * log(everything / common), phrase, together))
    phrases.sort(key=lambda row: (-row[0], row[1]))
    return [(phrase, together) for worth, phrase, together in phrases[:limit] if worth > 0]


def _followers(word: str, session: SearchSession) -> list[str]:
    """Return words that follow `word` in its best hits."""
    hits = session.top_hits(Term(word, "text", exact=True), _ARTICLES_READ, matches=True)
    rows = listed_articles([hit.id for hit in hits])
    following: Counter[str] = Counter()
    for hit in hits:
        if hit.id in rows:
            following.update(set(_following(rows[hit.id], hit)))
    return [other for other, _ in following.most_common(_MAX_CANDIDATES) if other.isalpha()]


def _following(article: ListedArticle, hit: Hit) -> Iterator[str]:
    """Yield the words right after the matches; none if the article changed since indexing."""
    if article.fingerprint != hit.fingerprint:
        return
    text = article.text
    ends = [match.end for match in hit.matches[:_MATCHES_READ] if match.field == "text"]
    places = offsets_of(text, {at for end in ends for at in (end - 1, end)})
    for end in ends:
        if end in places and end - 1 in places:
            start, stop = places[end]
            # Only white space may separate them: a full stop ends a phrase.
            if text[places[end - 1][1] : start].isspace():
                yield fold(text[start:stop])
