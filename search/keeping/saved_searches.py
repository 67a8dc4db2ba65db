"""Saved searches: kept by their address, with the number of articles that are new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Max
from django.http import QueryDict
from django.utils import timezone

from corpus.models import Article, OutboxEntry
from search.engines.base import QueryError
from search.models import SavedSearch
from search.query.nodes import And, Ids
from search.query.search_query import SearchQuery
from search.results.session import SearchSession
from search.web.params import from_params

#: A reader may keep so many.
MAX_SAVED = 200
#: Articles that came later than this many others are not counted one by one.
MAX_NEW = 20_000
_RATE_DAYS = 365
_WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class SavedView:
    """A saved search as its owner sees it; `new` is None where it could not be counted."""

    saved: SavedSearch
    new: int | None
    problem: str = ""


def newest_indexed() -> int:
    """Return the highest id up to which every article is indexed."""
    pending = OutboxEntry.objects.order_by("article_id").values_list("article_id", flat=True)
    first = pending.first()
    highest = Article.objects.aggregate(highest=Max("pk"))["highest"] or 0
    return min(highest, first - 1) if first is not None else highest


def query_of(parameters: str, session: SearchSession) -> SearchQuery:
    """Return the search that an address's parameters stand for."""
    return from_params(QueryDict(parameters), session.today)[0]


def save(owner: User, name: str, parameters: str, session: SearchSession) -> SavedSearch:
    """Keep a search, once. Raises ValueError beyond the limit."""
    query = query_of(parameters, session)
    written = urlencode(query.at_page(1).to_params())
    known = SavedSearch.objects.filter(owner=owner, parameters=written).first()
    if known is not None:
        return known
    if SavedSearch.objects.filter(owner=owner).count() >= MAX_SAVED:
        raise ValueError(f"{MAX_SAVED} searches are kept already; delete one first.")
    newest = newest_indexed()
    return SavedSearch.objects.create(
        owner=owner,
        name=(name.strip() or query.q or "All articles")[:200],
        parameters=written,
        seen_article=newest,
        checked_article=newest,
        address=owner.email,
    )


def saved_views(owner: User, session: SearchSession) -> list[SavedView]:
    """Return what a reader has saved, each with its number of new articles."""
    rows = list(SavedSearch.objects.filter(owner=owner))
    newest = newest_indexed()
    return [_view(row, newest, session) for row in rows]


def matching(saved: SavedSearch, ids: Sequence[int], session: SearchSession) -> list[int]:
    """Return those of `ids` that a saved search finds, newest first. Raises QueryError."""
    if not ids:
        return []
    query = query_of(saved.parameters, session)
    parsed = session.parse(query)
    request = session.request(query.sorted_by("newest"), parsed)
    narrowed = replace(
        request,
        node=And((parsed.node, Ids(tuple(ids)))),
        offset=0,
        limit=len(ids),
        facets=False,
        matches=False,
    )
    return [hit.id for hit in session.engine.search(narrowed).hits]


def weekly_rate(query: SearchQuery, session: SearchSession) -> float:
    """Return how many articles of the archive's last year `query` finds in a week, on average."""
    last = Article.objects.shown().aggregate(last=Max("published"))["last"]
    if last is None:
        return 0.0
    first = last - dt.timedelta(days=_RATE_DAYS - 1)
    recent = query.between(first.isoformat(), last.isoformat())
    return session.total(recent) * _WEEK_DAYS / _RATE_DAYS


def mark_seen(saved: SavedSearch) -> None:
    """Note that its owner looks at a saved search now."""
    SavedSearch.objects.filter(pk=saved.pk).update(seen_article=newest_indexed())


def set_alert(saved: SavedSearch, alert: str, address: str, webhook: str = "") -> None:
    """Begin, change or end a saved search's alert; what came before is not told."""
    begins = saved.alert == SavedSearch.Alert.NONE and alert != SavedSearch.Alert.NONE
    if begins:
        saved.checked_article = newest_indexed()
        saved.last_sent = timezone.now()
    saved.alert, saved.address, saved.webhook, saved.problem = alert, address, webhook, ""
    saved.save()


def _view(saved: SavedSearch, newest: int, session: SearchSession) -> SavedView:
    later = Article.objects.filter(pk__gt=saved.seen_article, pk__lte=newest).order_by("-pk")
    ids = list(later.values_list("pk", flat=True)[:MAX_NEW])
    try:
        return SavedView(saved, len(matching(saved, ids, session)))
    except QueryError as error:
        return SavedView(saved, None, str(error))
