"""The previous and next hit of the search that led to an article."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from corpus.models import Article
from search.article.article_view import Neighbours
from search.engines.base import EngineError, Place, QueryError
from search.query.search_query import SearchQuery
from search.results.listed_articles import ListedArticle, listed_articles
from search.results.session import SearchSession
from search.results.view_models import Link

logger = logging.getLogger(__name__)


def neighbours(article: Article, query: SearchQuery, session: SearchSession) -> Neighbours | None:
    """Return the hits before and after `article` in the order of `query`.

    None without a query, in the concordance, for an article that is no hit, and if the engine
    cannot answer. One engine request and one database query.
    """
    place = _place(article, query, session)
    if place is None:
        return None
    wanted = [number for number in (place.previous, place.next) if number is not None]
    beside = listed_articles(wanted, texts=False)
    return Neighbours(
        place.position,
        place.total,
        _link(beside, place.previous, query, place.position - 1),
        _link(beside, place.next, query, place.position + 1),
    )


def page_of(position: int, query: SearchQuery) -> SearchQuery:
    """Return `query` at the page that lists result number `position`."""
    return query.at_page((position - 1) // query.per_page + 1)


def _place(article: Article, query: SearchQuery, session: SearchSession) -> Place | None:
    if query.view != "articles" or not (query.q or query.is_narrowed):
        return None
    try:
        request = session.request(query, session.parse(query))
        return session.engine.place(request, article.pk)
    except QueryError:
        return None
    except EngineError:
        logger.exception("no neighbours of article %s", article.pk)
        return None


def _link(
    beside: Mapping[int, ListedArticle], number: int | None, query: SearchQuery, position: int
) -> Link | None:
    article = beside.get(number) if number is not None else None
    if article is None:
        return None
    return Link(article.title, page_of(position, query).url(article.url))
