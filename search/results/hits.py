"""Hits as the page shows them: the article of each, its date, its marked passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.models import Article
from search.engines.base import Hit
from search.highlight.highlighter import pieces, ranges, snippets
from search.highlight.mark_styles import mark_styles
from search.indexing.drain import document_of
from search.query.clauses import Clause, marking_clauses
from search.query.nodes import Node
from search.query.search_query import SearchQuery
from search.results.labels import date_view
from search.results.score_explanation import why_view
from search.results.view_models import HitView

#: All hits, one article, or none: whose score is told in its parts.
Explained = Literal["all"] | int | None


@dataclass(frozen=True, slots=True)
class Showing:
    """How hits are shown: the search whose links they carry, its tree, whose score is told.

    Where one is told, `held` says of each clause how many articles have it.
    """

    query: SearchQuery
    node: Node
    why: Explained = None
    held: tuple[int, ...] = ()

    def explains(self, article: int) -> bool:
        return self.why in ("all", article)


#: Columns that cost time to read, and that no list of hits shows.
_NOT_SHOWN = (
    *("origin", "content_hash", "batch", "imported", "updated"),
    *("edited_fields", "date_evidence", "word_count"),
)


def hit_views(hits: Sequence[Hit], showing: Showing) -> tuple[tuple[HitView, ...], list[str]]:
    """Return the hits with their articles, and notices on what is not shown or marked.

    One database query. An article that changed since it was indexed is shown unmarked:
    the positions of its matches no longer fit its text.
    """
    shown = Article.objects.shown().select_related("source").defer(*_NOT_SHOWN)
    articles = shown.in_bulk([hit.id for hit in hits])
    clauses = marking_clauses(showing.node)
    views, stale = [], 0
    for hit in hits:
        article = articles.get(hit.id)
        if article is None:
            continue
        fits = document_of(article).fingerprint() == hit.fingerprint
        stale += not fits
        views.append(_hit_view(article, hit, showing, clauses, marked=fits))
    notices = _notices(stale, gone=len(hits) - len(views))
    if isinstance(showing.why, int) and not any(view.id == showing.why for view in views):
        notices.append(f"Article {showing.why} is not on this page, so its score is not told.")
    return tuple(views), notices


def _hit_view(
    article: Article, hit: Hit, showing: Showing, clauses: Sequence[Clause], *, marked: bool
) -> HitView:
    matches = hit.matches if marked else ()
    in_title = [match for match in matches if match.field == "title"]
    in_text = [match for match in matches if match.field == "text"]
    query = showing.query
    opened = {} if showing.explains(article.pk) else {"why": str(article.pk)}
    return HitView(
        id=article.pk,
        url=query.url(article.get_absolute_url()),
        title=article.title,
        title_pieces=pieces(
            article.title,
            ranges(article.title, in_title),
            styles=mark_styles(in_title, len(clauses)),
        ),
        title_derived=article.title_origin == Article.TitleOrigin.DERIVED,
        source=article.source.name if article.source else "",
        author=article.author,
        lang=article.language,
        date=date_view(article),
        score=hit.score,
        hit_count=len(matches),
        snippets=snippets(
            article.text,
            in_text,
            limit=query.snippets,
            width=query.snippet_chars,
            clauses=len(clauses),
        ),
        why_url=query.url(**opened) if hit.score else "",
        why=why_view(hit, clauses, showing.held) if showing.explains(article.pk) else None,
    )


def _notices(stale: int, gone: int) -> list[str]:
    notices = []
    if stale:
        has = "1 article has" if stale == 1 else f"{stale:,} articles have"
        notices.append(f"{has} just changed; matches there are marked once it is indexed again.")
    if gone:
        was = "1 article was" if gone == 1 else f"{gone:,} articles were"
        notices.append(f"{was} removed since the last indexing and cannot be shown.")
    return notices
