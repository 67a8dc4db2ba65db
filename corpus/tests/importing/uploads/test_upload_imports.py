from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.test import Client

from corpus.importing import pipeline
from corpus.importing.uploads import upload_imports, upload_store
from corpus.jobs import queue, runner
from corpus.jobs.worker import run_waiting
from corpus.models import Article, ImportBatch, Job, Original, Upload
from corpus.models.sql.row_insertion import insert_rows
from corpus.tests.importing.uploads.sending import TALKS, send_json, text

# The worker takes jobs in transactions of its own.
pytestmark = pytest.mark.django_db(transaction=True)


def dump(records: int) -> bytes:
    lines = [
        json.dumps({"id": n, "title": f"No {n}", "text": f"Round {n}."}) for n in range(records)
    ]
    return "\n".join(lines).encode()


def uploaded(desk: Client, files: dict[str, bytes]) -> ImportBatch:
    return ImportBatch.objects.get(pk=send_json(desk, files)["batch"])


def started(desk: Client, files: dict[str, bytes]) -> ImportBatch:
    batch = uploaded(desk, files)
    assert desk.post(batch.get_absolute_url() + "start").status_code == 302
    batch.refresh_from_db()
    return batch


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    batch.refresh_from_db()
    return batch.added, batch.updated, batch.unchanged, batch.failed


def items(batch: ImportBatch) -> list[tuple[str, str]]:
    return list(batch.items.values_list("outcome", "origin"))


def test_uploaded_files_become_articles_and_are_removed(desk, editor):
    files = {
        "press/a.txt": TALKS,
        "press/b.txt": text(2),
        "press/bad.txt": b"date 2022-02-31 No\n\nx",
    }

    batch = started(desk, files)
    assert Article.objects.count() == 0
    run_waiting()

    assert counts(batch) == (2, 0, 0, 1)
    assert items(batch) == [("added", "upload://press/a.txt"), ("added", "upload://press/b.txt")]
    assert list(batch.failures.values_list("path", flat=True)) == ["upload://press/bad.txt"]
    assert (batch.made_by, batch.paths) == (editor, ["press"])
    assert batch.job is not None
    assert batch.job.message == "2 added, 0 updated, 0 unchanged, 1 failed."
    assert not upload_store.folder_of(batch).exists()
    assert Upload.objects.count() == 0
    assert Original.objects.get(article__origin="upload://press/a.txt").text == TALKS.decode()


def test_same_files_uploaded_again_are_unchanged_and_a_changed_one_is_updated(desk):
    started(desk, {"press/a.txt": TALKS, "press/b.txt": text(2)})
    run_waiting()

    again = started(desk, {"press/a.txt": TALKS, "press/b.txt": text(22)})
    run_waiting()

    assert counts(again) == (0, 1, 1, 0)
    assert Article.objects.count() == 2
    assert "round 22" in Article.objects.get(origin="upload://press/b.txt").text


def test_import_is_started_once(desk, editor):
    batch = started(desk, {"a.txt": TALKS})

    desk.post(batch.get_absolute_url() + "start")

    assert Job.objects.count() == 1
    assert upload_imports.start(batch, editor) is None


def test_import_without_files_is_not_started(desk, editor):
    batch = upload_imports.gather(editor)

    page = desk.post(batch.get_absolute_url() + "start", follow=True).content.decode()

    assert "There is nothing to import yet." in page
    assert Job.objects.count() == 0


def test_import_that_is_dropped_leaves_nothing(desk):
    batch = uploaded(desk, {"a.txt": TALKS})

    page = desk.post(batch.get_absolute_url() + "drop", follow=True).content.decode()

    assert "Its files have been removed." in page
    assert ImportBatch.objects.count() == Upload.objects.count() == 0
    assert not upload_store.folder_of(batch).exists()


def test_import_that_has_begun_is_not_dropped(desk):
    batch = started(desk, {"a.txt": TALKS})

    desk.post(batch.get_absolute_url() + "drop")
    run_waiting()

    assert counts(batch) == (1, 0, 0, 0)


def stop_after(monkeypatch, lots: int, stop) -> None:
    """Call `stop` when so many lots are written."""
    written: list[int] = []

    def counting(*args):
        made = insert_rows(*args)
        written.append(made)
        if len(written) == lots:
            stop()
        return made

    monkeypatch.setattr(pipeline, "insert_rows", counting)


class Killed(BaseException):
    """Ends the worker as kill -9 does: nobody writes anything down."""


def test_cancelled_import_keeps_what_it_stored_and_goes_on(desk, monkeypatch):
    batch = started(desk, {"dump.jsonl": dump(1200)})
    stop_after(monkeypatch, 1, lambda: queue.cancel(Job.objects.get()))

    run_waiting()

    assert Job.objects.get().state == "cancelled"
    assert counts(batch) == (500, 0, 0, 0)
    assert Article.objects.count() == 500
    assert Upload.objects.count() == 1
    desk.post(f"/desk/jobs/{Job.objects.get().pk}/resume")
    run_waiting()
    assert counts(batch) == (1200, 0, 0, 0)
    assert len(items(batch)) == 1200
    assert Article.objects.count() == 1200


