"""The feeds' page: add, change, pause, remove, fetch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from corpus.accounts.roles import Role, give
from corpus.feeds.feed_jobs import run_feeds
from corpus.models import Article, Feed, Job
from corpus.tests.feeds.serving import Server, rss, send, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _this_machine_alone(settings: Any) -> None:
    settings.CORPUS = replace(settings.CORPUS, after_write="", feed_hosts=("127.0.0.1",))


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.answers["/feed"] = send(rss("Talks"))
        yield server


@pytest.fixture
def chief(client: Client) -> Client:
    user = User.objects.create_user("chief")
    give(user, Role.ADMINISTRATOR)
    client.force_login(user)
    return client


@pytest.fixture
def feed() -> Feed:
    return Feed.objects.create(address="http://127.0.0.1:9/feed", source="Harbour Gazette")


def add(client: Client, address: str, **more: str) -> Any:
    return client.post("/desk/feeds/", {"address": address, **more}, follow=True)


class Told:
    """Hears of a job's progress."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.heard: list[tuple[int, int | None, str | None]] = []

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
        self.heard.append((done, total, message))


def test_page_without_feeds_offers_to_add_one(chief):
    page = chief.get("/desk/feeds/").content.decode()

    assert "Add a feed" in page
    assert "<table" not in page
    assert "Fetch all now" not in page


def test_added_feed_is_read_at_once(chief):
    page = add(chief, "http://127.0.0.1:9/feed", source="Harbour Gazette").content.decode()

    feed = Feed.objects.get()
    assert (feed.address, feed.source, feed.state) == (
        "http://127.0.0.1:9/feed",
        "Harbour Gazette",
        "new",
    )
    assert "is being read for the first time" in page
    job = Job.objects.get()
    assert (job.kind, job.parameters, str(job.made_by)) == ("feeds", {"feed": feed.pk}, "chief")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("", "This field is required."),
        ("no address", "This is not an address of the web."),
        ("ftp://gazette.example/feed", "only addresses that begin with http:// or https://"),
        ("http://10.0.0.1/feed", "10.0.0.1 is not a public address."),
        ("http://nowhere.invalid/feed", "there is no host called nowhere.invalid."),
        ("http://127.0.0.1:9/feed", "This feed is in the list already."),
    ],
)
def test_address_that_cannot_be_read_is_explained_and_kept_in_its_box(chief, feed, address, told):
    page = add(chief, address).content.decode()

    assert told in page
    assert f'value="{address}"' in page or not address
    assert Feed.objects.count() == 1


def test_source_can_be_changed_and_the_address_cannot(chief, feed):
    chief.post(f"/desk/feeds/{feed.pk}/", {"source": "Gazette", "address": "http://other.example/"})

    feed.refresh_from_db()
    assert (feed.source, feed.address) == ("Gazette", "http://127.0.0.1:9/feed")


def test_pausing_and_reading_again(chief, feed):
    feed.fail("the server answers 500")

    chief.post(f"/desk/feeds/{feed.pk}/pause")
    feed.refresh_from_db()
    assert feed.state == "paused"

    chief.post(f"/desk/feeds/{feed.pk}/pause")
    feed.refresh_from_db()
    assert (feed.active, feed.failures) == (True, 0)
    assert feed.due <= timezone.now()


def test_removed_feeds_articles_stay_and_are_known_when_it_comes_back(chief, server):
    for _ in range(2):
        add(chief, server.url())
        run_feeds(Told(Job(parameters={})))
        chief.post(f"/desk/feeds/{Feed.objects.get().pk}/remove")

    assert Feed.objects.count() == 0
    assert Article.objects.count() == 1


def test_failing_feed_tells_why_and_when_it_is_asked_next(chief, feed):
    feed.fail("the server answers 500", at_least=dt.timedelta(hours=2))

    page = chief.get("/desk/feeds/").content.decode()

    assert "failing" in page
    assert "the server answers 500" in page
    assert "Not asked again before" in page
    assert chief.get(f"/desk/feeds/{feed.pk}/").status_code == 200


@pytest.mark.parametrize("feed_id", [0, 4711, 2**63, 10**30])
def test_feed_that_is_not_there_is_not_found(chief, feed_id):
    assert chief.get(f"/desk/feeds/{feed_id}/").status_code == 404
    assert chief.post("/desk/feeds/fetch", {"feed": str(feed_id)}).status_code == 404


def test_fetching_is_a_job(chief, feed):
    one = chief.post("/desk/feeds/fetch", {"feed": str(feed.pk)})
    everything = chief.post("/desk/feeds/fetch")

    first, second = Job.objects.order_by("pk")
    assert (one["Location"], first.parameters) == (f"/desk/jobs/{first.pk}/", {"feed": feed.pk})
    assert (everything["Location"], second.parameters) == (f"/desk/jobs/{second.pk}/", {})


def test_job_reads_all_active_feeds_also_those_that_rest(server, feed):
    Feed.objects.update(active=False)
    resting = timezone.now() + dt.timedelta(hours=1)
    Feed.objects.create(address=server.url(), due=resting)
    told = Told(Job(parameters={}))

    outcome = run_feeds(told)

    assert outcome == "feeds read 1, failed 0. added 1, updated 0, unchanged 0, failed 0"
    assert told.heard == [(0, 1, server.url())]
    assert Article.objects.count() == 1


def test_job_reads_the_feed_it_is_for_even_if_that_is_paused(server, feed):
    one = Feed.objects.create(address=server.url(), active=False)

    run_feeds(Told(Job(parameters={"feed": one.pk})))

    assert [path for path, _ in server.asked] == ["/feed"]


def test_page_asks_the_database_the_same_for_one_feed_and_for_many(
    chief, feed, django_assert_num_queries
):
    chief.get("/desk/feeds/")
    with django_assert_num_queries(7) as one:
        chief.get("/desk/feeds/")
    Feed.objects.bulk_create(Feed(address=f"https://gazette.example/{n}") for n in range(20))

    with django_assert_num_queries(len(one)):
        chief.get("/desk/feeds/")


def test_a_feed_of_a_number_without_end_is_none(chief):
    response = chief.post("/desk/feeds/fetch", {"feed": "1" * 5_000})

    assert response.status_code == 404
    assert not Job.objects.exists()
