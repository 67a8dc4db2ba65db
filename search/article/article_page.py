"""The article page: text with every match of the search marked and numbered."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from corpus.models import Article, Original
from search.article.adjacent_hits import neighbours, page_of
from search.article.article_view import ArticlePage, HiddenLineView
from search.article.minimap import Minimap, minimap, runs_from_the_right
from search.article.quotation import find_quotation
from search.article.related import related
from search.engines.base import EngineError, Hit, Match, QueryError, SearchRequest
from search.highlight.fragmenter import Range
from search.highlight.highlighter import pieces, ranges
from search.highlight.mark_styles import legend, mark_styles
from search.highlight.paragraphs import paragraphs
from search.indexing.drain import fingerprint_of
from search.query.clauses import marking_clauses
from search.query.nodes import And, Everything, Ids, Node
from search.query.search_query import SearchQuery
from search.results.labels import date_view, explain_date, explain_language
from search.results.session import SearchSession
from search.results.view_models import Notice

logger = logging.getLogger(__name__)

#: Parameters on how results are shown, not on which they are.
_SHOWING = ("per_page", "snippets", "snippet_chars")


def article_page(
    article: Article, query: SearchQuery, session: SearchSession, *, editable: bool, quotation: str
) -> ArticlePage:
    """Return the page of `article` with the matches of `query`'s words.

    Dates and filters mark nothing. `editable` adds the link to the correction form. A
    `quotation` that stands in the text is marked instead of all matches.
    """
    quoted = find_quotation(article.text, quotation)
    found = _quoted() if quoted else _matches(article, query, session)
    in_title = [match for match in found.matches if match.field == "title"]
    in_text = [match for match in found.matches if match.field == "text"]
    title_marks = ranges(article.title, in_title)
    text_marks = (quoted,) if quoted else ranges(article.text, in_text)
    in_title, in_text = in_title[: len(title_marks)], in_text[: len(text_marks)]
    clauses = [clause.query_text() for clause in marking_clauses(found.node)]
    styles = mark_styles(in_title, len(clauses)), mark_styles(in_text, len(clauses))
    beside = neighbours(article, query, session)
    results = page_of(beside.position, query) if beside else query
    source = article.source.name if article.source else ""
    return ArticlePage(
        id=article.pk,
        title=article.title,
        title_pieces=pieces(article.title, title_marks, styles=styles[0]),
        title_derived=article.title_origin == Article.TitleOrigin.DERIVED,
        paragraphs=tuple(
            paragraphs(article.text, text_marks, first_mark=len(title_marks) + 1, styles=styles[1])
        ),
        source=source,
        source_url=SearchQuery().only("source", source).url() if source else "",
        author=article.author,
        original_url=article.url,
        lang=article.language,
        language_explained=explain_language(article),
        date=date_view(article),
        date_explained=explain_date(article),
        word_count=article.word_count,
        hit_count=len(title_marks) + len(text_marks),
        hidden_lines=_hidden_lines(article),
        raw_url=article.get_absolute_url() + "?raw=1",
        back_url=_place_in(results, article),
        q=query.q,
        kept_params=tuple(pair for pair in query.to_params() if pair[0] in _SHOWING),
        edit_url=reverse("desk_article", args=(article.pk,)) if editable else "",
        notices=found.notices,
        legend=legend(found.node, found.matches),
        minimap=_minimap(article, (title_marks, text_marks), found.matches, clauses),
        neighbours=beside,
        related=related(article, session),
    )


def _minimap(
    article: Article,
    marks: tuple[Sequence[Range], Sequence[Range]],
    matches: Sequence[Match],
    clauses: Sequence[str],
) -> Minimap | None:
    lengths = len(article.title), len(article.text)
    return minimap(lengths, marks, matches, clauses, rtl=runs_from_the_right(article.text))


def _hidden_lines(article: Article) -> tuple[HiddenLineView, ...]:
    return tuple(
        HiddenLineView(line["line"], line["text"], line["reason"]) for line in article.hidden_lines
    )


def original_text(article: Article) -> str:
    """Return the article's text as in its file, hidden lines included."""
    original = Original.objects.filter(article=article).first()
    return article.text if original is None else original.text


def _place_in(results: SearchQuery, article: Article) -> str:
    """Return the address of the results, with the article's anchor if they list articles."""
    return results.url() + (f"#article-{article.pk}" if results.view == "articles" else "")


@dataclass(frozen=True, slots=True)
class _Marked:
    """The matches of `node` in the article, and notices on why nothing is marked."""

    node: Node
    matches: tuple[Match, ...] = ()
    notices: tuple[Notice, ...] = ()


def _quoted() -> _Marked:
    """Stand in for the matches of a search: one match, without a query."""
    return _Marked(Everything(), (Match("text", 0, 1),))


def _matches(article: Article, query: SearchQuery, session: SearchSession) -> _Marked:
    """Return the matches of the query's words in `article`.

    If the article lacks some of the words, the others are marked.
    """
    if not query.q:
        return _Marked(Everything())
    node: Node = Everything()
    hit: Hit | None = None
    try:
        for wanted in (query, query.matching("some")):
            node = session.node(wanted)
            hit = _hit(article, node, session)
            if hit is not None:
                break
    except QueryError as error:
        return _Marked(node, notices=(Notice(str(error), "engine"),))
    except EngineError:
        logger.exception("no matches for article %s", article.pk)
        text = gettext("Search is unavailable, so no matches are marked.")
        return _Marked(node, notices=(Notice(text, "engine"),))
    if hit is None:
        return _Marked(node)
    if hit.fingerprint != fingerprint_of(article):
        text = gettext("This article has just changed; its matches are marked once it is indexed.")
        return _Marked(node, notices=(Notice(text, "results"),))
    return _Marked(node, hit.matches)


def _hit(article: Article, node: Node, session: SearchSession) -> Hit | None:
    narrowed = And((node, Ids((article.pk,))))
    response = session.engine.search(SearchRequest(narrowed, limit=1, facets=False))
    return response.hits[0] if response.hits else None
