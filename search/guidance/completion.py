"""Completing what is being typed: words, phrases, headlines and names.

The last word is completed beside the words before it: first by the phrases that it makes
with the word right before, then by the articles that hold it together with all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from math import log

from corpus.models import Article
from search.analysis.analyzer import is_unspaced, query_terms
from search.analysis.stemming import stem
from search.guidance.phrase_completion import words_after
from search.query.nodes import NAME_FIELDS, And, Everything, Node, Phrase, Prefix, Term
from search.query.nodes.base import QueryNode
from search.query.search_query import SearchQuery
from search.query.traversal import conjuncts
from search.results.labels import date_view
from search.results.session import SearchSession

MAX_COMPLETIONS = 10
MAX_TITLES = 3
MAX_NAMES = 2
_MAX_CHARS = 200
#: Words looked at for the phrases that they make with the one before.
_MAX_CANDIDATES = 24
#: A word of one in so many articles or more makes no phrase that is worth showing.
_COMMON = 2
#: A phrase found less often is no fixed one.
_MIN_ARTICLES = 2
_MAX_TITLE_CHARS = 90
#: Characters from which headlines are looked for.
_MIN_TYPED = 3
# The word being typed: all that follows the last space, bracket, quote or field name.
_LAST_WORD = re.compile(r"[^\s()\[\]\"“”:=+-]+\Z")


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing to choose. `text` is the query to search for, or, with a `url`, what lies there.

    `detail` says in a few words what it is: how many articles are found, a date, a source.
    """

    text: str
    detail: str
    url: str = ""


