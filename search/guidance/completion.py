"""Completion of what is being typed: words, phrases, headlines and names.

The last word is completed in the context of the words before it: first by the phrases that it
forms with the previous word, then by the words that occur together with all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from math import log

from django.utils.translation import gettext

from search.analysis.analyzer import is_unspaced, query_terms
from search.analysis.stemming import stem
from search.guidance.phrase_completion import words_after
from search.guidance.suggestion_debris import without_debris
from search.query.nodes import NAME_FIELDS, And, Everything, Near, Node, Phrase, Prefix, Term
from search.query.nodes.base import QueryNode
from search.query.parser.lexer import QUOTES
from search.query.search_query import SearchQuery
from search.query.traversal import conjuncts
from search.results.counts import articles as counted
from search.results.labels import date_view
from search.results.listed_articles import listed_articles
from search.results.session import SearchSession

MAX_COMPLETIONS = 10
MAX_TITLES = 3
MAX_NAMES = 2
_MAX_CHARS = 200
#: Candidate words for phrases with the previous word.
_MAX_CANDIDATES = 24
#: A word of at least one in this many articles forms no phrase worth showing.
_COMMON = 2
#: A rarer phrase is no fixed one, nor is one so much rarer than the first.
_MIN_ARTICLES = 2
_MUCH_RARER = 100
_MAX_TITLE_CHARS = 90
#: Headlines are searched from this many characters on.
_MIN_TYPED = 3
# The word being typed: everything after the last space, bracket, quote or field name.
_QUOTES = re.compile(f"[{QUOTES}]")
_LAST_WORD = re.compile(r"[^\s()\[\]\"“”:=+-]+\Z")


@dataclass(frozen=True, slots=True)
class Completion:
    """One completion. `text` is the query to search for or, with a `url`, the title of that page.

    `detail` is a few words on it: the number of articles, a date, a source.
    """

    text: str
    detail: str
    url: str = ""


def completions(q: str, session: SearchSession) -> list[Completion]:
    """Return completions of the last word of `q`, likeliest first, then sources and headlines.

    Empty if no word is being typed. Raises EngineError.
    """
    # The length is checked first: the search takes quadratic time.
    found = _LAST_WORD.search(q) if len(q) <= _MAX_CHARS else None
    if found is None or not query_terms(found.group()):
        return []
    typed = _typed(q, found, session)
    if typed.field in NAME_FIELDS:
        names = session.label_counts(_prefix_query(typed), str(typed.field), MAX_COMPLETIONS)
        return [_name(typed, name, articles) for name, articles in names]
    ends: dict[str, str] = {}
    for word in (*_phrases(typed, session), *_words(typed, session)):
        # Forms of one word match the same articles, except in a phrase of fixed forms.
        ends.setdefault(word if typed.quoted else stem(word), word)
    texts = [typed.completed(end) for end in _with_phrases(typed, [*ends.values()], session)]
    totals = {text: session.total(SearchQuery(text)) for text in texts[: 2 * MAX_COMPLETIONS]}
    words = [Completion(text, _articles(total)) for text, total in without_debris(totals, session)][
        :MAX_COMPLETIONS
    ]
    return [*words, *_sources(typed, session), *_titles(typed, session)]


@dataclass(frozen=True, slots=True)
class _Typed:
    """The word being typed, the text before it, its field, and the rest of the query.

    `previous` is the previous word, "" if the two form no phrase. `plain` says that the query
    has words only, `quoted` that a quotation mark is open, `hyphenated` that `previous` and a
    hyphen stand right before the word.
    """

    before: str
    word: str
    field: str | None = None
    beside: Node | None = None
    previous: str = ""
    plain: bool = False
    quoted: bool = False
    hyphenated: bool = False

    def completed(self, word: str) -> str:
        return f"{self.before}{word}" + ('"' if self.quoted else "")


def _typed(q: str, found: re.Match[str], session: SearchSession) -> _Typed:
    node = session.typed_node(SearchQuery(q))
    parts = conjuncts(node)
    typed = _Typed(q[: found.start()], found.group())
    if not parts or parts[-1].span.end < len(q):
        # In a group, excluded, or an operator: the rest of the query says nothing about it.
        return typed
    return _in_company(parts[-1], parts[:-1], typed)


@singledispatch
def _in_company(last: QueryNode, others: Sequence[Node], typed: _Typed) -> _Typed:
    """Return the word being typed, which is in `last`, with the rest of the query."""
    return typed


@_in_company.register
def _(last: Phrase, others: Sequence[Node], typed: _Typed) -> _Typed:
    inside = typed.before[typed.before.rfind('"') + 1 :].split()
    previous = "".join(inside[-1:])
    return replace(typed, field=last.field, beside=_all(others), previous=previous, quoted=True)


@_in_company.register
def _(last: Term, others: Sequence[Node], typed: _Typed) -> _Typed:
    head = query_terms(last.text.removesuffix(typed.word), exact=True)
    if head and typed.before.endswith("-"):
        beside = _all(others)
        return replace(typed, field=last.field, beside=beside, previous=head[-1], hyphenated=True)
    plain = not last.field and all(type(part) is Term and not part.field for part in others)
    previous = others[-1] if others else None
    adjacent = type(previous) is Term and previous.span.end == len(typed.before.rstrip())
    name = previous.text if type(previous) is Term and adjacent else ""
    return replace(typed, field=last.field, beside=_all(others), previous=name, plain=plain)


def _all(nodes: Sequence[Node]) -> Node | None:
    return And(tuple(nodes)) if nodes else None


def _phrases(typed: _Typed, session: SearchSession) -> Iterator[str]:
    """Yield words that form a phrase with the previous one, most frequent phrases first."""
    if not typed.previous or is_unspaced(typed.word):
        return
    before = Term(typed.previous, typed.field, exact=True)
    prefix = Prefix(typed.word, typed.field)
    common = session.count(Everything()) // _COMMON
    within: Node = before
    if typed.hyphenated:
        within = Near((before, prefix), 0, ordered=True)
    elif session.count(before) > common:
        return
    counted = []
    for word, _ in session.words(prefix, _MAX_CANDIDATES, within):
        phrase = Phrase(f"{typed.previous} {word}", typed.field, exact=True)
        articles = session.count(phrase)
        fixed = articles >= _MIN_ARTICLES and session.count(Term(word, exact=True)) <= common
        if fixed or (typed.hyphenated and articles):
            counted.append((articles, word))
    counted.sort(key=lambda pair: (-pair[0], pair[1]))
    least = counted[0][0] / _MUCH_RARER if counted else 0
    yield from (word for found, word in counted[: MAX_COMPLETIONS // 2] if found >= least)


def _words(typed: _Typed, session: SearchSession) -> list[str]:
    """Return words with the typed prefix: the most frequent, or the most telling with the others.

    The count of articles is weighted by the logarithm of how rare the word is in the archive.
    """
    prefix = Prefix(typed.word, typed.field)
    if typed.hyphenated or (typed.quoted and typed.previous):
        return []
    beside = typed.beside and session.words(prefix, 2 * _MAX_CANDIDATES, typed.beside)
    if not beside:
        return [word for word, _ in session.words(prefix, 2 * MAX_COMPLETIONS)]
    everything = session.count(Everything())
    articles = session.engine.frequencies([word for word, _ in beside])
    worth = {
        word: found * log(everything / max(total, found))
        for (word, found), total in zip(beside, articles, strict=True)
    }
    return sorted(worth, key=lambda word: (-worth[word], word))[: 2 * MAX_COMPLETIONS]


def _with_phrases(typed: _Typed, words: Sequence[str], session: SearchSession) -> Iterator[str]:
    """Yield the words; phrases that begin with the first word follow it."""
    for word in words:
        yield word
        if not typed.before and word == words[0]:
            yield from (phrase for phrase, _ in words_after(word, session))


def _sources(typed: _Typed, session: SearchSession) -> Iterator[Completion]:
    """Yield the sources with a word of the typed prefix in their name."""
    if typed.plain and not typed.before:
        for name, articles in session.label_counts(
            Prefix(typed.word, "source"), "source", MAX_NAMES
        ):
            url = SearchQuery().only("source", name).url()
            yield Completion(
                name, gettext("source, %(articles)s") % {"articles": _articles(articles)}, url
            )


def _prefix_query(typed: _Typed) -> Node:
    node = Prefix(typed.word, typed.field)
    return And((node, typed.beside)) if typed.beside else node


def _name(typed: _Typed, name: str, articles: int) -> Completion:
    before = typed.before.rstrip('"“”')
    # A quotation mark within the name would end it.
    plain = " ".join(_QUOTES.sub(" ", name).split())
    return Completion(f'{before}"{plain}"', _articles(articles))


def _titles(typed: _Typed, session: SearchSession) -> Iterator[Completion]:
    """Yield headlines with all words, the last one as a prefix."""
    if not typed.plain or len(typed.before + typed.word) < _MIN_TYPED:
        return
    words = typed.before.split()
    node = And((*(Term(word, "title") for word in words), Prefix(typed.word, "title")))
    hits = session.top_hits(node, MAX_TITLES)
    articles = listed_articles([hit.id for hit in hits], texts=False)
    for hit in hits:
        article = articles.get(hit.id)
        if article:
            yield Completion(_shortened(article.title), date_view(article).label, article.url)


def _articles(number: int) -> str:
    return counted(number) if number else ""


def _shortened(title: str) -> str:
    return title if len(title) <= _MAX_TITLE_CHARS else title[: _MAX_TITLE_CHARS - 1].rstrip() + "…"
