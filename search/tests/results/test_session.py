"""The search session: one count a query, one deadline, and every notice on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search.engines import get_engine
from search.engines.base import SearchRequest, SearchResponse, TooSlowError
from search.query.nodes import Term
from search.query.search_query import SearchQuery
from search.results.view_models import Notice
from search.tests.archive import store
from search.tests.sessions import session, texts

pytestmark = pytest.mark.django_db

_DAMAGED = "The index is damaged and will be built anew: the latest changes may be missing."


def test_total_is_counted_once_for_all_pages_and_orders_of_a_query(monkeypatch):
    store("Talks", "They met.")
    asked, engine = session(), get_engine()
    count, counted = engine.count, []

    def recorded(*request):
        counted.append(request)
        return count(*request)

    monkeypatch.setattr(engine, "count", recorded)

    totals = [asked.total(SearchQuery("talks", page=page)) for page in (1, 2)]
    limited = asked.within(60).total(SearchQuery("talks", sort="oldest"))

    assert (totals, limited, len(counted)) == ([1, 1], 1, 1)


def test_count_past_the_deadline_raises():
    store("Talks", "They met.")

    with pytest.raises(TooSlowError):
        session().within(0).count(Term("talks"))


def test_seconds_left_never_fall_below_the_least(monkeypatch):
    asked = session()
    asked.deadline = asked.engine.clock() - 5

    assert asked.seconds_left(0.5) == 0.5
    assert asked.seconds_left() == 0


def test_notice_is_kept_once_and_in_order():
    asked = session()

    asked.add([Notice("b", "address"), Notice("a", "engine")])
    asked.within(1).add([Notice("b", "engine"), Notice("c", "engine")])

    assert texts(asked.notices) == ("b", "a", "c")


@pytest.mark.parametrize("view", ["articles", "kwic"])
def test_engine_notice_reaches_page_and_json(client, monkeypatch, view):
    store("Talks", "They met.")
    engine = get_engine()
    answer = engine.search

    def damaged(request: SearchRequest) -> SearchResponse:
        return replace(answer(request), notices=(_DAMAGED,))

    monkeypatch.setattr(engine, "search", damaged)

    page = client.get("/", {"q": "talks", "view": view})
    values = client.get("/", {"q": "talks", "view": view, "format": "json"}).json()

    assert _DAMAGED in page.content.decode()
    assert _DAMAGED in values["notices"]
