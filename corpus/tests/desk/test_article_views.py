"""The article's form: what is sent is what changes, and nobody is overwritten unseen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from corpus.curation.editing import edit
from corpus.desk.article_form import shown_values
from corpus.models import Article, ChangeSet, Source
from corpus.tests.factories import stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("anna")]


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def form_of(article: Article, **fields: str) -> dict[str, str]:
    """What a browser sends of an article's form, with these fields changed."""
    shown = {name: str(value) for name, value in shown_values(article).items()}
    seen = shown.pop("seen")
    data = {f"initial-{name}": value for name, value in shown.items()}
    data |= shown | {"seen": seen} | fields
    if data["hidden"] != "on":
        del data["hidden"]
    return data


def send(client: Any, article: Article, data: dict[str, str], **headers: str) -> Any:
    return client.post(f"/desk/articles/{article.pk}/", data, headers=headers)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": " Talks  start "}, {"title": "Talks start", "title_origin": "editor"}),
        ({"date": "Feb 2021"}, {"published": dt.date(2021, 2, 1), "date_precision": "month"}),
        ({"date": "2021"}, {"published": dt.date(2021, 1, 1), "date_precision": "year"}),
        ({"date": ""}, {"published": None, "date_precision": "none", "date_origin": "none"}),
        ({"author": "Ida Brandt"}, {"author": "Ida Brandt"}),
        ({"language": "de"}, {"language": "de"}),
        ({"url": "harbour.test/1"}, {"url": "https://harbour.test/1"}),
        ({"hidden": "on"}, {"hidden": True}),
    ],
    ids="+".join,
)
def test_each_field_is_corrected(client, fields, expected):
    article = stored()

    response = send(client, article, form_of(article, **fields))

    assert response["Location"] == f"/desk/articles/{article.pk}/"
    article.refresh_from_db()
    assert {name: getattr(article, name) for name in expected} == expected
    made = ChangeSet.objects.get()
    assert (made.who, made.article_count, made.changes.count()) == ("anna", 1, 1)


def test_a_source_is_found_by_its_name_or_made(client):
    article = stored()
    gazette = Source.objects.create(name="Harbour Gazette")

    send(client, article, form_of(article, source="harbour gazette"))
    article.refresh_from_db()
    assert article.source == gazette
    send(client, article, form_of(article, source="Le Fanal"))

    article.refresh_from_db()
    assert str(article.source) == "Le Fanal"


def test_saving_what_was_shown_changes_nothing(client):
    article = stored()

    response = client.post(f"/desk/articles/{article.pk}/", form_of(article), follow=True)

    assert "Nothing was changed." in response.content.decode()
    assert not ChangeSet.objects.exists()


def test_a_date_that_cannot_be_read_is_explained_and_kept(client):
    article = stored()

    response = send(client, article, form_of(article, date="30 February 2022"))

    page = response.content.decode()
    assert "There is no date “30 February 2022”." in page
    assert 'value="30 February 2022"' in page
    assert not ChangeSet.objects.exists()


def test_the_second_editor_sees_both_values_and_may_insist(client, boris):
    article = stored()
    sent = form_of(article, title="Hers", author="Ida")
    edit(article, {"title": "His"}, boris)

    refused = send(client, article, sent)
    page = refused.content.decode()
    article.refresh_from_db()
    assert article.title == "His"
    assert "boris set <q>His</q>" in page
    assert "You entered <q>Hers</q>" in page
    again = {
        name: str(value) for name, value in refused.context["form"].data.items() if name in sent
    }
    send(client, article, again)

    article.refresh_from_db()
    assert (article.title, article.author) == ("Hers", "Ida")


def test_fields_left_alone_are_not_sent_back_over_another_editor(client, boris):
    article = stored()
    sent = form_of(article, author="Ida")
    edit(article, {"title": "His"}, boris)

    send(client, article, sent)

    article.refresh_from_db()
    assert (article.title, article.author) == ("His", "Ida")


@pytest.mark.parametrize(
    "seen", ["", "yesterday", "2022-02-04T10:00:00", "0001-01-01T00:00:00+23:59"]
)
def test_a_form_that_does_not_say_what_was_seen_is_refused(client, seen):
    article = stored()

    response = send(client, article, form_of(article, title="Ours", seen=seen))

    assert response.status_code == 200
    assert not ChangeSet.objects.exists()


@pytest.mark.parametrize("code", ["<b>", "English!", "e", "en-", "日本語"])
def test_what_is_no_code_of_a_language_is_refused(client, code):
    article = stored()

    response = send(client, article, form_of(article, language=code))

    assert "This is not a language’s code" in response.content.decode()
    assert not ChangeSet.objects.exists()


def test_htmx_is_given_the_form_alone_and_led_back_where_it_was(client):
    article = stored()
    here = {
        "HX-Request": "true",
        "HX-Current-URL": f"http://testserver/article/{article.pk}/x/?q=a",
    }

    shown = client.get(f"/desk/articles/{article.pk}/", headers=here).content.decode()
    saved = send(client, article, form_of(article, title="Ours"), **here)

    assert shown.startswith('<form class="desk-form desk-article" id="article-form"')
    assert saved["HX-Redirect"] == here["HX-Current-URL"]


@pytest.mark.parametrize("address", ["https://elsewhere.test/", "javascript:alert(1)", ""])
def test_htmx_is_led_nowhere_else(client, address):
    article = stored()
    here = {"HX-Request": "true", "HX-Current-URL": address}

    saved = send(client, article, form_of(article, title="Ours"), **here)

    assert saved["HX-Redirect"] == f"/desk/articles/{article.pk}/"


def test_the_page_tells_where_values_come_from_and_who_changed_them(client, boris):
    article = stored()
    edit(article, {"title": "<b>Ours</b>"}, boris)

    page = client.get(f"/desk/articles/{article.pk}/").content.decode()

    assert "from the file&#x27;s header, known to the day" in page
    assert "boris" in page
    assert '<del dir="auto">Talks begin</del>' in page
    assert "&lt;b&gt;Ours&lt;/b&gt;" in page


def test_a_date_being_typed_is_read_at_once(client):
    page = client.get("/desk/articles/date", {"date": "Feb 2022"}).content.decode()

    assert page.strip() == "Read as February 2022: known to the month."


def test_into_the_bin_and_out(client):
    article = stored()
    page = f"/desk/articles/{article.pk}/"

    client.post(f"{page}bin", {"next": page})
    assert not Article.objects.shown().exists()
    assert "is in the bin" in client.get(page).content.decode()
    response = client.post(f"{page}restore", {"next": "//elsewhere.test/"})

    assert response["Location"] == "/desk/bin/"
    assert Article.objects.shown().get() == article


@pytest.mark.parametrize("number", [999, 2**63, 10**30])
def test_no_such_article(client, number):
    assert client.get(f"/desk/articles/{number}/").status_code == 404