def completions(q: str, session: SearchSession) -> list[Completion]:
    """Return `q` with its last word completed, and what else begins so; the likeliest first.

    Empty where no word is being typed. Raises EngineError.
    """
    # The length first: the search takes the square of it.
    found = _LAST_WORD.search(q) if len(q) <= _MAX_CHARS else None
    if found is None or not query_terms(found.group()):
        return []
    typed = _typed(q, found, session)
    if typed.field in NAME_FIELDS:
        names = session.label_counts(_begun(typed), str(typed.field), MAX_COMPLETIONS)
        return [_name(typed, name, articles) for name, articles in names]
    ends: dict[str, str] = {}
    for word in (*_phrases(typed, session), *_words(typed, session)):
        # Forms of one word find the same, except in a phrase of fixed forms.
        ends.setdefault(word if typed.quoted else stem(word), word)
    texts = [typed.completed(end) for end in _begun_by(typed, [*ends.values()], session)]
    words = [
        Completion(text, _articles(session.total(SearchQuery(text))))
        for text in texts[:MAX_COMPLETIONS]
    ]
    return [*words, *_sources(typed, session), *_titles(typed, session)]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word being typed: what stands before it, its field, and what it is to be found beside.

    `previous` is the word right before it, "" where the two make no phrase; `plain` says
    that there are only words, and `quoted` that a quotation mark stands open.
    """

    before: str
    word: str
    field: str | None = None
    beside: Node | None = None
    previous: str = ""
    plain: bool = False
    quoted: bool = False

    def completed(self, word: str) -> str:
        return f"{self.before}{word}" + ('"' if self.quoted else "")


def _typed(q: str, found: re.Match[str], session: SearchSession) -> _Typed:
    node = session.node(SearchQuery(q))
    parts = conjuncts(node)
    typed = _Typed(q[: found.start()], found.group())
    if not parts or parts[-1].span.end < len(q):
        # In a group, left out, or an operator: nothing is known of its company.
        return typed
    return _in_company(parts[-1], parts[:-1], typed)


@singledispatch
def _in_company(last: QueryNode, others: Sequence[Node], typed: _Typed) -> _Typed:
    """Return the word being typed, which is in `last`, with what stands beside it."""
    return typed


@_in_company.register
def _(last: Phrase, others: Sequence[Node], typed: _Typed) -> _Typed:
    inside = typed.before[typed.before.rfind('"') + 1 :].split()
    previous = "".join(inside[-1:])
    return replace(typed, field=last.field, beside=_all(others), previous=previous, quoted=True)


@_in_company.register
def _(last: Term, others: Sequence[Node], typed: _Typed) -> _Typed:
    plain = not last.field and all(type(part) is Term and not part.field for part in others)
    previous = others[-1] if others else None
    adjacent = type(previous) is Term and previous.span.end == len(typed.before.rstrip())
    name = previous.text if type(previous) is Term and adjacent else ""
    return replace(typed, field=last.field, beside=_all(others), previous=name, plain=plain)


def _all(nodes: Sequence[Node]) -> Node | None:
    return And(tuple(nodes)) if nodes else None


def _phrases(typed: _Typed, session: SearchSession) -> Iterator[str]:
    """Yield words that make a phrase with the one before, the most frequent phrases first."""
    if not typed.previous or is_unspaced(typed.word):
        return
    before = Term(typed.previous, typed.field, exact=True)
    common = session.count(Everything()) // _COMMON
    if session.count(before) > common:
        return
    counted = []
    for word, _ in session.words(Prefix(typed.word, typed.field), _MAX_CANDIDATES, before):
        phrase = Phrase(f"{typed.previous} {word}", typed.field, exact=True)
        articles = session.count(phrase)
        if articles >= _MIN_ARTICLES and session.count(Term(word, exact=True)) <= common:
            counted.append((articles, word))
    counted.sort(key=lambda pair: (-pair[0], pair[1]))
    yield from (word for _, word in counted[: MAX_COMPLETIONS // 2])


def _words(typed: _Typed, session: SearchSession) -> list[str]:
    """Return words that begin so: the most frequent, or those that say most beside the others.

    A word that is everywhere says little: articles count by the logarithm of how rare it is.
    """
    prefix = Prefix(typed.word, typed.field)
    if typed.quoted and typed.previous:
        return []
    beside = typed.beside and session.words(prefix, 5 * _MAX_CANDIDATES, typed.beside)
    if not beside:
        return [word for word, _ in session.words(prefix, 2 * MAX_COMPLETIONS)]
    everything = session.count(Everything())
    articles = dict(session.words(prefix, 5 * _MAX_CANDIDATES))
    worth = {word: found * log(everything / articles.get(word, found)) for word, found in beside}
    return sorted(worth, key=lambda word: (-worth[word], word))[: 2 * MAX_COMPLETIONS]


def _begun_by(typed: _Typed, words: Sequence[str], session: SearchSession) -> Iterator[str]:
    """Yield the words, the first one followed by phrases that it begins."""
    for word in words:
        yield word
        if not typed.before and word == words[0]:
            yield from (phrase for phrase, _ in words_after(word, session))


def _sources(typed: _Typed, session: SearchSession) -> Iterator[Completion]:
    """Yield the sources with a word in their name that begins so."""
    if typed.plain and not typed.before:
        for name, articles in session.label_counts(
            Prefix(typed.word, "source"), "source", MAX_NAMES
        ):
            url = SearchQuery().only("source", name).url()
            yield Completion(name, f"source, {_articles(articles)}", url)


def _begun(typed: _Typed) -> Node:
    node = Prefix(typed.word, typed.field)
    return And((node, typed.beside)) if typed.beside else node


def _name(typed: _Typed, name: str, articles: int) -> Completion:
    before = typed.before.rstrip('"“”')
    return Completion(f'{before}"{name}"', _articles(articles))


def _titles(typed: _Typed, session: SearchSession) -> Iterator[Completion]:
    """Yield headlines that hold all words, the last one as a beginning."""
    if not typed.plain or len(typed.before + typed.word) < _MIN_TYPED:
        return
    words = typed.before.split()
    node = And((*(Term(word, "title") for word in words), Prefix(typed.word, "title")))
    hits = session.top_hits(node, MAX_TITLES)
    articles = Article.objects.shown().in_bulk([hit.id for hit in hits])
    for hit in hits:
        article = articles.get(hit.id)
        if article:
            yield Completion(
                _shortened(article.title), date_view(article).label, article.get_absolute_url()
            )


def _articles(number: int) -> str:
    if not number:
        return ""
    return "1 article" if number == 1 else f"{number:,} articles"


def _shortened(title: str) -> str:
    return title if len(title) <= _MAX_TITLE_CHARS else title[: _MAX_TITLE_CHARS - 1].rstrip() + "…"
