"""Stored originals read again."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from corpus.curation.editing import edit
from corpus.curation.undo import undo
from corpus.importing.pipeline import ingest
from corpus.jobs.worker import run_waiting
from corpus.models import Article, ImportBatch
from corpus.rereading.reread import articles_to_reread, rereadings
from corpus.rereading.reread_job import start_reread

pytestmark = pytest.mark.django_db

TEXT = "Talks begin\n\nBy Anna Writer\n4 February 2022\n\nThe ministers met for three hours."


@pytest.fixture
def article(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    ingest([tmp_path])
    return Article.objects.get()


def as_read_once(article: Article) -> None:
    """Make a row what an older version would have read."""
    values = {"title": "By Anna Writer", "published": None, "date_precision": "none"}
    Article.objects.filter(pk=article.pk).update(**values, author="")


def run_dry() -> str:
    out = io.StringIO()
    call_command("reread", "--dry-run", stdout=out)
    return out.getvalue()


def test_what_is_read_as_before_changes_nothing(article):
    assert "0 of 1 change" in run_dry()

    start_reread()
    run_waiting()

    assert ImportBatch.objects.latest("pk").updated == 0
    assert Article.objects.get().updated == article.updated


def test_dry_run_tells_each_change_and_stores_nothing(article):
    as_read_once(article)

    told = run_dry()

    assert "title: “By Anna Writer” -> “Talks begin”" in told
    assert "date: “” -> “2022-02-04”" in told
    assert Article.objects.get().title == "By Anna Writer"


def test_job_changes_what_differs_and_can_be_undone(article, django_user_model):
    as_read_once(article)

    batch = start_reread()
    run_waiting()

    again = Article.objects.get()
    assert (again.title, str(again.published), again.author) == (
        "Talks begin",
        "2022-02-04",
        "Anna Writer",
    )
    assert again.batch_id == article.batch_id

    batch.refresh_from_db()
    assert batch.change_set is not None
    undo(batch.change_set, django_user_model.objects.create_superuser("anna"))

    assert Article.objects.get().title == "By Anna Writer"


def test_what_an_editor_set_stays(article, django_user_model):
    edit(article, {"title": "Mine"}, django_user_model.objects.create_superuser("anna"))

    assert "0 of 1 change" in run_dry()


def test_row_of_a_table_is_not_read_again(tmp_path):
    (tmp_path / "a.csv").write_text(f"title,date,text\nTalks,2022-02-04,{'word ' * 20}\n")
    ingest([tmp_path])

    ((one,),) = rereadings(articles_to_reread())

    assert one.parsed is None
    assert "CSV" in one.reason


def test_days_keep_the_order_that_their_file_told(tmp_path):
    rows = [
        f'{{"id": {n}, "title": "T{n}", "date": "{d}", "text": "{"word " * 20}"}}\n'
        for n, d in enumerate(("04/02/2021", "30/12/2020"))
    ]
    (tmp_path / "a.jsonl").write_text("".join(rows))
    ingest([tmp_path])

    (lot,) = rereadings(articles_to_reread())

    assert [one.reason for one in lot] == ["", ""]
    assert [one.changes for one in lot] == [(), ()]
