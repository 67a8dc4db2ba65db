from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.desk import line_views
from corpus.models import Article, ChangeSet, Job
from corpus.records import HiddenLine
from corpus.tests.factories import stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("anna")]

SLOGAN = "Voices of the old quay"


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


@pytest.fixture
def article() -> Article:
    hidden = HiddenLine(2, "Talks: <a> summary", "navigation", gap=True)
    article = stored(text=f"Talks began.\n\n{SLOGAN}\n\nThey ended.", hidden_lines=(hidden,))
    stored("/b", text=f"Grain left.\n\n{SLOGAN}")
    return article


def test_lines_are_shown_with_those_left_out(client, article):
    response = client.get(f"/desk/articles/{article.pk}/lines")

    assert [(view.number, view.text, view.reason) for view in response.context["lines"]] == [
        (0, "Talks began.", ""),
        (2, "Talks: <a> summary", "navigation"),
        (4, SLOGAN, ""),
        (6, "They ended.", ""),
    ]
    assert "Talks: &lt;a&gt; summary" in response.content.decode()


def test_a_line_number_without_end_marks_nothing(client, article):
    response = client.get(f"/desk/articles/{article.pk}/lines", {"line": "1" * 5_000})

    assert response.status_code == 200
    assert response.context["marked"] == []


def test_marked_lines_are_tried_and_nothing_changes(client, article):
    response = client.get(
        f"/desk/articles/{article.pk}/lines", {"line": ["4", "2"], "scope": "source"}
    )

    assert "2 articles change, 3 lines in all" in response.content.decode()
    assert not ChangeSet.objects.exists()


def test_what_was_tried_is_done(client, article):
    data = {"line": "4", "scope": "source", "seen": article.updated.isoformat(), "articles": "2"}

    response = client.post(f"/desk/articles/{article.pk}/lines", data)

    made = ChangeSet.objects.get()
    assert response["Location"] == f"/desk/changes/{made.pk}/"
    assert str(made) == "1 line left out in Meridian Wire"
    assert not Article.objects.filter(text__contains=SLOGAN).exists()
    page = client.get(f"/desk/changes/{made.pk}/").content.decode()
    assert f"left out: “{SLOGAN}”" in page


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"line": "4"}, "The article has changed meanwhile"),
        ({"line": "77", "seen": "now"}, "No line was marked"),
        ({"line": "x", "seen": "now"}, "No line was marked"),
    ],
)
def test_what_cannot_be_done_is_told(client, article, data, why):
    if "seen" in data:
        data["seen"] = article.updated.isoformat()

    response = client.post(f"/desk/articles/{article.pk}/lines", data, follow=True)

    assert why in response.content.decode()
    assert not ChangeSet.objects.exists()


def test_many_articles_are_a_job(client, article):
    data = {"line": "4", "scope": "everywhere", "articles": "9999"}

    response = client.post(
        f"/desk/articles/{article.pk}/lines", data | {"seen": article.updated.isoformat()}
    )

    job = Job.objects.get()
    assert (response["Location"], job.kind) == (job.get_absolute_url(), "furniture")
    assert Article.objects.filter(text__contains=SLOGAN).count() == 2


def test_what_takes_too_long_to_be_tried_is_said_and_done_in_the_background(
    client, article, monkeypatch
):
    monkeypatch.setattr(line_views, "TRY_SECONDS", -1)
    marked = {"line": "4", "scope": "everywhere"}

    page = client.get(f"/desk/articles/{article.pk}/lines", marked)
    articles = page.context["articles"]
    data = {**marked, "seen": article.updated.isoformat(), "articles": articles}
    client.post(f"/desk/articles/{article.pk}/lines", data)

    assert page.context["run"].percent < 100
    assert "of the archive so far" in page.content.decode()
    assert Job.objects.get().kind == "furniture"
