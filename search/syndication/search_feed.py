"""The newest articles of a search, as a feed lists them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse

from corpus.models import Article
from search.export.article_rows import ExportScope, rows_of
from search.export.export_row import ExportRow
from search.highlight.highlighter import snippets
from search.indexing.site_state import SOUND, SiteState
from search.query.search_query import SearchQuery
from search.results.pagination import page_count
from search.results.session import SearchSession

#: When a feed without entries was last updated: a fixed day, so that its answer never changes.
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article in a feed. `id` stays when its title and address change."""

    id: str
    row: ExportRow
    summary: str
    published: dt.date | None
    updated: dt.datetime


@dataclass(frozen=True, slots=True)
class SearchFeed:
    """A page of a feed; `next` and `previous` are addresses, "" at the ends.

    `state` says how far the answer can be trusted.
    """

    title: str
    page_url: str
    feed_url: str
    entries: tuple[FeedEntry, ...]
    updated: dt.datetime
    next: str = ""
    previous: str = ""
    first: str = ""
    state: SiteState = SOUND


def search_feed(query: SearchQuery, session: SearchSession, base_url: str, name: str) -> SearchFeed:
    """Return the page of `query` as a feed of the format `name`, newest articles first.

    Only what has all the words is listed: a feed never falls back to some of them. Raises
    QueryError and EngineError.
    """
    query = replace(query, sort="newest", view="articles", explain=False)
    parsed = session.parse(query)
    request = session.request(query, parsed)
    response = session.engine.search(replace(request, facets=False, matches=False))
    scope = ExportScope(
        parsed.node,
        request.filters,
        "newest",
        has_words=bool(query.q),
        base_url=base_url,
        with_text=True,
    )
    entries = feed_entries([hit.id for hit in response.hits], scope)

    def address(page: int) -> str:
        return base_url + query.at_page(page).url(format=name)

    pages = page_count(response.total, query.per_page)
    return SearchFeed(
        title=_title(query),
        page_url=base_url + query.at_page(1).url(),
        feed_url=address(query.page),
        entries=entries,
        updated=max((entry.updated for entry in entries), default=_NEVER),
        next=address(query.page + 1) if query.page < pages else "",
        previous=address(min(query.page - 1, pages)) if query.page > 1 else "",
        first=address(1),
    )


def feed_entries(ids: list[int], scope: ExportScope) -> tuple[FeedEntry, ...]:
    """Return articles as entries, in the order of `ids`."""
    facts = {
        key: (published if precision == "day" else None, updated)
        for key, published, precision, updated in Article.objects.order_by()
        .filter(pk__in=ids)
        .values_list("key", "published", "date_precision", "updated")
    }
    return tuple(
        FeedEntry(
            id=scope.base_url + reverse("article_by_key", args=(row.key,)),
            row=row,
            summary=_summary(row),
            published=facts[row.key][0],
            updated=facts[row.key][1].replace(microsecond=0),
        )
        for row in rows_of(ids, scope)
        if row.key in facts
    )


def _summary(row: ExportRow) -> str:
    """Return the passages around the matches, or the beginning of the text."""
    passages = row.snippets or tuple(each.text for each in snippets(row.text or "", (), limit=1))
    return " … ".join(" ".join(passage.split()) for passage in passages)


def _title(query: SearchQuery) -> str:
    name = str(settings.SEARCH.archive_name)
    narrowed = [label or "none" for _, label in query.included]
    return " – ".join(part for part in (query.q, ", ".join(narrowed), name) if part)
