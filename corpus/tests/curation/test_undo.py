"""Undo: everything as it was, unless something later stands on it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from corpus.curation.editing import edit
from corpus.curation.line_rules import Marking, mark
from corpus.curation.undo import UndoRefusedError, undo
from corpus.models import Article, Change, ChangeSet, FurnitureRule, OutboxEntry, Source
from corpus.models.tracked_fields import FIELDS
from corpus.records import PublishedDate
from corpus.tests.factories import stored
from corpus.tests.law_profiles import examples

COLUMNS = ("edited_fields", *(column for field in FIELDS.values() for column in field.columns))


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna")


def state(article: Article) -> dict[str, Any]:
    return dict(Article.objects.filter(pk=article.pk).values(*COLUMNS).get())


CHANGES: list[dict[str, Any]] = [
    {"title": "Ours"},
    {"published": dt.date(2021, 12, 30), "date_precision": "month"},
    {"published": None},
    {"source": None},
    {"author": "Ida Brandt", "language": "de"},
    {"url": "https://harbour.test/1"},
    {"hidden": True},
    {"binned": dt.datetime(2024, 1, 1, tzinfo=dt.UTC)},
]


@pytest.mark.django_db
@pytest.mark.parametrize("changes", CHANGES, ids="+".join)
def test_undo_and_redo_restore_every_column(anna, changes):
    article = stored()
    before = state(article)
    made = edit(article, changes, anna)
    after = state(article)
    OutboxEntry.objects.all().delete()

    undone = undo(made, anna)
    assert state(article) == before
    assert OutboxEntry.objects.get().article_id == article.pk
    redone = undo(undone, anna)
    assert state(article) == after
    undo(redone, anna)

    assert state(article) == before
    assert (undone.undoes, redone.undoes) == (made, undone)


@pytest.mark.django_db
def test_undoing_a_redone_change_again_undoes_its_redo(anna):
    article = stored()
    before = state(article)
    made = edit(article, {"title": "Ours"}, anna)
    undo(undo(made, anna), anna)

    undo(made, anna)

    assert state(article) == before


@pytest.mark.django_db
def test_undo_twice_is_refused(anna):
    made = edit(stored(), {"title": "Ours"}, anna)
    undo(made, anna)

    with pytest.raises(UndoRefusedError, match="its title is undone already"):
        undo(made, anna)

    assert ChangeSet.objects.count() == 2


@pytest.mark.django_db
def test_undo_is_refused_under_a_later_change_even_back_to_the_same_value(anna):
    boris = User.objects.create_user("boris")
    article = stored()
    first = edit(article, {"title": "B"}, anna)
    edit(article, {"title": "A"}, boris)
    edit(article, {"title": "B"}, boris)

    with pytest.raises(UndoRefusedError, match="its title was changed since, by boris"):
        undo(first, anna)

    assert state(article)["title"] == "B"


@pytest.mark.django_db
def test_undo_takes_back_the_rest_and_names_what_it_left(anna):
    first, second = stored("/a", text="a"), stored("/b", text="b")
    made = edit([first, second], {"title": "Ours", "author": "Ida"}, anna)
    later = edit(first, {"title": "Newer"}, anna)

    undone = undo(made, anna)

    assert state(first)["title"] == "Newer"
    assert (state(first)["author"], state(second)["title"]) == ("", "Talks begin")
    assert undone.skipped == [{"article": first.pk, "why": "its title was changed since, by anna"}]
    undo(later, anna)
    rest = undo(made, anna)
    assert state(first)["title"] == "Talks begin"
    assert rest.article_count == 1


@pytest.mark.django_db
def test_undo_does_not_mind_a_later_change_that_was_undone(anna):
    article = stored()
    before = state(article)
    made = edit(article, {"title": "Ours"}, anna)
    undo(edit(article, {"title": "Newer"}, anna), anna)

    undo(made, anna)

    assert state(article) == before


@pytest.mark.django_db
def test_redo_is_refused_where_an_earlier_change_was_undone_meanwhile(anna):
    article = stored()
    first = edit(article, {"title": "One"}, anna)
    second = edit(article, {"title": "Two"}, anna)
    undone = undo(second, anna)
    undo(first, anna)

    with pytest.raises(UndoRefusedError, match="its title was changed since"):
        undo(undone, anna)

    assert state(article)["title"] == "Talks begin"


@pytest.mark.django_db
def test_undo_leaves_what_a_later_import_changed(anna):
    article = stored()
    made = edit(article, {"title": "Ours"}, anna)
    Article.objects.filter(pk=article.pk).update(title="Otherwise")

    with pytest.raises(UndoRefusedError, match="changed since, by a later import"):
        undo(made, anna)


@pytest.mark.django_db
def test_undo_finds_a_source_that_was_renamed_merged_or_deleted(anna):
    for rename in ("Wire", "Harbour Gazette", ""):
        Article.objects.all().delete()
        Source.objects.all().delete()
        article = stored(source="Meridian Wire")
        gazette = Source.objects.create(name="Harbour Gazette")
        other = Source.objects.create(name="Other")
        wire = article.source
        assert wire is not None
        made = edit(article, {"source": other}, anna)
        if rename:
            Source.objects.rename(wire, rename)
        else:
            Source.objects.discard(wire)

        undo(made, anna)

        article.refresh_from_db()
        assert str(article.source) == (rename or "Meridian Wire")
        assert gazette is not None


@pytest.mark.django_db
def test_undo_of_a_deleted_article_says_so(anna):
    article = stored()
    made = edit(article, {"title": "Ours"}, anna)
    Article.objects.discard(article)

    with pytest.raises(UndoRefusedError, match="it was deleted for good"):
        undo(made, anna)


@pytest.mark.django_db
def test_undo_costs_the_same_queries_however_many_articles(anna, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (2, 40):
        ids = [stored(f"/{number}/{n}", text=f"{number} {n}").pk for n in range(number)]
        made = edit(ids, {"title": "Ours"}, anna)
        with CaptureQueriesContext(connection) as queries:
            undo(made, anna)
        counts.append(len(queries))

    assert counts[0] == counts[1]


SLOGAN = "Voices of the old quay"
#: Lines marked by hand: which to leave out or bring back, and how far.
MARKS = [
    {"hide": (SLOGAN,), "scope": "everywhere"},
    {"hide": ("Talks began.",), "scope": "source"},
    {"keep": (SLOGAN.upper(),), "scope": "everywhere"},
    {"hide": (SLOGAN, "Grain left."), "scope": "article"},
]


class TestLaw(TestCase):
    """Whatever was changed, undoing all of it in any order gives back what was."""

    @settings(max_examples=examples(40))
    @given(data=st.data())
    def test_any_changes_undone_in_any_order_give_back_the_state(self, data: Any) -> None:
        articles = [
            stored("/a", text=f"Talks began.\n\n{SLOGAN}\n\nThey ended."),
            stored("/b", text=f"Grain left.\n{SLOGAN}\nTalks began.", published=PublishedDate()),
            stored("/c", text=f"{SLOGAN.upper()}\n\nGrain left.", source="Harbour Gazette"),
        ]
        before = [state(article) for article in articles]
        made: list[ChangeSet] = []
        sets: list[ChangeSet] = []
        which = st.sets(st.integers(0, 2), min_size=1)
        for act, numbers in data.draw(
            st.lists(st.tuples(st.sampled_from([*CHANGES, *MARKS]), which), max_size=12)
        ):
            chosen = [articles[number] for number in sorted(numbers)]
            if "scope" in act:
                one = mark(Marking(chosen[0].pk, **act), None)
            else:
                one = edit(chosen, act, None)
            if one.pk:
                made.append(one)
                sets.append(one)
            if sets and data.draw(st.booleans()):
                sets.extend(self._undo(data.draw(st.sampled_from(sets))))
        while in_force := [one for one in made if self._in_force(one)]:
            order = data.draw(st.permutations(in_force))
            assert sum(len(self._undo(one)) for one in order) > 0

        assert [state(article) for article in articles] == before
        assert not FurnitureRule.objects.filter(active=True).exists()

    def _undo(self, made: ChangeSet) -> list[ChangeSet]:
        try:
            return [undo(made, None)]
        except UndoRefusedError:
            return []

    def _in_force(self, made: ChangeSet) -> bool:
        if made.furniture_rules.filter(active=True).exists():
            return True
        return any(self._steps(row) % 2 == 0 for row in made.changes.all())

    def _steps(self, row: Change) -> int:
        later = Change.objects.filter(undoes=row).first()
        return 0 if later is None else 1 + self._steps(later)
