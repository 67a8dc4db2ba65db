"""The operations page says what is wrong, and checks and repairs at one click."""

from __future__ import annotations

import time

import pytest

from corpus.accounts.roles import Role, give
from corpus.jobs.worker import run_waiting
from corpus.models import Job, OutboxEntry
from search.engines import get_engine
from search.indexing import watch_report
from search.indexing.drain import drain
from search.operations import slow_requests
from search.query.nodes import Everything
from search.tests.archive import store

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client, django_user_model):
    user = django_user_model.objects.create_user("chief", password="-")
    give(user, Role.ADMINISTRATOR)
    client.force_login(user)
    return client


def test_page_tells_that_nobody_watches(chief):
    store("Talks", "They met at the summit.")

    page = chief.get("/desk/operations/").content.decode()

    assert "the worker is not running" in page
    assert "<td>1 article, " in page


def test_page_of_a_watched_and_sound_archive_says_so(chief):
    store("Talks", "They met at the summit.")
    drain()
    watch_report.write(watch_report.WatchReport(at=time.time()))

    assert "Everything is in order." in chief.get("/desk/operations/").content.decode()


def test_check_repairs_the_index_and_says_what_it_found(chief):
    article = store("Talks", "They met at the summit.")
    drain()
    get_engine().update([], [article.pk])

    page = chief.post("/desk/operations/check", follow=True)
    run_waiting()

    assert page.status_code == 200
    assert Job.objects.get().message.startswith("1 differences were found and repaired: article")
    assert get_engine().count(Everything()) == 1
    assert not OutboxEntry.objects.exists()


def test_slow_requests_are_listed_slowest_first(chief):
    store("Talks", "They met at the summit.")
    slow_requests.note("/?q=fast", 1.1)
    slow_requests.note("/?q=<b>slow", 9.9)

    page = chief.get("/desk/operations/").content.decode()

    assert page.index("/?q=&lt;b&gt;slow") < page.index("/?q=fast")


def test_damaged_lines_of_slow_requests_are_skipped():
    slow_requests.note("/?q=one", 1.0)
    with slow_requests._path().open("a") as file:
        file.write("not json\n{}\n")

    assert [each.address for each in slow_requests.slowest(5)] == ["/?q=one"]
