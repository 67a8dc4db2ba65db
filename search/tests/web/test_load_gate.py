"""Dear searches share few places; cheap ones never wait."""

from __future__ import annotations

from threading import BoundedSemaphore

import pytest

from search.engines import get_engine
from search.models import FrozenSearch
from search.query.nodes import And, Near, Phrase, Prefix, Term
from search.query.search_query import SearchQuery
from search.results.session import SearchSession
from search.tests.archive import store_texts
from search.web import load_gate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _archive() -> None:
    met = [(f"Talks {n}", f"They met at the summit again, {n}") for n in range(3)]
    store_texts([*met, ("Rain", "It rained at noon")])


@pytest.mark.parametrize(
    ("node", "cost"),
    [
        (Term("summit"), 3),
        (Term("nothing"), 0),
        (And((Term("summit"), Term("rain"))), 4),
        (Prefix("a"), 7),
        (Phrase("the summit"), 6 * 8),
        (Near((Term("met"), Term("summit")), 5), 6 * 8),
    ],
)
def test_cost_counts_postings_and_positions_more(node, cost):
    assert get_engine().cost(node) == cost


def test_dear_search_is_refused_while_all_places_are_taken(client, monkeypatch):
    monkeypatch.setattr(load_gate, "DEAR_COST", 2)
    monkeypatch.setattr(load_gate, "WAIT_SECONDS", 0.0)

    with load_gate.place():
        refused = client.get("/?q=summit")
        cheap = client.get("/?q=noon")

    assert (refused.status_code, refused["Retry-After"]) == (429, "5")
    assert b"Many large searches are running" in refused.content
    assert cheap.status_code == 200
    assert client.get("/?q=summit").status_code == 200


def test_feeds_and_frozen_searches_share_the_places_too(client, monkeypatch):
    client.post("/s/", {"search": "q=summit"})
    frozen = FrozenSearch.objects.get()
    monkeypatch.setattr(load_gate, "DEAR_COST", 2)
    monkeypatch.setattr(load_gate, "WAIT_SECONDS", 0.0)
    addresses = ("/?q=summit&format=atom", "/?q=summit&format=feed", f"/s/{frozen.key}")

    with load_gate.place():
        refused = [client.get(address) for address in (*addresses, "/s/?q=summit")]
        refused.append(client.post("/s/", {"search": "q=summit&sort=newest"}))

    assert [response.status_code for response in refused] == [429] * 5
    assert FrozenSearch.objects.count() == 1
    assert [client.get(address).status_code for address in addresses] == [200] * 3


def test_place_is_free_again_after_a_failure(monkeypatch):
    monkeypatch.setattr(load_gate, "WAIT_SECONDS", 0.0)

    def fail() -> None:
        with load_gate.place():
            raise ValueError

    for _ in range(load_gate.PLACES + 1):
        with pytest.raises(ValueError):  # noqa: PT011 - our own
            fail()


def test_process_holds_a_place_while_a_dear_search_runs():
    assert not load_gate.holds_place()

    with load_gate.place():
        assert load_gate.holds_place()

    assert not load_gate.holds_place()


def test_query_is_priced_once_a_commit(monkeypatch):
    session, priced = SearchSession.begin(), []
    cost = type(session.engine).cost

    def counted(engine, node):
        priced.append(node)
        return cost(engine, node)

    monkeypatch.setattr(type(session.engine), "cost", counted)
    for _ in range(3):
        load_gate.is_dear(SearchQuery("noon rain"), session)
    store_texts([("Rain again", "It rained at noon")])
    load_gate.is_dear(SearchQuery("noon rain"), session)

    assert len(priced) == 2


def test_only_a_few_wait_for_a_place(monkeypatch):
    monkeypatch.setattr(load_gate, "_waiting", BoundedSemaphore(1))
    load_gate._waiting.acquire()

    with pytest.raises(load_gate.TooBusyError), load_gate.place():
        pass


def test_lines_cost_more_than_hits(monkeypatch):
    monkeypatch.setattr(load_gate, "DEAR_COST", 3)
    session = SearchSession.begin()

    assert not load_gate.is_dear(SearchQuery("summit"), session)
    assert load_gate.is_dear(SearchQuery("summit", view="kwic"), session)
