"""The staff's pages: each edit goes through the write doors."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corpus.models import Article, ImportBatch, ImportFailure, OutboxEntry, Source
from corpus.records import HiddenLine
from corpus.tests.factories import stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


@pytest.fixture
def article() -> Article:
    hidden = HiddenLine(3, "see <more>", "link to another article")
    article = stored(original="Talks <b>began</b>.", hidden_lines=(hidden,))
    OutboxEntry.objects.all().delete()
    return article


NO_ALIASES = {"aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}


def queued() -> list[int]:
    return list(OutboxEntry.objects.values_list("article_id", flat=True))


def change(client: Any, article: Article, **fields: str) -> Any:
    """Send an article's form with these fields changed ("" empties one)."""
    values = {
        "title": article.title,
        "source": str(article.source_id or ""),
        "author": article.author,
        "url": article.url,
        "language": article.language,
        "published": str(article.published or ""),
        "date_precision": article.date_precision,
    }
    url = reverse("admin:corpus_article_change", args=(article.pk,))
    return client.post(url, values | fields)


def test_an_editor_corrects_a_date(admin_client, article):
    change(admin_client, article, published="2021-12-30", date_precision="month")

    article.refresh_from_db()
    assert article.published == dt.date(2021, 12, 1)
    assert (article.date_precision, article.date_origin) == ("month", "editor")
    assert queued() == [article.pk]


def test_an_editor_corrects_title_source_and_author(admin_client, article):
    gazette = Source.objects.create(name="Harbour Gazette")

    change(admin_client, article, title="Ours", source=str(gazette.pk), author="Anna Writer")

    article.refresh_from_db()
    assert (article.title, article.title_origin) == ("Ours", "editor")
    assert (article.source, article.author) == (gazette, "Anna Writer")
    assert article.edited_fields == ["author", "source", "title"]
    assert article.date_origin == "header"
    assert queued() == [article.pk]


@pytest.mark.parametrize(
    "fields", [{"published": ""}, {"date_precision": "none"}], ids=["no day", "no precision"]
)
def test_an_editor_takes_a_date_away(admin_client, article, fields):
    change(admin_client, article, **fields)

    article.refresh_from_db()
    assert (article.published, article.date_precision) == (None, "none")


def test_a_day_given_to_an_undated_article_is_a_day(admin_client, article):
    Article.objects.revise(article, published=None)

    change(admin_client, article, published="2022-02-04")

    article.refresh_from_db()
    assert (article.published, article.date_precision) == (dt.date(2022, 2, 4), "day")


def test_saving_without_a_change_writes_nothing(admin_client, article):
    change(admin_client, article)

    article.refresh_from_db()
    assert article.edited_fields == []
    assert queued() == []


def test_an_empty_title_is_explained(admin_client, article):
    response = change(admin_client, article, title=" ")

    assert "This field is required" in response.content.decode()
    assert queued() == []


def test_hiding_and_showing_reach_the_index(admin_client, article):
    url = reverse("admin:corpus_article_changelist")

    admin_client.post(url, {"action": "hide", "_selected_action": [article.pk]})
    article.refresh_from_db()
    assert article.hidden

    admin_client.post(url, {"action": "show", "_selected_action": [article.pk]})
    article.refresh_from_db()
    assert not article.hidden
    assert queued() == [article.pk, article.pk]


def test_deleting_one_reaches_the_index(admin_client, article):
    pk = article.pk

    admin_client.post(reverse("admin:corpus_article_delete", args=(pk,)), {"post": "yes"})

    assert not Article.objects.exists()
    assert queued() == [pk]


def test_deleting_many_reaches_the_index(admin_client, article):
    other = stored("/archive/b.txt", text="Other talks.")
    OutboxEntry.objects.all().delete()
    pks = [article.pk, other.pk]

    admin_client.post(
        reverse("admin:corpus_article_changelist"),
        {"action": "delete_selected", "_selected_action": pks, "post": "yes"},
    )

    assert not Article.objects.exists()
    assert sorted(queued()) == sorted(pks)


def test_the_page_shows_hidden_lines_and_the_original_escaped(admin_client, article):
    page = admin_client.get(reverse("admin:corpus_article_change", args=(article.pk,)))

    text = page.content.decode()
    assert "see &lt;more&gt;" in text
    assert "link to another article" in text
    assert "Talks &lt;b&gt;began&lt;/b&gt;." in text


@pytest.mark.parametrize("query", ["?q=talks", "?date_precision=day", "?hidden__exact=1", ""])
def test_the_list_can_be_searched_and_filtered(admin_client, article, query):
    page = admin_client.get(reverse("admin:corpus_article_changelist") + query)

    assert page.status_code == 200
    assert ("4 February 2022" in page.content.decode()) is ("hidden" not in query)


