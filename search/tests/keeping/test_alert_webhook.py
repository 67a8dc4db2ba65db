"""Webhooks: an alert reaches a real HTTP server once, and nothing inside the site."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from search.keeping.alerts import collect, send
from search.models import AlertDelivery, SavedSearch
from search.tests.keeping.indexed import store_indexed as store

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]

DAY = dt.timedelta(days=1)


class Receiver(HTTPServer):
    """Takes what is sent to it, or answers what it was told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.taken: list[dict[str, object]] = []
        self.status = 204


class Answering(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.status == 204:
            self.server.taken.append(sent)
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    with Receiver() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.SEARCH = replace(settings.SEARCH, webhook_hosts=("127.0.0.0/8",))
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def saved(receiver) -> SavedSearch:
    return SavedSearch.objects.create(
        owner=User.objects.create_user("anna"), name="Summits", parameters="q=summit",
        alert="at once", webhook=f"http://127.0.0.1:{receiver.server_port}/hook",
    )  # fmt: skip


def run(now: dt.datetime | None = None) -> int:
    now = now or timezone.now()
    collect(now)
    return len(list(send(now)))


def test_new_article_reaches_the_webhook_once(receiver, saved):
    article = store("Talks in Geneva", "They met at the summit.", "2022-02-04", source="Wire")

    assert [run(), run()] == [1, 0]

    (sent,) = receiver.taken
    assert (sent["search"], sent["total"]) == ("Summits", 1)
    assert sent["url"] == "http://127.0.0.1:8000/?q=summit"
    assert sent["articles"] == [
        {
            "key": article.key, "title": "Talks in Geneva", "source": "Wire",
            "date": "2022-02-04", "url": f"http://127.0.0.1:8000{article.get_absolute_url()}",
        }
    ]  # fmt: skip


@pytest.mark.parametrize("status", [302, 500])
def test_webhook_that_fails_is_tried_again_under_the_same_id(receiver, saved, status):
    store("Talks", "summit", "2022-02-04")
    receiver.status = status
    assert run() == 0
    assert f"the server answers {status}" in SavedSearch.objects.get().problem
    number = AlertDelivery.objects.get().message_id

    receiver.status = 204
    assert run() == 0
    assert run(timezone.now() + DAY) == 1

    assert [sent["id"] for sent in receiver.taken] == [number]
    assert SavedSearch.objects.get().problem == ""


def test_webhook_that_is_gone_is_given_up(receiver, saved):
    store("Talks", "summit", "2022-02-04")
    receiver.status = 410

    run()

    assert AlertDelivery.objects.get().gave_up is not None


def test_webhook_inside_the_site_is_never_asked(receiver, saved, settings):
    store("Talks", "summit", "2022-02-04")
    settings.SEARCH = replace(settings.SEARCH, webhook_hosts=())

    assert run() == 0

    assert receiver.taken == []
    assert "127.0.0.1 is not a public address" in SavedSearch.objects.get().problem


@pytest.mark.parametrize("webhook", ["http://127.0.0.1:8000/", "http://[::1]/", "ftp://a.example"])
def test_form_refuses_a_webhook_that_is_not_public(client, webhook):
    owner = User.objects.create_user("ben")
    client.force_login(owner)
    saved = SavedSearch.objects.create(owner=owner, name="Summits", parameters="q=summit")

    refused = client.post(f"/saved/{saved.pk}/alert", {"alert": "daily", "webhook": webhook})

    assert refused.status_code == 400
    assert "The webhook cannot be reached" in refused.content.decode()
    assert SavedSearch.objects.get().alert == "none"
