"""A search that was stopped early says so, and is counted to its end in the background."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings as django_settings

from corpus.jobs.worker import run_waiting
from corpus.models import Job
from search.counting import count_job
from search.tests.archive import store, store_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def stopped(settings):
    """Stop every search before it begins."""
    store_texts([("Talks", "They met."), ("Summit", "Talks again.")])
    settings.SEARCH = replace(django_settings.SEARCH, budget_seconds=0.0, guidance_seconds=0.0)


@pytest.fixture(autouse=True)
def no_second_attempt(monkeypatch):
    monkeypatch.setattr("search.results.answer.MIN_SECONDS", 0.0)
    monkeypatch.setattr("search.search_page.MIN_SECONDS", 0.0)


def test_headline_says_that_the_search_was_stopped(client, stopped):
    page = " ".join(client.get("/", {"q": "talks"}).content.decode().split())

    assert "Stopped early: at least <strong>0</strong> articles so far" in page
    assert "The search was stopped before anything was found." in page
    assert "No articles match" not in page
    assert 'href="/count?q=talks"' in page


def test_json_says_that_the_answer_is_not_complete(client, stopped):
    answer = client.get("/", {"q": "talks", "format": "json"}).json()

    assert (answer["total"], answer["complete"]) == (0, False)


def test_guidance_that_had_no_time_says_so(client, stopped):
    notices = client.get("/", {"q": "tolks", "format": "json"}).json()["notices"]

    assert "There was no time to look for all corrections and similar searches." in notices


def test_whole_answer_offers_no_count(client):
    store("Talks", "They met.")

    assert "/count?" not in client.get("/", {"q": "talks"}).content.decode()


def test_search_is_counted_in_the_background(client, stopped):
    assert "Count on" in client.get("/count", {"q": "talks"}).content.decode()

    for _ in range(2):
        answer = client.post("/count", {"search": "q=talks"})

    assert answer.headers["Location"] == "/count?q=talks"
    assert Job.objects.filter(kind=count_job.KIND).count() == 1
    waiting = client.get("/count", {"q": "talks"}).content.decode()
    assert "The count goes on in the background." in waiting
    run_waiting()
    assert "Counted to the end: 2 articles." in client.get("/count?q=talks").content.decode()


def test_count_of_an_older_index_is_begun_again(client, stopped):
    client.post("/count", {"search": "q=talks"})
    run_waiting()

    store("More", "More talks.")

    assert "Counted to the end" not in client.get("/count?q=talks").content.decode()


def test_too_many_waiting_counts_are_refused(client, stopped, monkeypatch):
    monkeypatch.setattr(count_job, "MAX_WAITING", 1)
    client.post("/count", {"search": "q=talks"})

    assert client.post("/count", {"search": "q=summit"}).status_code == 429
