"""Concordance lines with their context, cut from articles that are read in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.concordance.context import window
from search.engines.base import Match, MatchLine
from search.highlight.fragmenter import Range
from search.highlight.highlighter import ranges
from search.query.search_query import SearchQuery
from search.results.labels import date_view
from search.results.listed_articles import ListedArticle, listed_articles
from search.results.view_models import LineView

_ARTICLES_AT_ONCE = 100


@dataclass(slots=True)
class Read:
    """Lines in order; how many articles have changed since indexing, and how many are gone."""

    views: list[LineView]
    stale: int = 0
    gone: int = 0


def read(lines: Sequence[MatchLine], query: SearchQuery) -> Read:
    """Return `lines` with their context; one database query per 100 articles.

    Links carry `query`. Lines of an article that changed since it was indexed are empty; lines
    of a deleted or hidden article are left out.
    """
    by_article: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        by_article.setdefault(line.id, []).append(at)
    found: dict[int, LineView] = {}
    result = Read([])
    ids = list(by_article)
    for start in range(0, len(ids), _ARTICLES_AT_ONCE):
        batch = ids[start : start + _ARTICLES_AT_ONCE]
        articles = listed_articles(batch)
        result.gone += len(batch) - len(articles)
        for number, article in articles.items():
            places = by_article[number]
            of = [lines[at] for at in places]
            fits = article.fingerprint == of[0].fingerprint
            result.stale += not fits
            views = _cut(article, of, query) if fits else _uncut(article, of, query)
            found.update(zip(places, views, strict=True))
    result.views = [found[at] for at in range(len(lines)) if at in found]
    return result


def _cut(
    article: ListedArticle, lines: Sequence[MatchLine], query: SearchQuery
) -> Iterator[LineView]:
    """Yield the lines of one article, in order."""
    texts = {"title": article.title, "text": article.text}
    places: dict[Match, Range] = {}
    for field, text in texts.items():
        matches = sorted(line.match for line in lines if line.match.field == field)
        places.update(zip(matches, ranges(text, matches), strict=False))
    blank = _blank(article, query)
    for line in lines:
        if line.match not in places:
            yield replace(blank, field=line.match.field, number=line.number)
            continue
        start, end = places[line.match]
        before, match, after = window(texts[line.match.field], (start, end))
        yield replace(
            blank,
            url=f"{blank.url}#hit-{line.number}",
            field=line.match.field,
            number=line.number,
            start=start,
            end=end,
            before=before,
            match=match,
            after=after,
        )


def _uncut(
    article: ListedArticle, lines: Sequence[MatchLine], query: SearchQuery
) -> Iterator[LineView]:
    blank = _blank(article, query)
    return (replace(blank, field=line.match.field, number=line.number) for line in lines)


def _blank(article: ListedArticle, query: SearchQuery) -> LineView:
    """Return the values that all lines of an article share."""
    return LineView(
        id=article.id,
        url=query.url(article.url),
        title=article.title,
        source=article.source,
        lang=article.language,
        date=date_view(article),
        field="",
        number=0,
        start=0,
        end=0,
        before="",
        match="",
        after="",
    )
