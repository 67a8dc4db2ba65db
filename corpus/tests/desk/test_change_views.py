"""The log of changes: found, told in words, undone, and not by a query a row."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from corpus.curation.editing import edit
from corpus.models import Article, ChangeSet, Job, Source
from corpus.tests.factories import stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("anna")]


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def test_the_log_tells_who_what_before_and_after(client, boris):
    article = stored()
    edit(article, {"source": Source.objects.create(name="Harbour Gazette")}, boris)

    page = client.get("/desk/changes/").content.decode()

    assert "Source corrected" in page
    assert "boris" in page
    assert '<del dir="auto">Meridian Wire</del>' in page
    assert '<ins dir="auto">Harbour Gazette</ins>' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Author corrected", "Title corrected"]),
        ("?person=boris", ["Author corrected"]),
        ("?kind=review", ["Author corrected"]),
        ("?article=1", ["Title corrected"]),
        ("?since=2001-01-01", ["Author corrected", "Title corrected"]),
        ("?until=2001-01-01", []),
        ("?until=9999-12-31", ["Author corrected", "Title corrected"]),
        ("?person=nobody", []),
        ("?kind=x&article=y&since=z&page=0", ["Author corrected", "Title corrected"]),
    ],
)
def test_the_log_is_narrowed(client, anna, boris, query, found):
    first = stored()
    edit(first, {"title": "Hers"}, anna)
    edit(stored("/b", text="b"), {"author": "Ida"}, boris, kind="review")

    response = client.get("/desk/changes/" + query.replace("article=1", f"article={first.pk}"))

    assert [str(view.change_set) for view in response.context["sets"]] == found


def test_the_log_costs_the_same_queries_however_long_it_is(client, anna):
    counts = []
    for number in (2, 12):
        for n in range(number):
            edit(stored(f"/{number}{n}", text=f"{number} {n}"), {"title": "Ours"}, anna)
        with CaptureQueriesContext(connection) as queries:
            client.get("/desk/changes/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_large_set_shows_some_of_its_articles(client, anna):
    ids = [stored(f"/{n}", text=f"Text {n}.").pk for n in range(120)]
    made = edit(ids, {"author": "Ida"}, anna)

    log = client.get("/desk/changes/").content.decode()
    whole = client.get(f"/desk/changes/{made.pk}/?page=2")

    assert "and 116 more articles" in log
    assert len(whole.context["changes"]) == 20


def test_undo_leads_back_and_says_what_it_did(client, anna):
    article = stored()
    made = edit(article, {"title": "Ours"}, anna)

    response = client.post(
        f"/desk/changes/{made.pk}/undo", {"next": "/desk/changes/?page=1"}, follow=True
    )

    assert response.redirect_chain == [("/desk/changes/?page=1", 302)]
    assert "Undone: Title corrected: 1 article changed." in response.content.decode()
    article.refresh_from_db()
    assert article.title == "Talks begin"


def test_what_was_undone_offers_no_undo_and_the_undo_does(client, anna):
    made = edit(stored(), {"title": "Ours"}, anna)
    client.post(f"/desk/changes/{made.pk}/undo")

    views = client.get("/desk/changes/").context["sets"]

    assert [(view.state, view.may_undo, view.undo_label) for view in views] == [
        ("", True, "Redo"),
        ("undone", False, "Undo the rest"),
    ]


def test_an_undo_that_cannot_be_says_why(client, anna, boris):
    article = stored()
    made = edit(article, {"title": "Ours"}, anna)
    edit(article, {"title": "His"}, boris)

    response = client.post(f"/desk/changes/{made.pk}/undo", follow=True)

    assert "its title was changed since, by boris" in response.content.decode()
    article.refresh_from_db()
    assert article.title == "His"


def test_a_large_undo_is_a_job(client, anna, monkeypatch, settings):
    monkeypatch.setattr("corpus.desk.change_views.MAX_AT_ONCE", 2)
    ids = [stored(f"/{n}", text=f"Text {n}.").pk for n in range(3)]
    made = edit(ids, {"author": "Ida"}, anna)

    response = client.post(f"/desk/changes/{made.pk}/undo")

    job = Job.objects.get()
    assert response["Location"] == job.get_absolute_url()
    assert (job.kind, job.title) == ("undo", "Undone: Author corrected")
    assert Article.objects.filter(author="Ida").count() == 3


@pytest.mark.parametrize("number", [999, 2**63])
def test_no_such_change_set(client, number):
    assert client.get(f"/desk/changes/{number}/").status_code == 404
    assert client.post(f"/desk/changes/{number}/undo").status_code == 404
    assert not ChangeSet.objects.exists()
