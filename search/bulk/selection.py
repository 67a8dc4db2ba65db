"""All article ids of a search."""

from __future__ import annotations

from search.engines.base import QueryError, SearchRequest
from search.query.search_query import SearchQuery
from search.results.session import SearchSession

#: Longer than for a page, as an incomplete list must not be used.
_BUDGET_SECONDS = 30.0


class CannotGatherError(Exception):
    """The search cannot be answered completely; the message says why."""


def ids_of(query: SearchQuery, session: SearchSession) -> list[int]:
    """Return the ids of all articles that match `query`, ascending, from one index state.

    Raises CannotGatherError and EngineError.
    """
    try:
        return _gathered(query, session)
    except QueryError as error:
        raise CannotGatherError(str(error)) from error


def _gathered(query: SearchQuery, session: SearchSession) -> list[int]:
    node, filters = session.node(query), query.filters(session.today)
    total = session.engine.count(node, filters)
    while True:
        request = SearchRequest(
            *(node, filters),
            sort="newest",
            limit=total,
            facets=False,
            matches=False,
            budget_seconds=_BUDGET_SECONDS,
        )
        response = session.engine.search(request)
        if not response.complete:
            raise QueryError("This search takes too long to gather all that it finds.")
        if response.total <= total:
            return sorted(hit.id for hit in response.hits)
        total = response.total  # Articles were added since the count.
