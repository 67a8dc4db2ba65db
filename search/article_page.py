"""An article with every match of the search that found it, marked and numbered."""

from __future__ import annotations

import datetime as dt
import logging

from django.urls import reverse

from corpus.models import Article, Original
from search.asking import parsed
from search.bylines import date_view, explain_date
from search.engines import get_engine
from search.engines.base import EngineError, Hit, Match, QueryError, SearchRequest
from search.highlight import pieces, ranges
from search.indexing import document_of
from search.paragraphs import paragraphs
from search.query import And, Ids
from search.results import ArticlePage, HiddenLineView
from search.search_query import SearchQuery

logger = logging.getLogger(__name__)


def article_page(
    article: Article, query: SearchQuery, today: dt.date, *, editable: bool
) -> ArticlePage:
    """Return the page of `article` with the matches of `query`'s words.

    Dates and filters narrow a search, they match nothing in an article and play no part.
    `editable` adds the link to correct it.
    """
    matches, notices = _matches(article, query, today)
    title_marks = ranges(article.title, [match for match in matches if match.field == "title"])
    text_marks = ranges(article.text, [match for match in matches if match.field == "text"])
    source = article.source.name if article.source else ""
    return ArticlePage(
        id=article.pk,
        title=article.title,
        title_pieces=pieces(article.title, title_marks),
        title_derived=article.title_origin == Article.TitleOrigin.DERIVED,
        paragraphs=tuple(paragraphs(article.text, text_marks, first_mark=len(title_marks) + 1)),
        source=source,
        source_url=SearchQuery().only("source", source).url() if source else "",
        author=article.author,
        original_url=article.url,
        lang=article.language,
        date=date_view(article),
        date_explained=explain_date(article),
        word_count=article.word_count,
        hit_count=len(title_marks) + len(text_marks),
        hidden_lines=tuple(
            HiddenLineView(line["line"], line["text"], line["reason"])
            for line in article.hidden_lines
        ),
        raw_url=article.get_absolute_url() + "?raw=1",
        back_url=query.url(),
        q=query.q,
        edit_url=reverse("desk_article", args=(article.pk,)) if editable else "",
        notices=notices,
    )


def original_text(article: Article) -> str:
    """Return the article's text as it stood in its file."""
    original = Original.objects.filter(article=article).first()
    return article.text if original is None else original.text


def _matches(
    article: Article, query: SearchQuery, today: dt.date
) -> tuple[tuple[Match, ...], tuple[str, ...]]:
    """Return the matches of the query's words in `article`, and why there are none.

    Where the article has not all of the words, those it has are marked.
    """
    if not query.q:
        return (), ()
    try:
        hit = _hit(article, query, today) or _hit(article, query.matching("some"), today)
    except QueryError as error:
        return (), (str(error),)
    except EngineError:
        logger.exception("no matches for article %s", article.pk)
        return (), ("Search cannot answer just now, so no matches are marked.",)
    if hit is None:
        return (), ()
    if hit.fingerprint != document_of(article).fingerprint():
        return (), ("This article has just changed; its matches are marked once it is indexed.",)
    return hit.matches, ()


def _hit(article: Article, query: SearchQuery, today: dt.date) -> Hit | None:
    node = And((parsed(query, today).node, Ids((article.pk,))))
    response = get_engine().search(SearchRequest(node, limit=1, facets=False))
    return response.hits[0] if response.hits else None
