"""The call after a write: when it comes, and that it never costs the write."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import outbox
from corpus.models import Article
from corpus.tests.factories import parsed

pytestmark = pytest.mark.django_db(transaction=True)

calls: list[int] = []


def listen() -> None:
    calls.append(Article.objects.count())


def fail() -> None:
    raise OSError("disk full")


@pytest.fixture(autouse=True)
def _listening(settings):
    calls.clear()
    settings.CORPUS = replace(settings.CORPUS, after_write=f"{__name__}.listen")


def test_the_listener_is_called_after_each_commit():
    Article.objects.store(parsed("/a", text="a"))
    Article.objects.store(parsed("/b", text="b"))

    assert calls == [1, 2]


def test_nothing_written_calls_nobody():
    Article.objects.store(parsed())
    Article.objects.store(parsed())

    assert calls == [1]


def test_held_calls_every_few_articles_and_at_the_end():
    with outbox.held(every=2):
        for name in "abcde":
            Article.objects.store(parsed(f"/{name}", text=name))

    assert calls == [2, 4, 5]


def test_held_within_held_waits_for_the_outer():
    with outbox.held(every=10), outbox.held(every=1):
        Article.objects.store(parsed())
        assert calls == []

    assert calls == [1]


@pytest.mark.parametrize("listener", [f"{__name__}.fail", "no.such.module.at_all"])
def test_a_failing_listener_never_costs_the_write(settings, caplog, listener):
    settings.CORPUS = replace(settings.CORPUS, after_write=listener)

    assert Article.objects.store(parsed()) == "added"
    assert Article.objects.count() == 1
    assert "the outbox keeps" in caplog.text


@pytest.mark.parametrize("listener", ["", None])
def test_nobody_need_listen(settings, listener):
    settings.CORPUS = replace(settings.CORPUS, after_write=listener)

    assert Article.objects.store(parsed()) == "added"
