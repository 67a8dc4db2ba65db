"""Edits: what is logged, and that nobody overwrites what they did not see."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User

from corpus.curation.editing import EditConflictError, edit
from corpus.models import Article, Change, ChangeSet, OutboxEntry, Source
from corpus.tests.factories import parsed, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna")


@pytest.fixture
def boris() -> User:
    return User.objects.create_user("boris")


def test_edit_writes_article_log_and_outbox(anna):
    article = stored()
    OutboxEntry.objects.all().delete()

    made = edit(article, {"title": "Talks start", "published": dt.date(2021, 12, 30)}, anna)

    article.refresh_from_db()
    assert (article.title, article.published) == ("Talks start", dt.date(2021, 12, 30))
    assert (made.who, made.article_count, made.summary) == ("anna", 1, "Title and date corrected")
    title, date = made.changes.all()
    assert (title.before, title.after) == (
        {"title": "Talks begin", "title_origin": "stated", "edited": False},
        {"title": "Talks start", "title_origin": "editor", "edited": True},
    )
    assert date.before == {
        "published": "2022-02-04",
        "date_precision": "day",
        "date_origin": "header",
        "date_evidence": "date 2022-02-04",
        "date_doubt": "",
        "edited": False,
    }
    assert title.stamp == article.updated
    assert [entry.article_id for entry in OutboxEntry.objects.all()] == [article.pk]


def test_edit_of_nothing_new_writes_nothing(anna):
    article = stored()
    edit(article, {"author": "Ida"}, anna)
    OutboxEntry.objects.all().delete()

    again = edit(article, {"author": "Ida"}, anna)

    assert not again.pk
    assert ChangeSet.objects.count() == 1
    assert not OutboxEntry.objects.exists()


def test_edit_of_many_is_one_change_set(anna):
    ids = [stored(f"/{n}", text=f"Text {n}.").pk for n in range(3)]
    gazette = Source.objects.create(name="Harbour Gazette")

    made = edit(ids, {"source": gazette}, anna)

    assert made.article_count == 3
    assert {article.source for article in Article.objects.all()} == {gazette}
    assert [row.article_id for row in made.changes.all()] == ids


def test_the_second_of_two_editors_is_told_and_nothing_is_written(anna, boris):
    article = stored()
    seen = article.updated
    edit(article, {"title": "Hers"}, anna, seen)

    with pytest.raises(EditConflictError) as refused:
        edit(article, {"title": "His", "author": "Bo Ek"}, boris, seen)

    (conflict,) = refused.value.conflicts
    assert (conflict.field, conflict.who) == ("title", "anna")
    assert (conflict.theirs["title"], conflict.yours["title"]) == ("Hers", "His")
    article.refresh_from_db()
    assert (article.title, article.author) == ("Hers", "")
    assert ChangeSet.objects.count() == 1


def test_editors_of_different_fields_do_not_meet(anna, boris):
    article = stored()
    seen = article.updated
    edit(article, {"title": "Hers"}, anna, seen)

    edit(article, {"author": "Bo Ek"}, boris, seen)

    article.refresh_from_db()
    assert (article.title, article.author) == ("Hers", "Bo Ek")


def test_editors_who_agree_do_not_meet(anna, boris):
    article = stored()
    seen = article.updated
    edit(article, {"title": "Ours"}, anna, seen)

    edit(article, {"title": "Ours"}, boris, seen)

    assert ChangeSet.objects.count() == 1


def test_an_import_in_between_is_told_too(anna):
    article = stored()
    seen = article.updated
    Article.objects.store(parsed(text="Talks ended.", author="Theirs"))

    with pytest.raises(EditConflictError) as refused:
        edit(article, {"author": "Ours"}, anna, seen)

    (conflict,) = refused.value.conflicts
    assert (conflict.theirs["author"], conflict.who) == ("Theirs", "")


def test_an_import_cannot_have_changed_what_an_editor_set(anna):
    article = stored()
    edit(article, {"author": "First"}, anna)
    article.refresh_from_db()
    seen = article.updated
    Article.objects.store(parsed(text="Talks ended.", author="Theirs"))

    edit(article, {"author": "Ours"}, anna, seen)

    article.refresh_from_db()
    assert article.author == "Ours"


def test_stamps_differ_however_fast_the_edits(anna, monkeypatch):
    article = stored()
    monkeypatch.setattr("django.utils.timezone.now", lambda: article.imported)

    for title in ("One", "Two", "Three"):
        edit(article, {"title": title}, anna)

    stamps = list(Change.objects.values_list("stamp", flat=True))
    assert stamps == sorted(set(stamps))
    assert len(stamps) == 3


def test_edit_refuses_what_is_not_for_editors(anna):
    article = stored()

    with pytest.raises(ValueError, match="not for editors: text"):
        edit(article, {"text": "x"}, anna)

    assert not ChangeSet.objects.exists()