def test_renaming_a_source_reaches_the_index(admin_client, article):
    url = reverse("admin:corpus_source_change", args=(article.source_id,))

    admin_client.post(url, {"name": "Harbour Gazette", **NO_ALIASES})

    article.refresh_from_db()
    assert str(article.source) == "Harbour Gazette"
    assert queued() == [article.pk]


def test_renaming_a_source_to_another_s_name_merges_them(admin_client, article):
    gazette = Source.objects.create(name="Harbour Gazette")

    url = reverse("admin:corpus_source_change", args=(article.source_id,))
    response = admin_client.post(url, {"name": "Harbour Gazette", **NO_ALIASES}, follow=True)

    article.refresh_from_db()
    assert article.source == gazette
    assert list(Source.objects.all()) == [gazette]
    assert "Merged into Harbour Gazette." in response.content.decode()


def test_a_source_is_added_and_deleted(admin_client, article):
    admin_client.post(reverse("admin:corpus_source_add"), {"name": "Harbour Gazette", **NO_ALIASES})
    assert Source.objects.filter(name="Harbour Gazette").exists()

    url = reverse("admin:corpus_source_delete", args=(article.source_id,))
    admin_client.post(url, {"post": "yes"})
    article.refresh_from_db()
    assert article.source is None
    assert queued() == [article.pk]


def test_a_source_is_given_an_alias(admin_client, article):
    url = reverse("admin:corpus_source_change", args=(article.source_id,))

    admin_client.post(
        url,
        {
            "name": "Meridian Wire",
            "aliases-TOTAL_FORMS": "1",
            "aliases-INITIAL_FORMS": "0",
            "aliases-0-name": "MW",
        },
    )

    assert stored("/archive/b.txt", text="Other talks.", source="MW").source == article.source


def test_sources_show_how_many_articles_they_have(admin_client, article):
    page = admin_client.get(reverse("admin:corpus_source_changelist"))

    assert '<td class="field-articles_from_it">1</td>' in page.content.decode()


def test_a_batch_shows_its_failures_and_cannot_be_changed(admin_client):
    batch = ImportBatch.objects.create(paths=["/x"], failed=1)
    ImportFailure.objects.create(batch=batch, path="/x/<a>.txt", reason="empty file")
    url = reverse("admin:corpus_importbatch_change", args=(batch.pk,))

    text = admin_client.get(url).content.decode()

    assert "/x/&lt;a&gt;.txt" in text
    assert "empty file" in text
    assert 'name="_save"' not in text
    listed = admin_client.get(reverse("admin:corpus_importfailure_changelist") + "?q=empty")
    assert "empty file" in listed.content.decode()


def test_the_pages_are_for_staff_only(client, article):
    response = client.get(reverse("admin:corpus_article_changelist"))

    assert response.status_code == 302


def test_form_opened_before_another_change_overwrites_nothing(admin_client, article):
    page = admin_client.get(reverse("admin:corpus_article_change", args=(article.pk,)))
    seen = page.context["adminform"].form.initial["seen"]
    Article.objects.revise(article, title="Another's title")

    answer = change(admin_client, article, title="Talks begin", author="Anna", seen=seen)

    assert "Somebody changed this article since you opened it." in answer.content.decode()
    article.refresh_from_db()
    assert (article.title, article.author) == ("Another's title", "")


def test_form_opened_after_all_changes_is_saved(admin_client, article):
    page = admin_client.get(reverse("admin:corpus_article_change", args=(article.pk,)))
    seen = page.context["adminform"].form.initial["seen"]
    assert f'value="{seen}"' in page.content.decode()

    change(admin_client, article, author="Anna", seen=seen)

    article.refresh_from_db()
    assert article.author == "Anna"


def test_very_long_texts_are_shown_in_part(admin_client):
    lines = tuple(HiddenLine(number, "See more", "a link") for number in range(1_000))
    text = "word " * 100_000
    article = stored("/long", text=text, original=text, hidden_lines=lines)

    page = admin_client.get(reverse("admin:corpus_article_change", args=(article.pk,)))

    assert len(page.content) < 120_000
    assert "… and 480,000 more characters" in page.content.decode()
    assert "and 800 more" in page.content.decode()


def test_number_of_articles_costs_no_queries(admin_client, article, django_assert_num_queries):
    address = reverse("admin:corpus_article_changelist")
    with CaptureQueriesContext(connection) as few:
        admin_client.get(address)
    for number in range(8):
        stored(f"/{number}", text=f"Talks {number}.", source=f"Wire {number}")

    with django_assert_num_queries(len(few)):
        admin_client.get(address)

    assert not any('"corpus_article"."text"' in query["sql"] for query in few)


@pytest.mark.parametrize("field", ["text", "origin", "content_hash", "date_doubt", "batch"])
def test_what_is_not_for_editors_cannot_be_sent(admin_client, article, field):
    before = getattr(article, field)

    change(admin_client, article, **{field: "other"})

    article.refresh_from_db()
    assert getattr(article, field) == before
