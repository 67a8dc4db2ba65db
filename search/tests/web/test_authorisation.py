"""Who may do what: every address, every role, every method, held against `who_may.py`.

What is refused leaves the database as it was, to the byte; so does whatever only reads.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client

from corpus.accounts.roles import Role, give
from corpus.curation.bulk_changes import Wanted, freeze
from corpus.curation.editing import edit
from corpus.models import Feed, ImportBatch, Job
from search.keeping.frozen_searches import freeze as freeze_search
from search.models import ReaderCollection, ReaderToken, SavedSearch
from search.query.search_query import SearchQuery
from search.results.session import SearchSession
from search.tests.archive import store
from search.tests.web.who_may import (
    ADDRESSES,
    ADMINISTRATOR,
    ANYONE,
    EDITOR,
    READER,
    Address,
    Row,
    table,
)

pytestmark = pytest.mark.django_db

TABLE = table()
PEOPLE = {ANYONE: "anonymous", READER: "reader", EDITOR: "editor", ADMINISTRATOR: "administrator"}
READING = ("GET", "HEAD")
METHODS = (*READING, "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
#: Where those are led who would have to be somebody else.
_DOORS = re.compile(r"/sign-in(\?|\Z)")


@pytest.fixture(autouse=True)
def places(settings: Any) -> dict[str, Any]:
    """An archive with one of each, and what stands for the parts of addresses."""
    settings.CORPUS = replace(settings.CORPUS, after_write="")
    settings.METRICS_NETWORKS = ["127.0.0.0/8"]
    article = store("Talks", "They met at the summit.", "2022-02-04", source="Meridian Wire")
    batch = ImportBatch.objects.create()
    somebody = User.objects.create_user("somebody")
    saved = SavedSearch.objects.create(owner=somebody, name="Talks", alert="daily")
    collection = ReaderCollection.objects.create(owner=somebody, title="Talks", shared=True)
    feed = Feed.objects.create(address="https://gazette.example/feed")
    return {
        "article_id": article.pk,
        "key": article.key,
        "slug": "talks",
        "batch_id": batch.pk,
        "bulk_id": freeze([article.pk], Wanted(author="Ida"), None, "talks", "/?q=talks").pk,
        "change_set_id": edit(article, {"author": "Ida"}, None).pk,
        "feed_id": feed.pk,
        "source_id": article.source_id,
        "user_id": somebody.pk,
        "frozen_key": freeze_search(SearchQuery(), SearchSession.begin()).key,
        "saved_id": saved.pk,
        "alert_token": saved.token,
        "collection_key": collection.key,
        "item_id": collection.items.create(article_key=article.key, title="T", position=1).pk,
        "token_id": ReaderToken.objects.create(owner=somebody, label="x", digest="x").pk,
        "job_id": Job.objects.create(kind="none", title="Nothing").pk,
        "queue_name": "undated",
        "facet": "source",
        "id": 1,
    }


@pytest.fixture
def clients() -> dict[int, Client]:
    """A browser for each role, signed in where that belongs to it."""
    found: dict[int, Client] = {}
    for rank, name in PEOPLE.items():
        found[rank] = Client()
        if rank != ANYONE:
            user = User.objects.create_user(name)
            give(user, Role(name))
            found[rank].force_login(user)
    return found


def path_of(address: Address, places: dict[str, Any]) -> str:
    """The address with its parts filled in."""

    def value(part: re.Match[str]) -> str:
        return str(places[part[1] or part[2]])

    route = address.route.replace("^", "").removesuffix("$")
    return "/" + re.sub(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>", value, route)


def state() -> str:
    """A digest of every row of every table."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            quoted = connection.ops.quote_name(name)
            cursor.execute(f"SELECT * FROM {quoted}")  # noqa: S608
            digest.update(f"{name} {sorted(map(repr, cursor.fetchall()))}".encode())
    return digest.hexdigest()


def outcome(response: Any) -> str:
    """Say what came of a request: "refused", "answered", or the status of a page not there."""
    status = response.status_code
    if status in (403, 405) or (status in (301, 302) and _DOORS.match(response["Location"])):
        return "refused"
    # A form sent empty is answered with what it lacks.
    return "answered" if status < 400 or status in (400, 409, 422) else str(status)


def may(row: Row, method: str, person: int) -> bool:
    if method in READING:
        return person >= row.get
    return method == "POST" and person >= row.post


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_only_those_who_may_are_answered_and_only_they_change_anything(address, places, clients):
    row, path = TABLE[address.name], path_of(address, places)
    before = state()
    expected, found = {}, {}

    for person, client in clients.items():
        for method in METHODS:
            allowed = may(row, method, person)
            with transaction.atomic():
                response = client.generic(method, path + row.query)
                transaction.set_rollback(allowed and method not in READING)
            answer = "404" if row.owned else "answered"
            expected[PEOPLE[person], method] = answer if allowed else "refused"
            found[PEOPLE[person], method] = outcome(response)

    assert found == expected
    assert state() == before


@pytest.mark.parametrize(
    "address",
    [
        address
        for address in ADDRESSES
        if TABLE.get(address.name, Row(ANYONE)).post <= ADMINISTRATOR
    ],
    ids=lambda address: address.name,
)
def test_nothing_is_taken_without_the_forms_token(address, places, clients):
    client = clients[ADMINISTRATOR]
    client.handler.enforce_csrf_checks = True
    before = state()

    response = client.post(path_of(address, places))

    assert response.status_code == 403
    assert state() == before
