"""What operators see: request identifiers, logs, metrics and headers."""

from __future__ import annotations

import logging

import pytest

from search.operations.slow_requests import slowest
from search.tests.archive import store
from search.web import request_log
from search.web.request_id import RequestIdFilter, request_id
from search.web.request_log import RequestLogMiddleware

pytestmark = pytest.mark.django_db


def test_answer_names_its_request_and_its_time(client):
    response = client.get("/robots.txt")

    assert len(response["X-Request-ID"]) == 16
    assert response["Server-Timing"].startswith("app;dur=")


def test_identifier_of_a_proxy_is_kept_and_a_strange_one_is_not(client):
    kept = client.get("/robots.txt", headers={"X-Request-ID": "proxy-12345"})
    strange = client.get("/robots.txt", headers={"X-Request-ID": "<script>alert(1)"})

    assert kept["X-Request-ID"] == "proxy-12345"
    assert "<" not in strange["X-Request-ID"]


def test_access_log_holds_no_query(client, caplog):
    caplog.set_level(logging.INFO, "dateline.access")
    client.get("/robots.txt?q=secret")

    (line,) = [record for record in caplog.records if record.name == "dateline.access"]
    assert line.getMessage().startswith("GET /robots.txt 200 ")
    assert vars(line)["path"] == "/robots.txt"
    assert "secret" not in line.getMessage()


def test_slow_request_is_logged_with_its_query(client, caplog, monkeypatch):
    monkeypatch.setattr(request_log, "SLOW_SECONDS", 0.0)

    client.get("/robots.txt?q=slow")

    assert [r.getMessage()[:19] for r in caplog.records if r.name == "dateline.slow"] == [
        "/robots.txt?q=slow "
    ]


@pytest.mark.parametrize("name", ["token", "%74oken", "t%6Fken"])
def test_slow_request_is_logged_and_shown_without_its_token(client, caplog, monkeypatch, name):
    monkeypatch.setattr(request_log, "SLOW_SECONDS", 0.0)

    client.get(f"/robots.txt?q=slow&{name}=hidden&page=2")

    (line,) = [record for record in caplog.records if record.name == "dateline.slow"]
    assert line.getMessage().startswith("/robots.txt?q=slow&token=&page=2 ")
    assert "hidden" not in str(vars(line))
    assert not [one for one in slowest(100) if "hidden" in one.address]


def test_path_cannot_begin_a_log_line(client, caplog, monkeypatch):
    monkeypatch.setattr(request_log, "SLOW_SECONDS", 0.0)
    caplog.set_level(logging.INFO, "dateline.access")

    client.get("/article/x/%0Asign-in failed for 'editor' from 192.0.2.1%0D%E2%80%A8x/")

    lines = [r.getMessage() for r in caplog.records if r.name.startswith("dateline.")]
    assert len(lines) == 2
    assert all(len(line.splitlines()) == 1 for line in lines)


def test_page_for_a_fault_names_the_request(client, monkeypatch):
    def fail(request: object) -> None:
        raise ValueError("a fault")

    monkeypatch.setattr("search.web.views.help_sections", lambda: fail(None))
    client.raise_request_exception = False

    response = client.get("/help")

    assert response.status_code == 500
    assert response["X-Request-ID"] in response.content.decode()


def test_log_lines_within_a_request_carry_its_identifier(rf):
    record = logging.LogRecord("search", logging.INFO, "", 0, "indexed", (), None)

    def view(request: object) -> object:
        from django.http import HttpResponse

        RequestIdFilter().filter(record)
        return HttpResponse()

    request = rf.get("/", headers={"X-Request-ID": "request-1"})
    request.resolver_match = None
    RequestLogMiddleware(view)(request)  # type: ignore[arg-type]

    assert vars(record)["request_id"] == "request-1"
    assert request_id() == ""


@pytest.mark.parametrize("address", ["/robots.txt", "/static/css/base.css", "/nowhere", "/help"])
def test_every_answer_carries_strict_headers(client, address):
    response = client.get(address)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in response


def test_metrics_are_hidden_unless_a_network_is_named(client, settings):
    assert client.get("/metrics").status_code == 404
    settings.METRICS_NETWORKS = ["10.0.0.0/8"]
    assert client.get("/metrics").status_code == 404


def test_metrics_count_requests_and_tell_the_state(client, settings):
    settings.METRICS_NETWORKS = ["127.0.0.0/8"]
    store("Talks", "They met at the summit.")
    client.get("/?q=summit")

    text = client.get("/metrics").content.decode()

    assert 'dateline_requests_total{status="200",view="search"}' in text
    assert "dateline_articles 1.0" in text
    assert 'dateline_state{state="ok"} 1.0' in text


def test_failed_sign_in_is_logged_with_name_and_address(client, caplog):
    client.post("/sign-in", {"username": "chief", "password": "wrong"})

    assert "sign-in failed for 'chief' from 127.0.0.1" in [r.getMessage() for r in caplog.records]


def test_address_that_tries_many_names_has_to_wait(client, django_user_model):
    django_user_model.objects.create_user("chief", password="right")
    for number in range(20):
        client.post("/sign-in", {"username": f"name{number}", "password": "wrong"})

    response = client.post("/sign-in", {"username": "chief", "password": "right"})

    assert (response.status_code, response["Retry-After"]) == (429, "900")
