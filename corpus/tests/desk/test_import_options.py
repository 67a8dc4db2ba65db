"""What an editor states about an import on its page, and what its columns are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile

from corpus.accounts.roles import Role, give
from corpus.importing.import_options import ImportOptions
from corpus.importing.pipeline import ingest_batch
from corpus.importing.uploads import upload_imports
from corpus.models import Article, ImportBatch

pytestmark = pytest.mark.django_db

PROSE = "Ministers of eight coastal towns met in the harbour to share the cost of a new bridge."
TABLE = f"Kicker;Wann;Prosa\nBridge to open in May;04.02.2021;{PROSE}\nBakers;30.12.2020;{PROSE}\n"


@pytest.fixture(autouse=True)
def _no_index(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


@pytest.fixture
def editor(client) -> User:
    user = User.objects.create_user("ida")
    give(user, Role.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def batch(client, editor) -> ImportBatch:
    """A table that waits to be imported."""
    file = SimpleUploadedFile("press.csv", TABLE.encode())
    client.post("/desk/import/files", {"files": [file]})
    return ImportBatch.objects.get()


def state(client, batch: ImportBatch, **sent: str):
    return client.post(f"/desk/imports/{batch.pk}/options", sent, follow=True)


def test_preview_shows_columns_with_values_and_how_they_are_read(client, batch):
    page = client.get(f"/desk/imports/{batch.pk}/preview")

    shown = [(row.path, row.values[0][:9], row.chosen) for row in page.context["columns"]]
    assert shown == [
        ("Kicker", "Bridge to", "title"),
        ("Wann", "04.02.202", "date"),
        ("Prosa", "Ministers", "body"),
    ]
    assert "% sure" in page.content.decode()


def test_column_is_what_the_editor_says(client, batch):
    sent = {"column-0": "Kicker", "field-0": "", "column-2": "Prosa", "field-2": "body"}

    page = state(client, batch, columns="1", **sent, **{"column-1": "Wann", "field-1": "title"})

    batch.refresh_from_db()
    assert ImportOptions.from_json(batch.options).fields == {"title": "Wann", "body": "Prosa"}
    assert [one.title for one in page.context["samples"].shown] == ["04.02.2021", "30.12.2020"]


def test_two_columns_cannot_be_one_field(client, batch):
    sent = {"column-0": "Kicker", "field-0": "title", "column-1": "Wann", "field-1": "title"}

    page = state(client, batch, columns="1", **sent)

    assert page.status_code == 422
    assert "Two columns are the title: “Kicker” and “Wann”." in page.content.decode()
    batch.refresh_from_db()
    assert batch.options == {}


def test_facts_stated_on_the_page_are_on_all_articles_and_told_by_the_report(client, batch):
    state(client, batch, source="Gazette", language="en", date_order="dmy", tags="town, press")
    batch.refresh_from_db()

    ingest_batch(batch, upload_imports.files_of(batch))

    articles = Article.objects.all()
    assert {one.source.name for one in articles if one.source} == {"Gazette"}
    assert {tuple(one.tags) for one in articles} == {("town", "press")}
    page = client.get(f"/desk/imports/{batch.pk}/").content.decode()
    assert "Stated for all of it" in page
    assert "town, press" in page


def test_facts_keep_the_columns_that_were_chosen(client, batch):
    state(client, batch, columns="1", **{"column-2": "Prosa", "field-2": "body"})

    state(client, batch, source="Gazette")

    batch.refresh_from_db()
    assert batch.options == {"fields": {"body": "Prosa"}, "source": "Gazette"}


def test_bad_facts_are_explained_and_nothing_is_lost(client, batch):
    page = state(client, batch, source="Gazette", language="what they speak")

    text = page.content.decode()
    assert page.status_code == 422
    assert "is no language code" in text
    assert 'value="Gazette"' in text


def test_import_that_has_begun_takes_no_more_facts(client, batch, tmp_path: Path):
    ImportBatch.objects.update(finished=batch.started)

    page = state(client, batch, source="Gazette")

    assert page.redirect_chain[0][0] == f"/desk/imports/{batch.pk}/"
    batch.refresh_from_db()
    assert batch.options == {}


def test_file_without_a_text_offers_its_columns(client, editor):
    file = SimpleUploadedFile("sizes.csv", b"size,colour,price\n3,red,4.10\n4,blue,4.20\n")
    client.post("/desk/import/files", {"files": [file]})
    batch = ImportBatch.objects.get()

    page = client.get(f"/desk/imports/{batch.pk}/preview")

    assert [row.path for row in page.context["columns"]] == ["size", "colour", "price"]
    assert page.context["samples"].failures
