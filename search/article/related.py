"""Related articles: copies of the same text, and similar articles."""

from __future__ import annotations

import logging

from corpus.models import Article
from search.article.article_view import Related, RelatedView
from search.engines.base import EngineError, SearchRequest
from search.query.search_query import SearchQuery
from search.results.labels import date_view
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
    copies = list(same.exclude(pk=article.pk).select_related("source")[:MAX_COPIES])
    try:
        like = like_article(article, session.engine)
        limit = MAX_RELATED + len(copies)
        request = SearchRequest(like, limit=limit, facets=False, matches=False)
        hits = session.engine.search(request).hits if like.words else ()
    except EngineError:
        logger.exception("nothing related to article %s", article.pk)
        hits = ()
    left_out = {copy.pk for copy in copies}
    numbers = [hit.id for hit in hits if hit.id not in left_out][:MAX_RELATED]
    found = Article.objects.shown().select_related("source").defer("text").in_bulk(numbers)
    articles = tuple(_view(found[number]) for number in numbers if number in found)
    more = SearchQuery(f"like:{article.pk}").url() if articles else ""
    return Related(tuple(map(_view, copies)), articles, more)


def _view(article: Article) -> RelatedView:
    return RelatedView(
        title=article.title,
        url=article.get_absolute_url(),
        lang=article.language,
        date=date_view(article),
        source=article.source.name if article.source else "",
    )
