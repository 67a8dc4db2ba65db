from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from corpus.curation.bin import move_to_bin
from corpus.importing.pipeline import ingest
from corpus.importing.uploads import undo_import
from corpus.jobs import queue, runner
from corpus.jobs.worker import run_waiting
from corpus.models import Article, ImportBatch, ImportItem, Job, Original, OutboxEntry

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = "date 2022-02-04 Talks begin in the harbour town\n\nThe envoys met and said little.\n"
SECOND = "date 2022-03-09 Talks end in the harbour town\n\nThe envoys met and said much.\n"


def write(folder: Path, **files: str) -> ImportBatch:
    """Write files and import the folder."""
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)
    ingest([folder])
    return ImportBatch.objects.order_by("-pk")[0]


def undone(batch: ImportBatch, editor) -> str:
    assert undo_import.undo(batch, editor) is not None
    run_waiting()
    batch.refresh_from_db()
    assert batch.undo_job is not None
    assert batch.undo_job.state == "done", batch.undo_job.message
    return batch.undo_job.message


def rows() -> list[dict[str, object]]:
    """Every article with its original, but for when it was last saved."""
    found = list(Article.objects.order_by("pk").values())
    originals = dict(Original.objects.values_list("article_id", "text"))
    return [
        {name: value for name, value in row.items() if name != "updated"}
        | {"original": originals[row["id"]]}
        for row in found
    ]


def test_what_was_added_is_removed_and_what_was_updated_given_back(tmp_path, editor):
    write(tmp_path, a=FIRST, c=FIRST.replace("little", "nothing"))
    before = rows()
    batch = write(tmp_path, a=SECOND, b=SECOND.replace("much", "all"))
    OutboxEntry.objects.all().delete()

    plan = undo_import.plan(batch)
    told = undone(batch, editor)

    assert (plan.removes, plan.gives_back, plan.kept, plan.gone) == (1, 1, {}, 0)
    assert told == "1 removed; 1 given back."
    assert rows() == before
    assert batch.undone is not None
    assert OutboxEntry.objects.count() == 2


def test_what_was_corrected_since_is_kept_and_told(tmp_path, editor):
    batch = write(tmp_path, a=FIRST, b=SECOND)
    Article.objects.revise(Article.objects.get(origin__endswith="a.txt"), title="Corrected")

    plan = undo_import.plan(batch)
    told = undone(batch, editor)

    assert (plan.removes, plan.kept) == (1, {"kept: an editor has corrected it since": 1})
    assert told == "1 removed; 0 given back; 1 kept: an editor has corrected it since."
    assert Article.objects.get().title == "Corrected"
    assert batch.items.get(origin__endswith="a.txt").undone == (
        "kept: an editor has corrected it since"
    )


def test_correction_made_since_stays_on_what_is_given_back(tmp_path, editor):
    write(tmp_path, a=FIRST)
    batch = write(tmp_path, a=SECOND)
    article = Article.objects.get()
    Article.objects.revise(article, published=dt.date(2021, 5, 1), author="Ida Brandt")

    plan = undo_import.plan(batch)
    undone(batch, editor)

    article.refresh_from_db()
    assert plan.kept == {"given back, except for what an editor has set since": 1}
    assert article.title == "Talks begin in the harbour town"
    assert article.text == "The envoys met and said little."
    assert (article.published, article.date_origin) == (dt.date(2021, 5, 1), "editor")
    assert article.author == "Ida Brandt"


def test_correction_made_before_the_import_is_no_hindrance(tmp_path, editor):
    write(tmp_path, a=FIRST)
    Article.objects.revise(Article.objects.get(), title="Corrected")
    before = rows()
    batch = write(tmp_path, a=SECOND)

    undone(batch, editor)

    assert rows() == before


def test_what_a_later_import_changed_is_kept_until_that_is_undone(tmp_path, editor):
    first = write(tmp_path, a=FIRST)
    second = write(tmp_path, a=SECOND)

    assert undo_import.plan(first).kept == {"kept: a later import has changed it": 1}
    undone(second, editor)
    assert undo_import.plan(first).removes == 1
    undone(first, editor)

    assert Article.objects.count() == 0


