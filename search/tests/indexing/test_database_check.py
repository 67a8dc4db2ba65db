"""A changed letter in what is searched of a row is noticed, and breaks no page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.db.models.expressions import RawSQL

from corpus.models import Article
from search.indexing.database_check import DamagedRow, damaged_rows
from search.indexing.watchman import Watchman
from search.tests.archive import store

pytestmark = pytest.mark.django_db

TEXT = "They met at the summit, and parted on Friday.\n\nThe ministers spoke of grain."
LINES = [{"line": 1, "text": "read more", "reason": "a link", "gap": False}]
ROW = "its title, author, language or date do not fit their checksum"
BODY = "its text and hidden lines do not fit their checksum"


def damage() -> list[DamagedRow]:
    return [found for found in damaged_rows() if isinstance(found, DamagedRow)]


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("text", TEXT.replace("summit", "sumnit"), BODY),
        ("hidden_lines", LINES, BODY),
        ("text_checksum", 1, BODY),
        ("title", "Talkz", ROW),
        ("author", "Anna Writes", ROW),
        ("language", "fr", ROW),
        ("published", dt.date(2022, 2, 5), ROW),
        ("date_precision", "month", ROW),
        ("checksum", 1, ROW),
    ],
)
def test_changed_value_is_noticed(column: str, value: Any, what: str):
    store("Others", "They met.")
    article = store("Talks", TEXT, "2022-02-04", author="Anna Writer", language="en")
    assert damage() == []

    Article.objects.filter(pk=article.pk).update(**{column: value})

    assert damage() == [DamagedRow(article.pk, what)]
    assert Watchman().look().database == (f"article {article.pk}: {what}",)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other servers keep no such values")
def test_row_that_cannot_be_read_is_named_and_the_others_are_checked():
    unreadable = store("Talks", TEXT)
    changed = store("More talks", "They met.")
    broken = RawSQL("CAST(x'5bff' AS TEXT)", ())
    Article.objects.filter(pk=unreadable.pk).update(text=broken)
    Article.objects.filter(pk=changed.pk).update(title="Moar talks")

    first, second = damage()

    assert first.article_id == unreadable.pk
    assert first.what.startswith("its row cannot be read")
    assert second == DamagedRow(changed.pk, ROW)


@pytest.mark.parametrize("text", ["They", "", "a\n\nb"])
@pytest.mark.parametrize("query", ["summit", "ministers grain", '"spoke of grain" friday'])
def test_text_that_lost_words_breaks_no_page(client, text: str, query: str):
    article = store("Grain talks at the summit", TEXT)
    Article.objects.filter(pk=article.pk).update(text=text, title="Grain")

    pages = [
        client.get("/", {"q": query}),
        client.get("/", {"q": query, "format": "json"}),
        client.get("/", {"q": query, "view": "concordance"}),
        client.get(Article.objects.get().get_absolute_url(), {"q": query}),
    ]

    assert [page.status_code for page in pages] == [200] * 4
