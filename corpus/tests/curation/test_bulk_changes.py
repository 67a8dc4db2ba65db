"""Bulk edits: only the frozen set, only what differs, nothing twice whatever happens."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from corpus.curation.bulk_changes import Wanted, freeze, preview, start
from corpus.curation.editing import edit
from corpus.curation.undo import UndoRefusedError, undo
from corpus.jobs.queue import recover
from corpus.jobs.runner import Cancelled, run_job
from corpus.models import Article, BulkEdit, ChangeSet, Job, OutboxEntry, Source
from corpus.records import PublishedDate
from corpus.tests.factories import stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna")


@pytest.fixture
def articles() -> list[Article]:
    """Seven, of which the first is undated."""
    first = stored("/0", text="Text 0.", published=PublishedDate())
    return [first, *(stored(f"/{n}", text=f"Text {n}.") for n in range(1, 7))]


def frozen(articles: list[Article], wanted: Wanted, user: User) -> BulkEdit:
    return freeze([article.pk for article in articles], wanted, user, "“talks”", "/?q=talks")


def do(bulk: BulkEdit, user: User) -> ChangeSet:
    job = start(bulk, user)
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.message
    return ChangeSet.objects.get(kind="bulk")


def state() -> list[dict[str, Any]]:
    hidden_stamp = [f.name for f in Article._meta.concrete_fields if f.name != "updated"]
    return list(Article.objects.order_by("pk").values(*hidden_stamp))


@pytest.mark.parametrize(
    ("wanted", "changes"),
    [
        (Wanted(source="Harbour Gazette"), 7),
        (Wanted(source="meridian wire"), 0),
        (Wanted(source=""), 7),
        (Wanted(author="Ida", language="de"), 7),
        (Wanted(date="Feb 2021"), 1),
        (Wanted(date="Feb 2021", over_dates=True), 7),
        (Wanted(date="4 February 2022", over_dates=True), 1),
        (Wanted(date="", over_dates=True), 6),
        (Wanted(hidden=True), 7),
        (Wanted(binned=True), 7),
    ],
)
def test_the_preview_tells_what_is_then_done_and_undone(articles, anna, wanted, changes):
    before = state()
    bulk = frozen(articles, wanted, anna)

    seen = preview(bulk)
    assert state() == before
    assert not Source.objects.filter(name="Harbour Gazette").exists()
    made = do(bulk, anna)

    assert (seen.changes, seen.same, seen.left) == (changes, 7 - changes, 0)
    assert (made.article_count, made.skipped_count, made.complete) == (changes, 0, True)
    assert (state() != before) is bool(changes)
    assert preview(bulk).changes == 0
    if changes:
        undo(made, anna)
    assert state() == before


def test_samples_show_both_values(articles, anna):
    bulk = frozen(articles, Wanted(source="Le Fanal", date="2021"), anna)

    (sample, *more) = preview(bulk).samples

    assert sample.changes == (("date", "undated", "2021"), ("source", "Meridian Wire", "Le Fanal"))
    assert len(more) == 4


def test_what_others_changed_since_is_left_and_named(articles, anna):
    bulk = frozen(articles, Wanted(author="Ida"), anna)
    edit(articles[2], {"title": "Theirs"}, anna)
    Article.objects.discard(articles[3])
    gone = bulk.article_ids[3]

    made = do(bulk, anna)

    assert (preview(bulk).changes, made.article_count) == (0, 5)
    assert made.skipped == [
        {"article": articles[2].pk, "why": "it was changed since the bulk edit was looked at"},
        {"article": gone, "why": "it was deleted"},
    ]
    articles[2].refresh_from_db()
    assert articles[2].author == ""


def test_what_is_imported_later_is_not_touched(articles, anna):
    bulk = frozen(articles, Wanted(author="Ida"), anna)
    later = stored("/later", text="Later.")

    do(bulk, anna)

    later.refresh_from_db()
    assert later.author == ""


def test_starting_twice_is_one_job(articles, anna):
    bulk = frozen(articles, Wanted(author="Ida"), anna)

    assert start(bulk, anna) == start(bulk, anna)
    assert (Job.objects.count(), ChangeSet.objects.count()) == (1, 1)


class Killed(BaseException):
    """As if the worker were gone in mid-work."""


@pytest.mark.parametrize("after", [0, 1, 2, 3])
@pytest.mark.parametrize("committed", [True, False], ids=["after a commit", "before a commit"])
def test_a_worker_killed_at_any_lot_goes_on_and_does_nothing_twice(
    articles, anna, monkeypatch, after, committed
):
    monkeypatch.setattr("corpus.curation.bulk_changes._LOT", 2)
    before = state()
    bulk = frozen(articles, Wanted(author="Ida"), anna)
    edit(articles[5], {"title": "Theirs"}, anna)
    job = start(bulk, anna)
    rewrite = type(Article.objects).rewrite
    calls = 0

    def dying(self: Any, *args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > after and committed:
            raise Killed
        found = rewrite(self, *args, **options)
        if calls > after:
            raise Killed
        return found

    with monkeypatch.context() as patched:
        patched.setattr(type(Article.objects), "rewrite", dying)
        with pytest.raises(Killed):
            run_job(job.pk)
    assert Job.objects.get().state == "running"
    assert recover() == 1
    run_job(job.pk)

    made = ChangeSet.objects.get(kind="bulk")
    assert Job.objects.get().state == "done"
    assert made.changes.count() == made.article_count == 6
    assert (made.skipped_count, len(made.skipped)) == (1, 1)
    assert Article.objects.filter(author="Ida").count() == 6
    undo(made, anna)
    undo(ChangeSet.objects.get(kind="edit"), anna)
    assert state() == before


def test_undo_waits_for_the_job_and_takes_back_what_a_cancelled_one_did(
    articles, anna, monkeypatch
):
    monkeypatch.setattr("corpus.curation.bulk_changes._LOT", 2)
    before = state()
    job = start(frozen(articles, Wanted(author="Ida"), anna), anna)
    made = ChangeSet.objects.get()
    progress = "corpus.jobs.runner.Running.progress"

    with pytest.raises(UndoRefusedError, match="still being done"):
        undo(made, anna)
    with monkeypatch.context() as patched:
        patched.setattr(progress, lambda self, done, *more: _cancel_after(4, done))
        run_job(job.pk)
    assert (Job.objects.get().state, Article.objects.filter(author="Ida").count()) == (
        "cancelled",
        4,
    )
    undo(made, anna)

    assert state() == before


def _cancel_after(most: int, done: int) -> None:
    if done >= most:
        raise Cancelled


def test_the_index_hears_of_each_article_once(articles, anna):
    OutboxEntry.objects.all().delete()

    do(frozen(articles, Wanted(author="Ida"), anna), anna)

    assert OutboxEntry.objects.count() == 7


def test_old_previews_are_forgotten(articles, anna):
    old = frozen(articles, Wanted(author="Ida"), anna)
    BulkEdit.objects.update(frozen=old.frozen - dt.timedelta(days=2))

    frozen(articles, Wanted(author="Bo"), anna)

    assert [bulk.wanted["author"] for bulk in BulkEdit.objects.all()] == ["Bo"]
