"""The watchman drains, rebuilds, compares and reports while the site runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from corpus.importing.pipeline import ingest
from corpus.models import Article, Original, OutboxEntry
from search.engines import get_engine
from search.indexing import database_check, watch_report
from search.indexing.drain import drain
from search.indexing.watchman import Check, Watchman
from search.query.nodes import Everything, Term
from search.tests.archive import store
from search.tests.indexing.test_site_state import damage_newest_generation, indexed

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(tmp_path) -> Article:
    """Return an article that was imported from a file, with its checksums."""
    (tmp_path / "talks.txt").write_text("Talks\n\nThe ministers met at the summit on Friday.\n")
    ingest([tmp_path / "talks.txt"])
    drain()
    return Article.objects.get()


@pytest.fixture
def nobody_drains(settings) -> None:
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def test_entries_that_nobody_works_on_are_indexed(nobody_drains):
    get_engine().rebuild([])
    store("Talks", "They met at the summit.")
    OutboxEntry.objects.update(queued=timezone.now() - dt.timedelta(seconds=6))

    Watchman().look()

    assert get_engine().count(Term("summit")) == 1
    assert not OutboxEntry.objects.exists()


def test_fresh_entries_are_left_to_their_writer(nobody_drains):
    get_engine().rebuild([])
    store("Talks", "They met at the summit.")

    Watchman()._drain()

    assert OutboxEntry.objects.exists()


def test_damaged_index_is_rebuilt(settings):
    indexed("Talks")
    indexed("More talks")
    damage_newest_generation(settings)
    assert get_engine().status().state == "degraded"

    Watchman().look()

    assert get_engine().status().state == "ok"
    assert get_engine().count(Term("summit")) == 2


def test_segment_damaged_in_place_is_noticed_and_rebuilt(settings):
    for number in range(20):
        store(f"Talks {number}", "a")
    drain()
    assert get_engine().count(Term("talks")) == 20
    (segment, *_) = (settings.SEARCH.index_dir / "whoosh").glob("segment-*.seg")
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 0xFF
    segment.write_bytes(data)

    Watchman().look()

    assert get_engine().status().state == "ok"
    assert get_engine().verify() == []
    assert get_engine().count(Term("talks")) == 20


def test_index_of_another_database_is_brought_up_to_date():
    for number in range(5):
        indexed(f"Talks {number}")
    Article.objects.filter(title__in=["Talks 0", "Talks 1"]).delete()
    OutboxEntry.objects.all().delete()

    report = Watchman().look()

    assert report.differences == 2
    assert get_engine().count(Everything()) == 3


def test_damaged_original_is_reported_and_not_repaired(imported):
    article = imported
    Original.objects.filter(article=article).update(text="They met at the rummit.")

    report = Watchman().look()

    assert report.database == (
        f"article {article.pk}: its original text does not fit its content hash",
    )
    assert watch_report.last().database == report.database
    assert Original.objects.get(article=article).text == "They met at the rummit."


def test_repaired_row_is_no_longer_reported(imported):
    article = imported
    text = Original.objects.get(article=article).text
    Original.objects.filter(article=article).update(text="damaged")
    watchman = Watchman()
    watchman.look()
    Original.objects.filter(article=article).update(text=text)

    for check in watchman._checks:
        check.due = 0.0
    watchman.look()
    for check in watchman._checks:
        check.due = 0.0

    assert watchman.look().database == ()


def test_unreadable_database_is_reported(monkeypatch):
    store("Talks", "They met at the summit.")

    def fail() -> None:
        raise DatabaseError("database disk image is malformed")

    monkeypatch.setattr(connection, "cursor", fail)

    assert database_check.page_problems() == [
        "the database cannot be read: database disk image is malformed"
    ]


@pytest.mark.usefixtures("imported")
def test_sound_database_has_no_problems():
    assert database_check.page_problems() == []
    assert [found for found in database_check.damaged_rows() if not isinstance(found, int)] == []


def test_failure_of_a_look_is_reported_and_the_rest_done(monkeypatch):
    store("Talks", "They met at the summit.")
    watchman = Watchman()

    def fail() -> None:
        raise DatabaseError("database is locked")

    watchman._checks[0].run = fail

    report = watchman.look()

    assert report.failures == ("database is locked",)
    assert report.index_checked > 0


def test_check_that_is_dear_is_due_later(monkeypatch):
    clock = iter([100.0, 100.0, 102.0, 150.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    runs: list[int] = []
    check = Check(lambda: runs.append(1))

    check.run_if_due()
    check.run_if_due()

    assert (len(runs), check.due) == (1, 202.0)