def test_article_deleted_since_is_gone_already(tmp_path, editor):
    batch = write(tmp_path, a=FIRST)
    Article.objects.discard(Article.objects.get())

    assert undo_import.plan(batch).gone == 1
    assert undone(batch, editor) == "0 removed; 0 given back."


def test_import_is_undone_once(tmp_path, editor):
    batch = write(tmp_path, a=FIRST)
    undone(batch, editor)

    assert not undo_import.can_undo(batch)
    assert undo_import.undo(batch, editor) is None


def test_import_that_changed_nothing_is_not_undone(tmp_path, editor):
    write(tmp_path, a=FIRST)

    assert not undo_import.can_undo(write(tmp_path, a=FIRST))


def test_files_of_an_undone_import_can_be_imported_again(tmp_path, editor):
    undone(write(tmp_path, a=FIRST), editor)

    again = write(tmp_path, a=FIRST)

    assert (again.added, Article.objects.count()) == (1, 1)


@pytest.mark.parametrize("how", ["cancelled", "killed"])
def test_undo_that_was_cut_short_goes_on(tmp_path, editor, monkeypatch, how):
    monkeypatch.setattr(undo_import, "_LOT", 2)
    batch = write(tmp_path, **{f"t{n}": FIRST.replace("little", f"{n} words") for n in range(5)})
    undo_import.undo(batch, editor)
    job = Job.objects.get()
    lots: list[int] = []
    mark = ImportItem.objects.bulk_update

    def stop_after_the_first(objects, fields):
        lots.append(len(objects))
        if len(lots) == 2 and how == "killed":
            raise SystemExit  # Within the transaction: its removals are rolled back.
        if len(lots) == 1 and how == "cancelled":
            queue.cancel(job)
        return mark(objects, fields)

    with monkeypatch.context() as patch:
        patch.setattr(ImportItem.objects, "bulk_update", stop_after_the_first)
        if how == "killed":
            with pytest.raises(SystemExit):
                runner.run_job(job.pk)
        else:
            run_waiting()
    assert Article.objects.count() == 3

    if how == "killed":
        queue.recover()
    else:
        assert undo_import.undo(batch, editor) == job
    run_waiting()

    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "5 removed; 0 given back.")
    assert Article.objects.count() == 0


def test_undone_import_does_not_go_on(desk, editor, tmp_path, settings):
    settings.CORPUS = {**settings.CORPUS, "IMPORT_ROOTS": [str(tmp_path)]}
    (tmp_path / "a.txt").write_text(FIRST)
    page = desk.post("/desk/import/folder", {"path": str(tmp_path)}).url
    desk.post(page + "start")
    run_waiting()
    # As if it had been cancelled when all but its end was written.
    Job.objects.update(state="cancelled")
    ImportBatch.objects.update(finished=None)
    undone(ImportBatch.objects.get(), editor)

    queue.resume(Job.objects.get(kind="import"))
    run_waiting()

    assert Article.objects.count() == 0
    assert Job.objects.get(kind="import").message == (
        "It has been undone; import the files again instead."
    )


def test_article_that_one_import_added_and_changed_is_removed(tmp_path, editor, monkeypatch):
    monkeypatch.setattr(undo_import, "_LOT", 2_000)
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr("a.txt", FIRST)
        for number in range(500):
            archive.writestr(f"{number}.txt", FIRST.replace("little", f"{number} words"))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", SECOND)
    batch = write(tmp_path)
    assert (batch.added, batch.updated) == (501, 1)

    undone(batch, editor)

    assert Article.objects.count() == 0


def test_what_lies_in_the_bin_stays_there(tmp_path, editor):
    batch = write(tmp_path, a=FIRST)
    move_to_bin(Article.objects.all(), editor)

    told = undone(batch, editor)

    assert told == "0 removed; 0 given back; 1 kept: an editor has put it in the bin."
    assert Article.objects.get().binned is not None
