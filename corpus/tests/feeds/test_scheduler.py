"""Feeds fetched as they become due."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.utils import timezone

from corpus.feeds import scheduler
from corpus.models import Feed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _connections_stay(monkeypatch):
    # The test's own connection holds its transaction.
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)


def looks(monkeypatch: pytest.MonkeyPatch, times: int, fail: bool = False) -> list[list[str]]:
    """Look so often, and return which feeds were fetched at each look."""
    stop = threading.Event()
    fetched: list[list[str]] = []

    def fetch(feeds: list[Feed]) -> Any:
        fetched.append([feed.address for feed in feeds])
        if len(fetched) == times:
            stop.set()
        if fail:
            raise OSError("no network")

    monkeypatch.setattr(scheduler, "fetch_feeds", fetch)
    scheduler.keep(stop, look_seconds=0.001)
    return fetched


def test_feeds_are_fetched_when_they_are_due_and_not_paused(monkeypatch):
    now = timezone.now()
    Feed.objects.create(address="https://gazette.example/new")
    Feed.objects.create(address="https://gazette.example/old", due=now - dt.timedelta(hours=1))
    Feed.objects.create(address="https://gazette.example/later", due=now + dt.timedelta(hours=1))
    Feed.objects.create(address="https://gazette.example/paused", active=False)

    assert looks(monkeypatch, 1) == [["https://gazette.example/old", "https://gazette.example/new"]]


def test_a_look_that_fails_is_followed_by_another(monkeypatch):
    assert looks(monkeypatch, 3, fail=True) == [[], [], []]
