"""The nearest days with articles of a search, before and behind a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from corpus.models import Article
from search.engines.base import SearchRequest, Sort
from search.query.nodes import Node
from search.query.periods import Period
from search.query.search_query import SearchQuery
from search.results.session import SearchSession

_ONE_DAY = dt.timedelta(days=1)
#: Articles looked at beside a day: those known less exactly are passed over.
_MAX_NEAR = 20


@dataclass(frozen=True, slots=True)
class CountedLink:
    """A link to exactly `count` articles."""

    label: str
    url: str
    count: int


def adjacent_days(
    node: Node, query: SearchQuery, session: SearchSession
) -> tuple[CountedLink | None, CountedLink | None]:
    """Return the nearest days with articles before and behind the day asked for, if one is."""
    period = query.period()
    if period is None or not period.day:
        return None, None
    day = period.first
    before = behind = None
    if day > dt.date.min:
        earlier = query.between("", (day - _ONE_DAY).isoformat())
        before = _nearest(node, earlier, "newest", session)
    if day < dt.date.max:
        later = query.between((day + _ONE_DAY).isoformat(), "")
        behind = _nearest(node, later, "oldest", session)
    return before, behind


def _nearest(
    node: Node, query: SearchQuery, sort: Sort, session: SearchSession
) -> CountedLink | None:
    """Return the first day with articles in this order; dates known less exactly are none."""
    filters = query.filters(session.today)
    request = SearchRequest(node, filters, sort=sort, limit=_MAX_NEAR, facets=False, matches=False)
    ids = [hit.id for hit in session.engine.search(request).hits]
    shown = Article.objects.shown().filter(date_precision=Article.Precision.DAY)
    days = [day for day in shown.filter(pk__in=ids).values_list("published", flat=True) if day]
    if not days:
        return None
    nearest = Period.of(max(days) if sort == "newest" else min(days), "day")
    search = query.during(nearest)
    return CountedLink(nearest.label, search.url(), session.total(search))
