from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.curation.bin import move_to_bin
from corpus.models import Article, ChangeSet
from corpus.tests.factories import stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def test_the_bin_lists_what_was_thrown_away_and_by_whom(client, anna):
    move_to_bin([stored()], anna)
    stored("/b", text="b", title="Still here")

    page = client.get("/desk/bin/").content.decode()

    assert "Talks begin" in page
    assert "<td>anna</td>" in page
    assert "Still here" not in page
    assert "Delete for good" not in page


def test_chosen_articles_are_taken_out(client, anna):
    chosen, left = stored(), stored("/b", text="b")
    move_to_bin([chosen, left], anna)

    client.post("/desk/bin/restore", {"article": [chosen.pk, "x", 10**30]})

    assert list(Article.objects.shown()) == [chosen]


def test_an_administrator_deletes_for_good_what_lies_in_the_bin(client, chief):
    binned, standing = stored(), stored("/b", text="b")
    move_to_bin([binned], chief)
    chosen = {"article": [binned.pk, standing.pk]}

    client.post("/desk/bin/delete", chosen)
    assert Article.objects.count() == 2
    client.post("/desk/bin/delete", chosen | {"sure": "yes"})

    assert list(Article.objects.all()) == [standing]
    deletion = ChangeSet.objects.get(kind="deletion")
    page = client.get(f"/desk/changes/{deletion.pk}/").content.decode()
    assert "cannot be brought back" in page
    assert "Talks begin" in page


def test_an_editor_does_not(client, anna):
    binned = stored()
    move_to_bin([binned], anna)

    response = client.post("/desk/bin/delete", {"article": [binned.pk], "sure": "yes"})

    assert response.status_code == 403
    assert Article.objects.exists()
