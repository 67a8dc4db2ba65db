"""Derived headlines: what is offered instead, and what settles them."""

from __future__ import annotations

import pytest

from corpus.review import QUEUES
from corpus.review.decisions import decide
from corpus.tests.factories import stored
from corpus.tests.review.waiting import subjects

pytestmark = pytest.mark.django_db


def test_derived_headlines_wait_with_the_first_lines_as_choices(editor):
    article = stored(
        "/archive/2022/ferry-talks_resume.txt",
        title="Ferries wait…",
        title_origin="derived",
        text=f"Harbour\n\nFerries wait all day.\n{'long ' * 60}\nFourth line.\nFifth line.",
    )
    stored("/b", title="Stated")

    assert subjects(QUEUES["titles"]()) == [str(article.pk)]
    item = QUEUES["titles"]().find(str(article.pk))
    assert item is not None
    assert [choice.label for choice in item.choices] == [
        "Harbour", "Ferries wait all day.", "Fourth line.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "title", "origin"),
    [
        ("keep", "Talks begin", "derived"),
        ("title:Harbour", "Harbour", "editor"),
        ("  Written   anew ", "Written anew", "editor"),
        ("title:keep", "keep", "editor"),
    ],
)
def test_headline_is_kept_or_set(editor, value, title, origin):
    article = stored("/a", title_origin="derived")

    decide(QUEUES["titles"](), str(article.pk), value, editor)

    article.refresh_from_db()
    assert (article.title, article.title_origin) == (title, origin)
    assert subjects(QUEUES["titles"]()) == []


@pytest.mark.parametrize("value", ["", "title: ", "x" * 301])
def test_headline_of_no_use_is_refused(editor, value):
    article = stored("/a", title_origin="derived")

    with pytest.raises(ValueError, match="headline"):
        decide(QUEUES["titles"](), str(article.pk), value, editor)

    assert subjects(QUEUES["titles"]()) == [str(article.pk)]
