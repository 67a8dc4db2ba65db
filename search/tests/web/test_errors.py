"""When something is down: honest pages, and none that needs what is down."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpResponse

from search.engines import get_engine
from search.tests.archive import store
from search.tests.sessions import texts
from search.web.errors import UnavailableMiddleware, server_error


@pytest.mark.django_db
def test_search_without_an_index_is_a_503_that_says_so(client):
    page = client.get("/?q=summit")
    answer = client.get("/?q=summit&format=json")

    assert page.status_code == answer.status_code == 503
    assert page["Retry-After"] == answer["Retry-After"] == "30"
    assert b"cannot answer" in page.content
    assert answer.json() == {"error": "The archive cannot answer just now.", "state": "down"}


@pytest.mark.django_db
def test_suggest_without_an_index_is_a_503(client):
    response = client.get("/suggest?q=sum")

    assert response.status_code == 503
    assert response["Content-Type"] == "application/json"


@pytest.mark.django_db
def test_article_is_readable_while_search_is_down(client, settings, tmp_path):
    article = store("Talks", "They met at the summit.")
    settings.SEARCH = replace(settings.SEARCH, index_dir=tmp_path / "elsewhere")

    response = client.get(f"{article.get_absolute_url()}?q=summit")

    assert response.status_code == 200
    assert texts(response.context["article"].notices) == (
        "Search is unavailable, so no matches are marked.",
    )


@pytest.mark.django_db
def test_healthz_is_503_without_an_index(client):
    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["status"] == "down"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_healthz_is_503_without_a_database(client, monkeypatch):
    get_engine().rebuild([])

    def broken(*args: object) -> None:
        raise DatabaseError("no such disk")

    with connection.execute_wrapper(broken):
        response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["articles"] is None


def test_server_error_page_needs_no_database(rf):
    response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert "broke on our side" in response.content.decode()


@pytest.mark.django_db
def test_fault_of_our_own_shows_the_500_page(client, monkeypatch):
    def broken(*args: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("search.web.views.search", broken)
    client.raise_request_exception = False

    response = client.get("/?q=summit")

    assert response.status_code == 500
    assert "a bug" not in response.content.decode()


@pytest.mark.parametrize("headers", [{"Host": "elsewhere.test"}, {"Host": "a b"}])
def test_request_that_cannot_be_understood_gets_a_plain_page(client, headers):
    response = client.get("/opensearch.xml", headers=headers)

    assert response.status_code == 400
    assert b"cannot be understood" in response.content
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_fault_of_our_own_is_told_where_the_server_runs(settings):
    logger = settings.LOGGING["loggers"]["django.request"]

    assert logger["handlers"] == ["console"]
    assert logger["level"] == "ERROR"


@pytest.mark.parametrize(
    ("said", "heading", "seconds"),
    [
        ("database is locked", "The archive is busy.", "5"),
        ("database or disk is full", "The disk is full.", "60"),
        ("attempt to write a readonly database", "The data folder is read-only.", "60"),
        ("database disk image is malformed", "cannot answer just now.", "30"),
    ],
)
def test_database_failure_is_a_503_that_names_the_reason(rf, said, heading, seconds):
    middleware = UnavailableMiddleware(lambda request: HttpResponse())

    response = middleware.process_exception(rf.get("/sign-in"), OperationalError(said))

    assert response is not None
    assert (response.status_code, response["Retry-After"]) == (503, seconds)
    assert heading in response.content.decode()


def test_programming_mistake_stays_a_500(rf):
    middleware = UnavailableMiddleware(lambda request: HttpResponse())

    assert middleware.process_exception(rf.get("/"), ValueError("a fault")) is None
