"""Hits as the page shows them: article, date and marked snippets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from django.utils.translation import gettext, ngettext

from corpus.models import Article
from search.engines.base import Hit
from search.highlight.highlighter import pieces, ranges, snippets
from search.highlight.mark_styles import mark_styles
from search.query.clauses import Clause
from search.query.search_query import SearchQuery
from search.results.counts import articles
from search.results.labels import date_view
from search.results.listed_articles import ListedArticle, listed_articles
from search.results.same_texts import same_texts
from search.results.score_explanation import WhyView, why_view
from search.results.session import SearchSession
from search.results.view_models import HitView, Notice, TextCopy

#: Which hits get a score explanation: all, one article id, or none.
Explained = Literal["all"] | int | None


def hit_views(
    hits: Sequence[Hit],
    query: SearchQuery,
    clauses: Sequence[Clause],
    session: SearchSession,
    why: Explained = None,
) -> tuple[HitView, ...]:
    """Return the hits with their articles; their links carry `query`.

    `clauses` are those of the query that mark something; `why` names the hits whose score is
    explained. The session gets notices on what is not shown or marked: an article that
    changed since it was indexed is shown unmarked, as positions no longer fit its text.
    One database query.
    """
    rows = listed_articles([hit.id for hit in hits])
    doc_freqs = tuple(map(session.count, clauses)) if why is not None else ()
    # The query behind any path, the page itself, and what joins a parameter to it.
    links = query.url(""), query.url(), "&" if query.to_params() else "?"
    views, stale = [], 0
    for hit in hits:
        article = rows.get(hit.id)
        if article is None:
            continue
        fits = article.fingerprint == hit.fingerprint
        stale += not fits
        explanation = why_view(hit, clauses, doc_freqs) if why in ("all", hit.id) else None
        views.append(_hit_view(article, hit, query, clauses, explanation, links=links, marked=fits))
    views = _with_copies(views, rows)
    session.add(_notices(stale, gone=len(hits) - len(views)))
    if isinstance(why, int) and not any(view.id == why for view in views):
        text = gettext("Article %(id)s is not on this page, so its score cannot be explained.")
        session.add([Notice(text % {"id": why}, "results")])
    return tuple(views)


def _with_copies(views: list[HitView], rows: Mapping[int, ListedArticle]) -> list[HitView]:
    """Return the hits, each with those of the page that have the same text."""
    same = same_texts({view.id: rows[view.id].text for view in views})
    if not same:
        return views
    copies = {
        view.id: TextCopy(view.id, view.source or view.date.label, view.url) for view in views
    }
    return [
        replace(view, same_text=tuple(copies[other] for other in same.get(view.id, ())))
        for view in views
    ]


def _hit_view(
    article: ListedArticle,
    hit: Hit,
    query: SearchQuery,
    clauses: Sequence[Clause],
    why: WhyView | None,
    *,
    links: tuple[str, str, str],
    marked: bool,
) -> HitView:
    matches = hit.matches if marked else ()
    in_title = [match for match in matches if match.field == "title"]
    in_text = [match for match in matches if match.field == "text"]
    with_query, here, joint = links
    return HitView(
        id=article.id,
        url=article.url + with_query,
        title=article.title,
        title_pieces=pieces(
            article.title,
            ranges(article.title, in_title),
            styles=mark_styles(in_title, len(clauses)),
        ),
        title_derived=article.title_origin == Article.TitleOrigin.DERIVED,
        source=article.source,
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
        why_url=(here if why else f"{here}{joint}why={article.id}") if hit.score else "",
        why=why,
    )


def _notices(stale: int, gone: int) -> Iterator[Notice]:
    if stale:
        text = ngettext(
            "%(articles)s has just changed; its matches are marked once it is indexed again.",
            "%(articles)s have just changed; their matches are marked once they are indexed again.",
            stale,
        )
        yield Notice(text % {"articles": articles(stale)}, "results")
    if gone:
        text = ngettext(
            "%(articles)s was removed since the last indexing and cannot be shown.",
            "%(articles)s were removed since the last indexing and cannot be shown.",
            gone,
        )
        yield Notice(text % {"articles": articles(gone)}, "results")