def test_import_of_a_worker_that_ends_goes_on_with_the_next(desk, monkeypatch):
    batch = started(desk, {"dump.jsonl": dump(1200)})
    stop_after(monkeypatch, 1, runner.stopping.set)
    run_waiting()
    assert (Job.objects.get().state, counts(batch)) == ("waiting", (500, 0, 0, 0))

    runner.stopping.clear()
    queue.recover()
    run_waiting()

    assert counts(batch) == (1200, 0, 0, 0)
    assert len(items(batch)) == 1200


@pytest.mark.parametrize("files", [1, 3])
def test_import_killed_at_any_point_loses_nothing_and_tells_nothing_twice(desk, monkeypatch, files):
    # Read first, so that they are told before it is killed.
    told = {"!bad.txt": b"date 2022-02-31 No\n\nx", "!pic/logo.png": b"x"}
    batch = started(desk, told | {f"{n}.jsonl": dump(700) for n in range(files)})
    total = 700 * files
    for lots in (1, 1, 2):

        def kill() -> None:
            raise Killed

        with monkeypatch.context() as patch:
            # Within the transaction of the lot, and after a lot or two.
            stop_after(patch, lots, kill)
            with pytest.raises(Killed):
                runner.run_job(Job.objects.get().pk)
        Job.objects.update(state="running")
        queue.recover()

    run_waiting()

    assert Job.objects.get().state == "done"
    assert counts(batch) == (total, 0, 0, 1)
    assert Article.objects.count() == total
    assert len(items(batch)) == len(set(items(batch))) == total + 1
    assert batch.failures.count() == 1


def test_pasted_text_becomes_an_article_and_pasted_again_is_unchanged(desk):
    for _ in range(2):
        answer = desk.post(
            "/desk/import/text", {"title": "Talks", "text": "The envoys met.\r\nBriefly."}
        )
        desk.post(answer.url + "start")
        run_waiting()

    article = Article.objects.get()
    assert (article.title, article.title_origin) == ("Talks", "stated")
    assert article.text == "The envoys met.\nBriefly."
    assert article.origin.startswith("upload://pasted text ")
    assert [counts(batch) for batch in ImportBatch.objects.order_by("pk")] == [
        (1, 0, 0, 0),
        (0, 0, 1, 0),
    ]


@pytest.mark.parametrize("pasted", ["", "  \n ", "— …"])
def test_text_without_words_is_refused(desk, pasted):
    answer = desk.post("/desk/import/text", {"title": "Talks", "text": pasted})

    assert answer.status_code == 422
    assert ImportBatch.objects.count() == 0


def test_more_text_than_a_form_may_hold_is_told(desk):
    answer = desk.post("/desk/import/text", {"text": "talks " * 1_500_000})

    assert answer.status_code == 413
    assert "can be imported as a file" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "status"),
    [("text=Talks+%ED%A0%80+met.%0AIn+town+%E2%80%AE+today.", 302), ("text=Talks%00met", 422)],
)
def test_bytes_that_are_no_text_do_no_harm(desk, sent, status):
    answer = desk.post("/desk/import/text", sent, "application/x-www-form-urlencoded")

    assert answer.status_code == status


def test_folder_that_is_gone_is_a_failure_that_is_named(desk, tmp_path, settings):
    settings.CORPUS = replace(settings.CORPUS, import_roots=(str(tmp_path),))
    folder = tmp_path / "press"
    folder.mkdir()
    answer = desk.post("/desk/import/folder", {"path": str(folder)})
    desk.post(answer.url + "start")
    folder.rmdir()

    run_waiting()

    batch = ImportBatch.objects.get()
    assert counts(batch) == (0, 0, 0, 1)
    assert batch.failures.get().path == str(folder)


def test_folder_on_the_server_is_imported_with_its_paths_as_origins(desk, tmp_path, settings):
    settings.CORPUS = replace(settings.CORPUS, import_roots=(str(tmp_path),))
    (tmp_path / "a.txt").write_bytes(TALKS)
    answer = desk.post("/desk/import/folder", {"path": str(tmp_path)})
    desk.post(answer.url + "start")

    run_waiting()

    assert Article.objects.get().origin == str(tmp_path / "a.txt")
    assert (tmp_path / "a.txt").exists()


def test_zip_bomb_fails_by_name_and_the_rest_is_imported(desk):
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * (80 * 2**20))
    batch = started(desk, {"a.txt": TALKS, "bomb.zip": packed.getvalue()})

    run_waiting()

    assert counts(batch) == (1, 0, 0, 1)
    assert "too large" in batch.failures.get().reason or "swells" in batch.failures.get().reason


def test_date_is_read_from_the_name_of_an_uploaded_file(desk):
    started(desk, {"2022-02-04-talks.txt": text(1)})

    run_waiting()

    article = Article.objects.get()
    assert (article.date_origin, article.date_evidence) == ("filename", "2022-02-04")


def test_import_whose_files_were_swept_away_fails_and_says_so(desk):
    batch = started(desk, {"a.txt": TALKS})
    upload_store.discard(batch)

    run_waiting()

    job = Job.objects.get()
    assert (job.state, job.message) == (
        "failed",
        "Its files were removed after two weeks. Upload them again.",
    )
    batch.refresh_from_db()
    assert batch.finished is None
