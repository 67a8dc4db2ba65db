"""Undated articles: the days they mention as choices, and what settles them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User

from corpus.curation.editing import EditConflictError, edit
from corpus.curation.undo import undo
from corpus.models import Article, ChangeSet
from corpus.records import HiddenLine, PublishedDate
from corpus.review import QUEUES
from corpus.review.decisions import decide
from corpus.tests.factories import parsed
from corpus.tests.review.waiting import doubted, subjects, titles, undated

pytestmark = pytest.mark.django_db


def test_undated_articles_wait_and_no_others(editor):
    undated("/a", title="One")
    doubted("/b", title="Dated")
    undated("/c", title="Two")
    edit(undated("/d", title="Hidden"), {"hidden": True}, editor)

    assert titles(QUEUES["undated"]()) == ["One", "Two"]


def test_dates_an_article_mentions_are_choices_in_their_sentences():
    article = undated(
        "/a",
        title="Ferries",
        text="They met on 4 February 2022, he said. Not 12 March! It was in May 2021",
        hidden_lines=(HiddenLine(1, "Posted 6 February 2022", "a stamp"),),
    )

    item = QUEUES["undated"]().find(str(article.pk))

    assert item is not None
    assert [(c.key, c.value, c.label, c.before, c.text, c.after) for c in item.choices] == [
        ("1", "2022-02-04", "4 February 2022", "They met on ", "4 February 2022", ", he said."),
        ("2", "2021-05", "May 2021", "It was in ", "May 2021", ""),
        ("3", "2022-02-06", "6 February 2022", "Posted ", "6 February 2022", ""),
    ]
    assert [(m.before, m.text, m.after) for m in item.mentions] == [("Not ", "12 March", "!")]


def test_both_days_that_numbers_may_mean_are_choices():
    doubt = "Metadata says “04/05/2021”, which may be 4 May 2021 or 5 April 2021."
    article = undated("/a", text="They met.")
    Article.objects.filter(pk=article.pk).update(date_doubt=doubt)

    item = QUEUES["undated"]().find(str(article.pk))

    assert item is not None
    assert [choice.value for choice in item.choices] == ["2021-05-04", "2021-04-05"]


def test_no_more_choices_are_offered_than_there_are_keys():
    text = " ".join(f"It was 4 February {year}." for year in range(1990, 2010))
    article = undated("/a", text=text)

    item = QUEUES["undated"]().find(str(article.pk))

    assert item is not None
    assert [choice.key for choice in item.choices] == list("123456789")


def test_long_sentence_is_cut_around_its_date():
    article = undated("/a", text="word " * 100 + "on 4 February 2022 " + "more " * 100)

    item = QUEUES["undated"]().find(str(article.pk))

    assert item is not None
    (choice,) = item.choices
    assert choice.before.startswith("…")
    assert choice.after.endswith("…")
    assert len(choice.before) < 170


@pytest.mark.parametrize(
    ("value", "day", "precision", "told"),
    [
        ("2022-02-04", dt.date(2022, 2, 4), "day", "Dated 4 February 2022"),
        ("2021-05", dt.date(2021, 5, 1), "month", "Dated May 2021"),
        ("2021", dt.date(2021, 1, 1), "year", "Dated 2021"),
        ("Feb. 4, 2022", dt.date(2022, 2, 4), "day", "Dated 4 February 2022"),
        ("undated", None, "none", "Confirmed as undated"),
    ],
)
def test_undated_article_is_dated_or_confirmed(editor, value, day, precision, told):
    article = undated("/a")

    made = decide(QUEUES["undated"](), str(article.pk), value, editor)

    article.refresh_from_db()
    assert (article.published, article.date_precision) == (day, precision)
    assert "published" in article.edited_fields
    assert made.decision == told
    assert made.change_set is not None
    assert (made.change_set.kind, made.change_set.made_by) == (ChangeSet.Kind.REVIEW, editor)
    assert subjects(QUEUES["undated"]()) == []


@pytest.mark.parametrize(
    "value", ["", "4 February", "2022-13", "2022-00-04", "9999-01-01", "soon", "x" * 999]
)
def test_what_is_no_date_settles_nothing(editor, value):
    article = undated("/a")

    with pytest.raises(ValueError, match=r"\.$"):
        decide(QUEUES["undated"](), str(article.pk), value, editor)

    article.refresh_from_db()
    assert article.published is None
    assert subjects(QUEUES["undated"]()) == [str(article.pk)]
    assert ChangeSet.objects.count() == 0


def test_confirmed_article_comes_back_when_its_file_changes(editor):
    article = undated("/a")
    decide(QUEUES["undated"](), str(article.pk), "undated", editor)
    edit(article, {"title": "Corrected"}, editor)
    assert subjects(QUEUES["undated"]()) == []

    Article.objects.store(parsed("/a", text="New words.", published=PublishedDate()))

    assert subjects(QUEUES["undated"]()) == [str(article.pk)]
    decide(QUEUES["undated"](), str(article.pk), "undated", editor)
    assert subjects(QUEUES["undated"]()) == []


def test_decision_undone_in_the_log_brings_the_article_back(editor):
    article = undated("/a")
    made = decide(QUEUES["undated"](), str(article.pk), "2022", editor)
    assert made.change_set is not None

    undoing = undo(made.change_set, editor)
    assert subjects(QUEUES["undated"]()) == [str(article.pk)]

    undo(undoing, editor)
    assert subjects(QUEUES["undated"]()) == []


def test_article_changed_since_it_was_shown_is_not_overwritten(editor):
    article = undated("/a")
    item = QUEUES["undated"]().find(str(article.pk))
    assert item is not None
    other = User.objects.create_user("bo")
    edit(article, {"published": dt.date(2021, 1, 1)}, other)
    edit(article, {"published": None}, other)

    with pytest.raises(EditConflictError):
        decide(QUEUES["undated"](), str(article.pk), "2022-02-04", editor, item.stamp)

    article.refresh_from_db()
    assert article.published is None
    assert subjects(QUEUES["undated"]()) == [str(article.pk)]
