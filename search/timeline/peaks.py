"""The peak of a search over time: its leading article, and the words that set it apart.

Candidates are the words that a sample of the peak holds more often than a sample of the rest,
both spread evenly over their time. How many articles of the peak, and of the rest, hold each of
them is then counted exactly, by the index.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from corpus.extraction.dates.month_names import MONTHS
from corpus.extraction.dates.name_folding import fold_name
from corpus.models import Article
from search.analysis.analyzer import exact_terms
from search.analysis.stemming import stemming_of, stems_of
from search.engines.base import SearchRequest, Sort
from search.query.nodes import And, Node, Term
from search.query.search_query import SearchQuery
from search.query.traversal import conjuncts
from search.results.labels import date_view
from search.results.more_like_this import is_informative
from search.results.session import SearchSession
from search.results.view_models import DateView
from search.timeline.intervals import Bucket
from search.timeline.keyness import MIN_LIKELIHOOD, log_likelihood

#: Words shown of a peak.
MAX_WORDS = 8
#: Articles that are read of the peak and of the rest, and how much of each.
_MAX_READ, _MAX_CHARS = 80, 1_500
#: Hits that a sample is taken of.
_MAX_LISTED = 5_000
#: Words whose articles are counted.
_MAX_CANDIDATES = 50
#: A word of one article only says nothing about a peak.
_MIN_ARTICLES = 2


@dataclass(frozen=True, slots=True)
class KeyWord:
    """A word that `count` articles of the peak hold, and `rest` others; `url` finds the former."""

    word: str
    count: int
    rest: int
    url: str


@dataclass(frozen=True, slots=True)
class Peak:
    """The fullest bucket of a search: `count` articles, which `url` finds.

    `title` and the rest are its most relevant article; "" where that is gone by now.
    """

    label: str
    count: int
    url: str
    words: tuple[KeyWord, ...] = ()
    title: str = ""
    title_url: str = ""
    source: str = ""
    date: DateView | None = None


def peak_of(query: SearchQuery, bucket: Bucket, count: int, session: SearchSession) -> Peak:
    """Return the peak of `query`, `count` of whose hits lie in `bucket`. Raises EngineError."""
    inside = query.between(bucket.date_from, bucket.date_to)
    node = session.node(query)
    peak = Peak(bucket.label, count, inside.url())
    of_peak = _hits(node, inside, session, "newest", _MAX_LISTED)
    in_peak = set(of_peak)
    others = [n for n in _hits(node, query, session, "newest", _MAX_LISTED) if n not in in_peak]
    names = _month_names(bucket)
    candidates = [
        word
        for word in _candidates(_sample(of_peak), _sample(others))
        if fold_name(word) not in names
    ]
    words = _key_words(query, inside, node, candidates, session)
    first = _shown(_hits(node, inside, session, "relevance", 1)).first()
    if first is None:
        return replace(peak, words=words)
    return Peak(
        label=peak.label,
        count=count,
        url=peak.url,
        words=words,
        title=first.title,
        title_url=inside.url(first.get_absolute_url()),
        source=first.source.name if first.source else "",
        date=date_view(first),
    )


def _month_names(bucket: Bucket) -> set[str]:
    """Return the names of the months of a bucket: they set it apart, but say nothing new."""
    months = {bucket.first.month, bucket.last.month}
    return {name for month in months for name in MONTHS[month - 1].split("|")}


def _hits(
    node: Node, query: SearchQuery, session: SearchSession, sort: Sort, limit: int
) -> list[int]:
    """Return the ids of the first articles of `query`, parsed as `node`."""
    filters = query.filters(session.today)
    request = SearchRequest(node, filters, sort, limit=limit, facets=False, matches=False)
    return [hit.id for hit in session.engine.search(request).hits]


def _sample(ids: Sequence[int]) -> list[Article]:
    """Return up to _MAX_READ of these articles, evenly spaced."""
    step = max(1, -(-len(ids) // _MAX_READ))
    return list(_shown(ids[::step]).order_by())


def _shown(ids: Sequence[int]) -> QuerySet[Article]:
    columns = ("key", "title", "text", "language", "source__name")
    dates = ("published", "date_precision", "date_origin")
    shown = Article.objects.shown().select_related("source")
    return shown.only(*columns, *dates).filter(pk__in=ids)


def _key_words(
    query: SearchQuery,
    inside: SearchQuery,
    node: Node,
    candidates: Sequence[str],
    session: SearchSession,
) -> tuple[KeyWord, ...]:
    """Return the words that set the articles of `inside` apart from the others of `query`."""
    within = session.engine.frequencies(candidates, node, inside.filters(session.today))
    everywhere = session.engine.frequencies(candidates, node, query.filters(session.today))
    size, total = session.total(inside), session.total(query)
    scored = sorted(
        (-log_likelihood(few, size, every - few, total - size), word, few, every - few)
        for word, few, every in zip(candidates, within, everywhere, strict=True)
        if few >= _MIN_ARTICLES
    )
    return tuple(
        KeyWord(word, few, rest, _with_word(inside, node, word).url())
        for score, word, few, rest in scored[:MAX_WORDS]
        if -score >= MIN_LIKELIHOOD
    )


def _with_word(query: SearchQuery, node: Node, word: str) -> SearchQuery:
    """Return the search for the articles of `query`, parsed as `node`, that hold `word`."""
    both = And((*conjuncts(node), Term(word)))
    return query.with_words(both.query_text(query.match))


def _candidates(articles: Sequence[Article], others: Sequence[Article]) -> list[str]:
    """Return the words that `articles` hold more often than `others`, one of each stem."""
    inside, outside = _holding(articles), _holding(others)
    scored = sorted(
        (
            -log_likelihood(
                min(of_stem.total(), len(articles)),
                len(articles),
                min(outside[stem].total(), len(others)),
                len(others) or 1,
            ),
            stem,
        )
        for stem, of_stem in inside.items()
        if of_stem.total() >= _MIN_ARTICLES
    )
    return [
        max(inside[stem].items(), key=lambda pair: (pair[1], pair[0]))[0]
        for score, stem in scored[:_MAX_CANDIDATES]
        if score
    ]


def _holding(articles: Iterable[Article]) -> defaultdict[str, Counter[str]]:
    """Return the words of each stem with the number of articles that hold them.

    An article with two forms of a stem counts twice: that is exact enough for candidates.
    """
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        text = f"{article.title}\n{article.text[:_MAX_CHARS]}"
        words[article.language].update(set(exact_terms(text, article.language)))
    stems: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for language, counts in words.items():
        stemming = stemming_of(language)
        for word, count in counts.items():
            if is_informative(word):
                stems[stems_of(word, stemming)[0]][word] += count
    return stems
