"""Freezing a search, and what came and went since."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Sum
from django.http import QueryDict
from django.utils import timezone

from corpus.models import Article
from search.engines.base import QueryError
from search.export.article_rows import ExportScope, export_list
from search.models import FrozenSearch
from search.query.search_query import SORTS, SearchQuery
from search.results.session import SearchSession
from search.web.params import from_params

#: A larger search is refused: its list would be no citation but a copy of the archive.
MAX_FROZEN = 20_000
#: Articles in all lists that were frozen in a day, before only who signed in may freeze more:
#: nobody may fill the disk unnamed.
MAX_ROWS_A_DAY = 1_000_000
_DAY = dt.timedelta(days=1)
_ROWS_AT_ONCE = 500
_KEY_CHARS = 16


@dataclass(frozen=True, slots=True)
class FrozenArticle:
    """An article as it stood in the frozen list; `url` is "" where it is gone."""

    key: str
    title: str
    date: str
    source: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """What the search finds today, against the frozen list."""

    total: int
    came: tuple[FrozenArticle, ...]
    went: tuple[FrozenArticle, ...]
    problem: str = ""


def freeze(query: SearchQuery, session: SearchSession) -> FrozenSearch:
    """Keep what `query` finds now; the same search with the same result is kept once.

    Raises QueryError where the search cannot be answered or finds too much, and EngineError.
    """
    parsed = session.parse(query)
    ids, _ = _found(query, session)
    articles = json.dumps(list(_facts(ids)), ensure_ascii=False)
    parameters = urlencode(_cited(query).to_params())
    checksum = hashlib.sha256(articles.encode()).hexdigest()
    key = hashlib.sha256(f"{parameters}\n{checksum}".encode()).hexdigest()[:_KEY_CHARS]
    frozen, _ = FrozenSearch.objects.get_or_create(
        key=key,
        defaults={
            "parameters": parameters,
            "reading": parsed.reading,
            "articles": articles,
            "total": len(ids),
            "checksum": checksum,
            "generation": session.engine.status().generation,
            "made": timezone.now(),
        },
    )
    return frozen


def too_many_lately() -> bool:
    """Return whether so much was frozen in a day that strangers may freeze no more."""
    lately = FrozenSearch.objects.filter(made__gt=timezone.now() - _DAY)
    return (lately.aggregate(rows=Sum("total"))["rows"] or 0) >= MAX_ROWS_A_DAY


def query_of(frozen: FrozenSearch, session: SearchSession) -> SearchQuery:
    """Return the search that was frozen."""
    return from_params(QueryDict(frozen.parameters), session.today)[0]


def frozen_articles(frozen: FrozenSearch) -> list[FrozenArticle]:
    """Return the frozen list."""
    return [FrozenArticle(*facts) for facts in json.loads(frozen.articles)]


def with_addresses(articles: Sequence[FrozenArticle]) -> list[FrozenArticle]:
    """Return articles with the addresses of those that the archive still shows."""
    rows = Article.objects.shown().filter(key__in=[article.key for article in articles])
    urls = {row.key: row.get_absolute_url() for row in rows.only("key", "title")}
    return [
        FrozenArticle(each.key, each.title, each.date, each.source, urls.get(each.key, ""))
        for each in articles
    ]


def since(frozen: FrozenSearch, session: SearchSession, limit: int = 100) -> Since:
    """Compare the frozen list with what the search finds today; `limit` articles each way."""
    before = {article.key: article for article in frozen_articles(frozen)}
    try:
        ids, total = _found(query_of(frozen, session), session)
    except QueryError as error:
        return Since(0, (), (), str(error))
    now = {facts[0]: FrozenArticle(*facts) for facts in _facts(ids)}
    came = [article for key, article in now.items() if key not in before]
    went = [article for key, article in before.items() if key not in now]
    return Since(total, tuple(with_addresses(came[:limit])), tuple(with_addresses(went[:limit])))


def _found(query: SearchQuery, session: SearchSession) -> tuple[Sequence[int], int]:
    """Return the ids that a search finds, in order. Raises QueryError where they are too many."""
    scope = ExportScope(
        node=session.node(query),
        filters=query.filters(session.today),
        sort=query.order,
        has_words=False,
        base_url="",
    )
    found = export_list(scope, limit=MAX_FROZEN + 1)
    if len(found.ids) > MAX_FROZEN:
        raise QueryError(
            f"More than {MAX_FROZEN:,} articles are too many to be kept as a list; "
            "narrow the search first."
        )
    return found.ids, len(found.ids)


def _facts(ids: Sequence[int]) -> Iterator[tuple[str, str, str, str]]:
    """Yield key, title, date and source of articles, in their order."""
    columns = ("pk", "key", "title", "published", "date_precision", "source__name")
    lengths = {"day": 10, "month": 7, "year": 4}
    for start in range(0, len(ids), _ROWS_AT_ONCE):
        some = list(ids[start : start + _ROWS_AT_ONCE])
        rows = {
            row[0]: row[1:]
            for row in Article.objects.shown().order_by().filter(pk__in=some).values_list(*columns)
        }
        for number in some:
            if number in rows:
                key, title, day, precision, source = rows[number]
                date = day.isoformat()[: lengths[precision]] if day else ""
                yield key, title, date, source or ""


def _cited(query: SearchQuery) -> SearchQuery:
    """Return the search as far as its list goes: in its order, on no page."""
    counted = query.counted
    return counted.sorted_by(query.order) if query.sort in SORTS else counted
