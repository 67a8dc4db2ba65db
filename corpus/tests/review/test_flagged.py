"""Articles that an import flagged, and what settles them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from corpus.models import Article
from corpus.review import QUEUES
from corpus.review.decisions import decide
from corpus.tests.review.waiting import flagged, subjects, titles, undated

pytestmark = pytest.mark.django_db


def test_flagged_articles_wait_and_no_others():
    flagged("/a", title="Cut")
    undated("/b", title="Other")
    flagged("/c", "no article", title="Wall")

    assert titles(QUEUES["flagged"]()) == ["Cut", "Wall"]


def test_article_that_may_be_none_is_hidden_until_shown(editor: User):
    article = flagged("/a", "no article")
    assert article.hidden

    decide(QUEUES["flagged"](), str(article.pk), "show", editor, article.updated.isoformat())

    assert not Article.objects.get().hidden
    assert subjects(QUEUES["flagged"]()) == []


def test_setting_decides_which_flags_hide(settings):
    settings.CORPUS = replace(settings.CORPUS, held_flags=("cut off",))

    assert flagged("/a", "cut off").hidden
    assert not flagged("/b", "no article").hidden


def test_article_that_an_editor_showed_stays_shown_when_its_file_changes(editor: User):
    article = flagged("/a", "no article")
    decide(QUEUES["flagged"](), str(article.pk), "show", editor, article.updated.isoformat())

    flagged("/a", "no article", text="Talks of another day.")

    assert not Article.objects.get().hidden


@pytest.mark.parametrize(("value", "is_hidden"), [("hide", True), ("keep", False)])
def test_flagged_article_may_be_hidden_or_kept(editor: User, value, is_hidden):
    article = flagged("/a")

    decide(QUEUES["flagged"](), str(article.pk), value, editor, article.updated.isoformat())

    assert Article.objects.get().hidden is is_hidden
    assert subjects(QUEUES["flagged"]()) == []


def test_flagged_article_may_be_binned(editor: User):
    article = flagged("/a")

    decide(QUEUES["flagged"](), str(article.pk), "bin", editor, article.updated.isoformat())

    assert Article.objects.get().binned is not None
