"""Dates in doubt: which wait, and what settles them."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.review import QUEUES
from corpus.review.decisions import decide
from corpus.tests.review.waiting import doubted, subjects, titles, undated

pytestmark = pytest.mark.django_db


def test_contradicted_future_and_far_too_early_dates_wait(editor):
    for number in range(30):
        doubted(f"/n{number}", title="Sound")
    doubted("/a", doubt="The address says “2021/02/04”.", title="Contradicted")
    doubted("/b", dt.date(2099, 1, 1), title="Future")
    doubted("/c", dt.date(1911, 1, 1), title="Early")
    doubted("/d", dt.date(2014, 1, 1), title="Not so early")
    undated("/e", title="Undated")

    assert titles(QUEUES["dates"]()) == ["Contradicted", "Future", "Early"]


def test_in_a_small_archive_no_date_is_far_from_the_others():
    for number in range(10):
        doubted(f"/n{number}")
    doubted("/c", dt.date(1911, 1, 1))

    assert subjects(QUEUES["dates"]()) == []


def test_what_another_place_says_is_the_first_choice_and_its_own_date_is_none():
    article = doubted(
        "/a", doubt="The dateline says “March 4, 2021”.", text="On 4 February 2022, in May 2020."
    )

    item = QUEUES["dates"]().find(str(article.pk))

    assert item is not None
    assert [choice.value for choice in item.choices] == ["2021-03-04", "2020-05"]
    assert ("In doubt", "The dateline says “March 4, 2021”.") in item.facts
    assert ("Date", "4 February 2022, from metadata: 2022-02-04") in item.facts


def test_date_that_cannot_be_is_told_but_not_offered():
    article = doubted("/a", doubt="The header says “1 January 1970”, a placeholder.")

    item = QUEUES["dates"]().find(str(article.pk))

    assert item is not None
    assert item.choices == ()


@pytest.mark.parametrize(
    ("value", "day"),
    [("keep", dt.date(2022, 2, 4)), ("undated", None), ("2021-03-04", dt.date(2021, 3, 4))],
)
def test_suspected_date_is_kept_taken_away_or_replaced(editor, value, day):
    article = doubted("/a", doubt="The dateline says “March 4, 2021”.")

    made = decide(QUEUES["dates"](), str(article.pk), value, editor)

    article.refresh_from_db()
    assert article.published == day
    assert (made.change_set is None) == (value == "keep")
    assert subjects(QUEUES["dates"]()) == []


def test_date_made_undated_by_an_editor_may_be_asked_about_again(editor):
    article = doubted("/a", doubt="The dateline says “March 4, 2021”.")

    decide(QUEUES["dates"](), str(article.pk), "undated", editor)

    assert subjects(QUEUES["undated"]()) == [str(article.pk)]
