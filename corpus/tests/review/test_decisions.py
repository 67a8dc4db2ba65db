"""A decision is made once, by one editor, and can be taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from corpus.curation.editing import edit
from corpus.curation.undo import UndoRefusedError
from corpus.models import Article, ReviewDecision
from corpus.records import HiddenLine
from corpus.review import QUEUES, decisions
from corpus.review.decisions import SettledAlreadyError, decide, undo_last
from corpus.tests.factories import stored
from corpus.tests.review.waiting import undated

pytestmark = pytest.mark.django_db

UNDATED = QUEUES["undated"]()


@pytest.fixture
def ida() -> User:
    return User.objects.create_user("ida")


@pytest.fixture
def bo() -> User:
    return User.objects.create_user("bo")


def rows() -> list[dict[str, Any]]:
    """Every article, but for when it was last touched."""
    return [
        {name: value for name, value in row.items() if name != "updated"}
        for row in Article.objects.order_by("pk").values()
    ]


def test_second_editor_is_told_and_decides_nothing(ida, bo):
    article = undated("/a")
    decide(UNDATED, str(article.pk), "2022-02-04", ida)

    with pytest.raises(SettledAlreadyError, match=r"ida settled this already: Dated 4 February"):
        decide(UNDATED, str(article.pk), "2021", bo)

    article.refresh_from_db()
    assert str(article.published) == "2022-02-04"
    assert ReviewDecision.objects.count() == 1


def test_of_two_editors_at_the_same_moment_one_decides(ida, bo, monkeypatch):
    article = undated("/a")
    shown = UNDATED.find(str(article.pk))
    decide(UNDATED, str(article.pk), "undated", ida)
    monkeypatch.setattr(UNDATED, "find", lambda subject: shown)
    # As if both had looked before either wrote.
    monkeypatch.setattr(decisions, "_make_room", lambda queue, subject: None)

    with pytest.raises(SettledAlreadyError, match="ida settled this already"):
        decide(UNDATED, str(article.pk), "2021", bo)

    article.refresh_from_db()
    assert article.published is None


def test_article_dated_elsewhere_is_said_to_be_settled(ida):
    article = undated("/a")
    edit(article, {"published": None, "title": "New"}, ida)
    Article.objects.revise(article, published=None, hidden=True)

    with pytest.raises(SettledAlreadyError, match="settled elsewhere"):
        decide(UNDATED, str(article.pk), "2021", ida)


def test_one_decision_settles_one_item_and_taking_it_back_restores_it(ida):
    articles = [undated(f"/{number}") for number in range(3)]
    before = rows()

    decide(UNDATED, str(articles[1].pk), "2021-05", ida)
    assert UNDATED.count() == 2
    assert UNDATED.find(str(articles[1].pk)) is None

    ended = undo_last(UNDATED, ida)

    assert ended is not None
    assert ended.subject == str(articles[1].pk)
    assert UNDATED.count() == 3
    assert rows() == before


def test_decisions_are_taken_back_one_by_one_the_last_first(ida, bo):
    articles = [undated(f"/{number}") for number in range(4)]
    for article in articles[:2]:
        decide(UNDATED, str(article.pk), "undated", ida)
    decide(UNDATED, str(articles[2].pk), "undated", bo)

    taken_back = [undo_last(UNDATED, ida) for _ in range(3)]

    assert [one.subject if one else None for one in taken_back] == [
        str(articles[1].pk), str(articles[0].pk), None,
    ]  # fmt: skip
    assert UNDATED.count() == 3


def test_other_queues_decisions_are_not_taken_back(ida):
    article = stored("/a", title_origin="derived")
    decide(QUEUES["titles"](), str(article.pk), "keep", ida)

    assert undo_last(UNDATED, ida) is None
    assert QUEUES["titles"]().count() == 0


def test_kept_headline_is_asked_about_again_once_taken_back(ida):
    article = stored("/a", title_origin="derived")
    decide(QUEUES["titles"](), str(article.pk), "keep", ida)

    undo_last(QUEUES["titles"](), ida)

    assert QUEUES["titles"]().count() == 1
    decide(QUEUES["titles"](), str(article.pk), "title:Other", ida)
    assert QUEUES["titles"]().count() == 0


def test_what_another_changed_since_is_not_taken_back(ida, bo):
    article = undated("/a")
    decide(UNDATED, str(article.pk), "2021", ida)
    edit(article, {"published": article.imported.date()}, bo)

    with pytest.raises(UndoRefusedError, match="bo"):
        undo_last(UNDATED, ida)

    assert ReviewDecision.objects.standing().count() == 1


def test_line_brought_back_is_hidden_again_byte_for_byte(ida):
    for number in range(3):
        stored(
            f"/{number}",
            text=f"Convoy {number}.\n\nIt left.",
            hidden_lines=(HiddenLine(1, "See more", "a link", gap=True),),
        )
    before = list(Article.objects.order_by("pk").values("text", "hidden_lines", "word_count"))
    lines = QUEUES["lines"]()
    item = lines.after("")
    assert item is not None

    decide(lines, item.subject, "back", ida)
    assert lines.count() == 0
    undo_last(lines, ida)

    lines = QUEUES["lines"]()
    after = list(Article.objects.order_by("pk").values("text", "hidden_lines", "word_count"))
    assert after == before
    assert lines.count() == 1


def test_a_stamp_outside_all_time_is_no_stamp(ida):
    article = undated("/a")

    made = decide(UNDATED, str(article.pk), "2022-02-04", ida, "0001-01-01T00:00:00+23:59")

    assert made.decision == "Dated 4 February 2022"
