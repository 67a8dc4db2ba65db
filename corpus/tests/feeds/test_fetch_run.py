"""Rounds of fetching, against a server on this machine: what is stored, what is written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from corpus.feeds import fetch_run, fetching
from corpus.feeds.fetch_run import fetch_feeds
from corpus.models import Article, Feed, ImportBatch, ImportFailure
from corpus.tests.feeds.serving import Server, rss, send, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _this_machine_alone(settings: Any) -> None:
    settings.CORPUS = replace(
        settings.CORPUS, after_write="", feed_hosts=("127.0.0.1",), feed_seconds=20
    )


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.answers["/feed"] = send(rss("Talks", "Grain"), ETag='"1"')
        yield server


@pytest.fixture
def feed(server: Server) -> Feed:
    return Feed.objects.create(address=server.url())


def again(feed: Feed) -> Feed:
    """Fetch a feed whatever its rest, and return it as it is then."""
    fetch_feeds([Feed.objects.get(pk=feed.pk)])
    return Feed.objects.get(pk=feed.pk)


def test_entries_become_articles(feed):
    feed = again(feed)

    article = Article.objects.get(title="Talks")
    assert article.origin == f"{feed.address}#talks"
    assert article.text == "Talks began in the harbour town on Friday."
    assert article.url == "https://gazette.example/talks"
    assert str(article.source) == "Harbour Gazette"
    assert (article.published, article.date_origin) == (dt.date(2022, 2, 4), "metadata")
    assert (feed.result, feed.failures) == ("added 2, updated 0, unchanged 0, failed 0", 0)
    assert feed.batch is not None
    assert (feed.batch.paths, feed.batch.added) == ([feed.address], 2)
    assert feed.batch.finished is not None


def test_source_set_for_a_feed_is_its_articles(feed):
    Feed.objects.update(source="Gazette, world")

    again(feed)

    assert {str(article.source) for article in Article.objects.all()} == {"Gazette, world"}


def test_feed_not_modified_is_told_by_its_server_and_costs_nothing(feed, server):
    again(feed)
    server.answers["/feed"] = send(status=304)

    feed = again(feed)

    assert server.asked[1][1]["If-None-Match"] == '"1"'
    assert feed.result == "not modified"
    assert feed.etag == '"1"'
    assert (Article.objects.count(), ImportBatch.objects.count()) == (2, 1)


def test_entries_held_already_are_unchanged_and_leave_no_batch(feed):
    again(feed)

    feed = again(feed)

    assert feed.result == "added 0, updated 0, unchanged 2, failed 0"
    assert ImportBatch.objects.count() == 1


def test_changed_entry_is_updated_and_one_that_left_the_feed_stays(feed, server):
    again(feed)
    server.answers["/feed"] = send(rss("Talks", "Summit", text="Talks ended, officials said."))

    feed = again(feed)

    assert feed.result == "added 1, updated 1, unchanged 0, failed 0"
    assert sorted(Article.objects.values_list("title", flat=True)) == ["Grain", "Summit", "Talks"]
    assert Article.objects.get(title="Talks").text == "Talks ended, officials said."


def test_entry_that_cannot_be_read_is_named_once(feed, server):
    bad = b"<item><description></description></item></channel>"
    server.answers["/feed"] = send(rss("Talks").replace(b"</channel>", bad))

    again(feed)
    again(feed)

    assert Article.objects.count() == 1
    (failure,) = ImportFailure.objects.all()
    assert (failure.path, failure.reason) == (
        f"{feed.address}, entry 2",
        "neither text nor title",
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<rss><channel>", "broken feed"),
        (b"<html><body>Moved</body></html>", "a web page, not a feed"),
        (b"\x89PNG", "not an RSS or Atom feed"),
    ],
)
def test_feed_that_cannot_be_read_is_noted_and_asked_for_in_full_again(feed, server, body, reason):
    again(feed)
    server.answers["/feed"] = send(body, ETag='"2"')

    feed = again(feed)

    assert feed.result.startswith(reason)
    assert (feed.failures, feed.etag) == (1, '"1"')
    assert Article.objects.count() == 2


def test_nothing_is_lost_where_storing_fails(feed, monkeypatch):
    def fail(*args: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("corpus.importing.pipeline.ingest_records", fail)
    assert again(feed).etag == ""
    monkeypatch.undo()

    again(feed)

    assert Article.objects.count() == 2


def test_failing_feed_is_asked_ever_less_often(feed, server):
    server.answers["/feed"] = send(status=500)

    rests = []
    for _ in range(9):
        feed = again(feed)
        assert feed.fetched is not None
        rests.append((feed.due - feed.fetched) / dt.timedelta(minutes=30))

    assert rests == [1, 2, 4, 8, 16, 32, 48, 48, 48]
    assert feed.result == "the server answers 500 Internal Server Error"


def test_success_ends_the_long_rests(feed, server):
    server.answers["/feed"] = send(status=500)
    again(feed)
    again(feed)
    server.answers["/feed"] = send(rss("Talks"))

    feed = again(feed)

    assert feed.fetched is not None
    assert (feed.failures, feed.due - feed.fetched) == (0, dt.timedelta(minutes=30))


@pytest.mark.parametrize(("asked", "hours"), [("7200", 2), ("99999999", 24)])
def test_patience_that_a_server_asks_for_is_had_up_to_a_day(feed, server, asked, hours):
    server.answers["/feed"] = send(status=429, Retry_After=asked)

    feed = again(feed)

    assert feed.fetched is not None
    assert feed.due - feed.fetched == dt.timedelta(hours=hours)


def test_feed_that_is_no_more_is_not_asked_again(feed, server):
    server.answers["/feed"] = send(status=410)

    assert not again(feed).active


def test_feed_that_moved_for_good_says_where(feed, server):
    server.answers["/new"] = server.answers["/feed"]
    server.answers["/feed"] = send(status=301, Location="/new")

    assert again(feed).result.endswith(f"; it has moved to {server.url('/new')}")
    assert Article.objects.filter(origin=f"{feed.address}#talks").exists()


def test_one_failing_feed_costs_the_others_nothing(feed, server, monkeypatch):
    inner = Feed.objects.create(address="http://10.0.0.1/feed")
    broken = Feed.objects.create(address=server.url("/broken"))
    server.answers["/broken"] = send(b"<rss>")
    odd = Feed.objects.create(address=server.url("/feed?odd"))
    server.answers["/feed?odd"] = send(b"not fetched")

    def stumbling(url: str, *args: Any, **more: Any) -> Any:
        if "odd" in url:
            raise KeyError("odd")
        return fetching.fetch(url, *args, **more)

    monkeypatch.setattr(fetch_run, "fetch", stumbling)

    result = fetch_feeds([inner, broken, odd, feed])

    reasons = dict(result.failed)
    assert reasons[inner.address] == "10.0.0.1 is not a public address"
    assert reasons[broken.address].startswith("broken feed")
    assert reasons[odd.address] == "unexpected KeyError: 'odd'"
    assert (result.read, result.report.added) == (1, 2)


def test_feed_that_another_process_took_is_left_to_it(feed, server):
    mine, theirs = Feed.objects.get(), Feed.objects.get()

    assert Feed.objects.claim(theirs)
    fetch_feeds([mine])

    assert server.asked == []


def test_pausing_a_feed_while_it_is_read_is_not_forgotten(feed):
    fetch_feeds([feed], lambda _: Feed.objects.update(active=False))

    assert not Feed.objects.get().active


# --- the command ---


def fetch(*arguments: str) -> int:
    try:
        call_command("fetch_feeds", *arguments)
    except SystemExit as end:
        return int(end.code or 0)
    except CommandError as error:
        return error.returncode
    return 0


def test_command_reads_what_is_due_and_tells(feed, server, capsys):
    Feed.objects.create(address=server.url("/paused"), active=False)
    resting = timezone.now() + dt.timedelta(hours=1)
    Feed.objects.create(address=server.url("/resting"), due=resting)

    assert fetch() == 0

    assert capsys.readouterr().out.splitlines() == [
        "feeds read 1, failed 0",
        "added 2, updated 0, unchanged 0, failed 0",
    ]
    assert [path for path, _ in server.asked] == ["/feed"]


def test_command_leaves_a_feed_alone_that_was_just_read(feed, server):
    fetch()
    fetch()

    assert len(server.asked) == 1


def test_command_asks_also_those_that_rest_when_told_so(feed, server):
    fetch()
    fetch("--now")

    assert len(server.asked) == 2


def test_command_reads_the_feeds_it_is_given(feed, server):
    Feed.objects.create(address=server.url("/other"))

    assert fetch(feed.address) == 0
    assert [path for path, _ in server.asked] == ["/feed"]


def test_command_names_what_failed(feed, server, capsys):
    server.answers["/feed"] = send(status=404)

    assert fetch() == 1
    told = capsys.readouterr().out
    assert f"failed {feed.address}: the server answers 404 Not Found" in told


def test_command_refuses_what_is_not_in_the_list(feed, server):
    assert fetch("https://gazette.example/other") == 2
    assert server.asked == []
