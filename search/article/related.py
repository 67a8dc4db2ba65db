"""Related articles: copies of the same text, and similar articles."""

from __future__ import annotations

import logging

from corpus.models import Article
from search.article.article_view import Related, RelatedView
from search.engines.base import EngineError, SearchRequest
from search.query.search_query import SearchQuery
from search.results.labels import date_view
from search.results.listed_articles import ListedArticle, listed_articles
from search.results.more_like_this import like_article
from search.results.session import SearchSession

MAX_RELATED = 5
MAX_COPIES = 5

logger = logging.getLogger(__name__)


def related(article: Article, session: SearchSession) -> Related:
    """Return the copies of `article` and similar articles, none if the engine cannot answer.

    Copies have exactly the same content and are listed apart. The article itself is in
    neither list.
    """
    same = Article.objects.shown().filter(content_hash=article.content_hash)
    copies = list(same.exclude(pk=article.pk).values_list("pk", flat=True)[:MAX_COPIES])
    try:
        like = like_article(article, session.engine)
        limit = MAX_RELATED + len(copies)
        request = SearchRequest(like, limit=limit, facets=False, matches=False)
        hits = session.engine.search(request).hits if like.words else ()
    except EngineError:
        logger.exception("nothing related to article %s", article.pk)
        hits = ()
    numbers = [hit.id for hit in hits if hit.id not in copies][:MAX_RELATED]
    found = listed_articles([*copies, *numbers], texts=False)
    articles = tuple(_view(found[number]) for number in numbers if number in found)
    more = SearchQuery(f"like:{article.pk}").url() if articles else ""
    return Related(tuple(_view(found[n]) for n in copies if n in found), articles, more)


def _view(article: ListedArticle) -> RelatedView:
    return RelatedView(
        title=article.title,
        url=article.url,
        lang=article.language,
        date=date_view(article),
        source=article.source,
    )
