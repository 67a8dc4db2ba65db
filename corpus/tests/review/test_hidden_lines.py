"""Lines hidden often: which wait, and what bringing them back does."""

from __future__ import annotations

import pytest

from corpus.jobs.worker import run_waiting
from corpus.models import Article, FurnitureRule
from corpus.review import QUEUES, hidden_lines
from corpus.review.decisions import decide
from corpus.tests.review.waiting import subjects, titles, with_hidden

pytestmark = pytest.mark.django_db


def test_lines_hidden_often_wait_source_by_source_most_first():
    for number in range(4):
        with_hidden(number, "Meridian Wire", "See more", "Share")
    for number in range(5):
        with_hidden(number, "Harbour Gazette", "See more")
    for number in range(2):
        with_hidden(number, "Seldom", "See more")
    queue = QUEUES["lines"]()

    items = [queue.find(subject) for subject in subjects(queue)]

    assert [(item.title, item.facts[0][1], item.facts[2][1]) for item in items if item] == [
        ("See more", "Harbour Gazette", "5 articles"),
        ("See more", "Meridian Wire", "4 articles"),
        ("Share", "Meridian Wire", "4 articles"),
    ]


def test_line_is_shown_where_it_stood():
    for number in range(3):
        with_hidden(number, "Meridian Wire", "See more")

    item = QUEUES["lines"]().after("")

    assert item is not None
    assert item.text == ("Convoy 0 left the port.\n▸ See more",)


def test_accepted_line_leaves_the_queue_and_stays_hidden(editor):
    articles = [with_hidden(number, "Meridian Wire", "See more") for number in range(3)]
    queue = QUEUES["lines"]()

    decide(queue, subjects(queue)[0], "keep", editor)

    assert subjects(queue) == []
    articles[0].refresh_from_db()
    assert articles[0].text == "Convoy 0 left the port."


def test_line_brought_back_stands_in_its_place_in_that_source_alone(editor):
    articles = [with_hidden(number, "Meridian Wire", "See more", "Share") for number in range(3)]
    other = with_hidden(0, "Harbour Gazette", "See more")
    queue = QUEUES["lines"]()
    line = next(name for name in subjects(queue) if (i := queue.find(name)) and "See" in i.title)

    made = decide(queue, line, "back", editor)

    for number, article in enumerate(articles):
        article.refresh_from_db()
        assert article.text == f"Convoy {number} left the port.\nSee more"
        assert [hidden["text"] for hidden in article.hidden_lines] == ["Share"]
    other.refresh_from_db()
    assert other.text == "Convoy 0 left the port."
    assert made.decision == "Brought back in 3 articles"
    assert titles(queue) == ["Share"]


def test_line_brought_back_stays_so_in_later_imports(editor):
    for number in range(3):
        with_hidden(number, "Meridian Wire", "See more")
    queue = QUEUES["lines"]()

    decide(queue, subjects(queue)[0], "back", editor)

    rule = FurnitureRule.objects.get()
    assert (rule.text, rule.hide, rule.scope, str(rule.source)) == (
        "See more", False, "source", "Meridian Wire",
    )  # fmt: skip


def test_line_in_very_many_articles_is_brought_back_by_a_job(editor, monkeypatch):
    for number in range(4):
        with_hidden(number, "Meridian Wire", "See more")
    monkeypatch.setattr(hidden_lines, "MAX_AT_ONCE", 3)
    queue = QUEUES["lines"]()

    made = decide(queue, subjects(queue)[0], "back", editor)

    assert made.decision == "Being brought back in 4 articles, as a job"
    assert made.change_set is not None
    assert subjects(queue) == []
    run_waiting()
    assert Article.objects.filter(text__contains="See more").count() == 4
