"""The bin: out of sight, had back with everything, and gone only when said twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User

from corpus.curation.bin import delete_for_good, move_to_bin, take_out
from corpus.curation.undo import UndoRefusedError, undo
from corpus.importing.pipeline import ingest
from corpus.models import Article, Original, OutboxEntry, Tombstone
from corpus.tests.factories import parsed, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna")


def test_a_binned_article_is_not_shown_and_comes_back_whole(anna):
    article = stored()
    before = Article.objects.values().get()
    OutboxEntry.objects.all().delete()

    move_to_bin([article], anna)
    assert not Article.objects.shown().exists()
    take_out([article], anna)

    after = Article.objects.values().get()
    assert Article.objects.shown().get() == article
    assert before | {"updated": None} == after | {"updated": None}
    assert OutboxEntry.objects.count() == 2


def test_binning_twice_is_once(anna):
    article = stored()
    first = move_to_bin([article], anna)

    again = move_to_bin([article], anna)

    assert not again.pk
    undo(first, anna)
    assert Article.objects.shown().exists()


def test_its_file_does_not_bring_a_binned_article_back(tmp_path: Path, anna):
    path = tmp_path / "a.txt"
    path.write_text("Talks begin\n\nThe talks began on Friday.\n", "utf-8")
    ingest([path])
    move_to_bin(Article.objects.all(), anna)

    same = ingest([path])
    path.write_text("Talks end\n\nThe talks ended on Monday.\n", "utf-8")
    changed = ingest([path])

    assert (same.unchanged, changed.updated) == (1, 1)
    assert not Article.objects.shown().exists()


def test_what_was_deleted_for_good_stays_gone(anna):
    article = stored()
    made = delete_for_good([article], anna)

    outcomes = [
        Article.objects.store(parsed()),
        Article.objects.store(parsed(text="The same file, changed.")),
        Article.objects.store(parsed("/copy.txt")),
        Article.objects.store(parsed("/dump.json#1", key="1")),
    ]

    assert outcomes == ["unchanged"] * 4
    assert not Article.objects.exists()
    assert not Original.objects.exists()
    assert Tombstone.objects.get().origin == "/archive/a.txt"
    assert (made.article_count, made.who) == (1, "anna")
    with pytest.raises(UndoRefusedError, match="cannot be brought back"):
        undo(made, anna)


def test_discarding_leaves_no_tombstone():
    Article.objects.discard(stored())

    assert Article.objects.store(parsed()) == "added"
