from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client

from corpus.accounts.roles import Role, give
from corpus.importing.pipeline import ingest
from corpus.importing.uploads import upload_imports
from corpus.jobs.queue import enqueue
from corpus.models import Article, ImportBatch, ImportFailure, Job
from corpus.templatetags.desk import origin_name

pytestmark = pytest.mark.django_db


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
def batch(tmp_path, editor) -> ImportBatch:
    """An import that added two articles, skipped a picture and failed with one file."""
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.txt").write_text("Talks <begin> in the harbour town\n\nThe envoys met.\n")
    (folder / "=b.txt").write_text("=Talks end in the harbour town\n\nThe envoys left.\n")
    (folder / "bad.txt").write_text("date 2022-02-31 Talks\n\nThey met.")
    (folder / "logo.png").write_text("x")
    ingest([folder])
    return ImportBatch.objects.get()


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_imports_are_listed(client, batch):
    page = page_of(client, "/desk/imports/")

    assert f'<a href="/desk/imports/{batch.pk}/">press</a>' in page
    assert "Done" in page


def test_report_shows_failures_first_with_their_reasons(client, batch):
    page = page_of(client, f"/desk/imports/{batch.pk}/")

    assert "bad.txt" in page
    assert "the calendar has no such day" in page
    assert "Talks &lt;begin&gt;" not in page
    for label in ("Added 2", "Updated 0", "Unchanged 0", "Failed 1", "Skipped 1"):
        assert label in page


def test_report_is_narrowed_to_an_outcome(client, batch):
    article = Article.objects.get(title__startswith="Talks <")

    page = page_of(client, f"/desk/imports/{batch.pk}/?outcome=added")

    assert f'<a href="{article.get_absolute_url()}">Talks &lt;begin&gt; in the' in page
    assert "bad.txt" not in page


@pytest.mark.parametrize("query", ["outcome=nonsense", "outcome=passed&page=99", "page=x"])
def test_report_answers_whatever_is_asked(client, batch, query):
    page_of(client, f"/desk/imports/{batch.pk}/?{query}")


def test_report_costs_no_query_a_row(client, batch, django_assert_max_num_queries, tmp_path):
    for number in range(40):
        (tmp_path / "press" / f"t{number}.txt").write_text(f"Round {number} of the talks began.")
    ingest([tmp_path / "press"])
    latest = ImportBatch.objects.order_by("-pk")[0]

    with django_assert_max_num_queries(16):
        page_of(client, f"/desk/imports/{latest.pk}/?outcome=added")


def test_csv_holds_every_row_and_no_formula(client, batch):
    answer = client.get(f"/desk/imports/{batch.pk}/report.csv")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert sorted(row["outcome"] for row in rows) == ["added", "added", "failed", "skipped"]
    titles = {row["title"]: row["address"] for row in rows if row["outcome"] == "added"}
    assert "'=Talks end in the harbour town" in titles
    assert titles["Talks <begin> in the harbour town"].startswith("http://testserver/article/")
    assert {row["note"] for row in rows if row["outcome"] != "added"} == {
        "not a format of articles",
        "'date 2022-02-31': the calendar has no such day",
    }


def test_csv_is_narrowed_to_an_outcome(client, batch):
    answer = client.get(f"/desk/imports/{batch.pk}/report.csv?outcome=failed")

    assert len(b"".join(answer.streaming_content).splitlines()) == 2


def test_undo_is_previewed(client, batch):
    assert "Undo this import" in page_of(client, f"/desk/imports/{batch.pk}/")

    page = page_of(client, f"/desk/imports/{batch.pk}/undo")

    assert "Removes 2 articles that it added." in page
    assert Article.objects.count() == 2


def test_undo_preview_names_what_it_leaves_and_why(client, batch):
    article = Article.objects.order_by("pk")[0]
    Article.objects.revise(article, title="Corrected")

    page = page_of(client, f"/desk/imports/{batch.pk}/undo")

    assert "Removes 1 article that it added." in page
    assert "1 article: its title was changed since, by the program" in page


def test_undo_is_queued_once(client, batch):
    for _ in range(2):
        client.post(f"/desk/imports/{batch.pk}/undo/start")

    assert [job.kind for job in Job.objects.all()] == ["undo"]
    assert "Undo this import" not in page_of(client, f"/desk/imports/{batch.pk}/")


@pytest.fixture
def running(editor) -> ImportBatch:
    """An import under way."""
    batch = ImportBatch.objects.create(how="folder", paths=["/srv/press"], added=1204, failed=1)
    batch.job = enqueue("import", {"batch": batch.pk}, editor, "Import of press")
    batch.save()
    ImportFailure.objects.create(batch=batch, path="bad.txt", reason="no such day")
    Job.objects.update(state="running", done=1, total=4, message="310 a second; reading a.txt")
    return batch


def test_running_import_shows_counts_rate_and_failures_and_asks_again(client, running):
    page = page_of(client, f"/desk/imports/{running.pk}/")

    for shown in ("1,204", "25 %", "310 a second; reading a.txt", "bad.txt", "no such day"):
        assert shown in page
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert "Undo this import" not in page


def test_htmx_is_given_the_progress_until_the_import_has_ended(client, running):
    path, headers = f"/desk/imports/{running.pk}/", {"HX-Request": "true"}

    assert client.get(path, headers=headers).content.startswith(b'<section class="desk-job"')
    Job.objects.update(state="done")
    assert client.get(path, headers=headers)["HX-Refresh"] == "true"


def test_cancelled_import_can_go_on(client, running):
    client.post(f"/desk/jobs/{running.job_id}/cancel")
    Job.objects.update(state="cancelled", asked_to_stop=False)

    page = page_of(client, f"/desk/imports/{running.pk}/")

    assert "Go on" in page
    assert "Cancelled" in page


def test_preview_shows_what_files_would_become(client, editor):
    batch = upload_imports.paste(editor, "They met.\nLeave a Reply", "Talks <begin>")

    page = page_of(client, f"/desk/imports/{batch.pk}/preview")

    assert "Talks &lt;begin&gt;" in page
    assert "none stated" in page
    assert "Leave a Reply" in page
    assert Article.objects.count() == 0


def test_import_page_reminds_of_files_that_wait(client, editor):
    batch = upload_imports.paste(editor, "They met in town.")
    ImportBatch.objects.update(how="upload")

    page = page_of(client, "/desk/import/")

    assert "1 file (17 bytes) you uploaded has not been imported yet." in page
    assert batch.get_absolute_url() in page


@pytest.mark.parametrize("batch_id", [404, 2**63, 10**30])
def test_import_that_there_is_not_is_a_404(client, editor, batch_id):
    for path in ("", "preview", "held", "report.csv", "undo"):
        assert client.get(f"/desk/imports/{batch_id}/{path}").status_code == 404


def test_imports_and_import_are_one_topic(client, batch):
    assert '<a href="/desk/import/" aria-current="page">Import</a>' in page_of(
        client, f"/desk/imports/{batch.pk}/"
    )


def test_uploaded_file_is_named_as_its_sender_knows_it():
    assert origin_name("upload://week/monday.txt") == "week/monday.txt"
    assert origin_name("/srv/archive/monday.txt") == "/srv/archive/monday.txt"
