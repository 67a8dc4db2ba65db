from __future__ import annotations

import datetime as dt
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.curation import undo as undo_module
from corpus.curation.bin import move_to_bin
from corpus.curation.curation_jobs import undo_in_background
from corpus.curation.editing import edit
from corpus.curation.undo import UndoPlan, UndoRefusedError, plan_undo, undo
from corpus.desk.imports.import_rows import batch_view, can_undo, states_of
from corpus.importing.file_walk import walk
from corpus.importing.pipeline import ingest, ingest_batch
from corpus.jobs import queue, runner
from corpus.jobs.worker import run_waiting
from corpus.models import Article, Change, ChangeSet, ImportBatch, Job, Original, OutboxEntry

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = "date 2022-02-04 Talks begin in the harbour town\n\nThe envoys met and said little.\n"
SECOND = "date 2022-03-09 Talks end in the harbour town\n\nThe envoys met and said much.\n"


def write(folder: Path, **files: str) -> ImportBatch:
    """Write files and import the folder."""
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)
    ingest([folder])
    return ImportBatch.objects.order_by("-pk")[0]


def planned(batch: ImportBatch) -> UndoPlan:
    batch.refresh_from_db()
    assert batch.change_set is not None
    return plan_undo(batch.change_set)


def undone(batch: ImportBatch, editor) -> str:
    batch.refresh_from_db()
    assert batch.change_set is not None
    job = undo_in_background(batch.change_set, editor)
    run_waiting()
    job.refresh_from_db()
    assert job.state == "done", job.message
    return job.message


def rows() -> list[dict[str, object]]:
    """Every article with its original, but for when it was last saved."""
    found = list(Article.objects.order_by("pk").values())
    originals = dict(Original.objects.values_list("article_id", "text"))
    return [
        {name: value for name, value in row.items() if name != "updated"}
        | {"original": originals[row["id"]]}
        for row in found
    ]


def test_added_articles_are_removed_and_updated_ones_restored(tmp_path, editor):
    write(tmp_path, a=FIRST, c=FIRST.replace("little", "nothing"))
    before = rows()
    batch = write(tmp_path, a=SECOND, b=SECOND.replace("much", "all"))
    OutboxEntry.objects.all().delete()

    plan = planned(batch)
    message = undone(batch, editor)

    assert plan == UndoPlan(removes=1, changes=1)
    assert message == "2 articles changed."
    assert rows() == before
    assert states_of([batch]) == {batch.pk: "undone"}
    assert OutboxEntry.objects.count() == 2


def test_article_corrected_since_is_kept_and_named(tmp_path, editor):
    batch = write(tmp_path, a=FIRST, b=SECOND)
    article = Article.objects.get(origin__endswith="a.txt")
    edit(article, {"title": "Corrected"}, editor)
    why = "its title was changed since, by ida"

    plan = planned(batch)
    message = undone(batch, editor)

    assert (plan.removes, plan.left) == (1, {why: 1})
    assert message == "1 article changed, 1 left alone."
    assert Article.objects.get().title == "Corrected"
    undoing = ChangeSet.objects.get(kind="undo")
    assert undoing.skipped == [{"article": article.pk, "why": why}]
    assert states_of([batch]) == {batch.pk: "undone in part"}


def test_correction_made_since_stays_on_what_is_restored(tmp_path, editor):
    write(tmp_path, a=FIRST)
    batch = write(tmp_path, a=SECOND)
    article = Article.objects.get()
    edit(article, {"published": dt.date(2021, 5, 1), "author": "Ida Brandt"}, editor)

    plan = planned(batch)
    undone(batch, editor)

    article.refresh_from_db()
    assert plan == UndoPlan(changes=1, left=Counter({"its date was changed since, by ida": 1}))
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


def test_article_that_a_later_import_changed_is_kept_until_that_is_undone(tmp_path, editor):
    first = write(tmp_path, a=FIRST)
    second = write(tmp_path, a=SECOND)

    assert sum(planned(first).left.values()) == 1
    assert "by a later import" in next(iter(planned(first).left))
    undone(second, editor)
    assert planned(first) == UndoPlan(removes=1)
    undone(first, editor)

    assert Article.objects.count() == 0


def test_article_deleted_since_is_named(tmp_path, editor):
    batch = write(tmp_path, a=FIRST)
    Article.objects.discard(Article.objects.get())

    assert planned(batch).left == {"it is no longer in the archive": 1}
    with pytest.raises(UndoRefusedError, match="it is no longer in the archive"):
        undo(ChangeSet.objects.get(), editor)


def test_undone_import_is_not_undone_again(tmp_path, editor):
    batch = write(tmp_path, a=FIRST)
    undone(batch, editor)

    assert not can_undo(batch_view(batch))


def test_import_that_changed_nothing_leaves_no_change_set(tmp_path):
    write(tmp_path, a=FIRST)
    again = write(tmp_path, a=FIRST)

    assert not can_undo(batch_view(again))
    assert again.change_set is None
    assert ChangeSet.objects.count() == 1


def test_undo_of_an_update_can_be_undone(tmp_path, editor):
    write(tmp_path, a=FIRST)
    batch = write(tmp_path, a=SECOND)
    after = rows()
    undone(batch, editor)

    undo(ChangeSet.objects.get(kind="undo"), editor)

    assert rows() == after


def test_removed_article_is_not_done_again(tmp_path, editor):
    undone(write(tmp_path, a=FIRST), editor)

    with pytest.raises(UndoRefusedError, match="it was removed: import its file again"):
        undo(ChangeSet.objects.get(kind="undo"), editor)


def test_import_is_logged_with_what_it_changed(tmp_path):
    write(tmp_path, a=FIRST)
    batch = write(tmp_path, a=SECOND, b=SECOND.replace("much", "all"))

    made = batch.change_set
    assert made is not None
    assert (made.kind, made.complete, made.article_count) == ("import", True, 2)
    fields = Change.objects.filter(change_set=made).values_list("field", flat=True)
    assert set(fields) == {"added", "title", "date", "language", "lines", "file"}


def test_article_updated_twice_by_one_import_gets_its_first_version_back(tmp_path, editor):
    write(tmp_path, a=FIRST)
    before = rows()
    batch = ImportBatch.objects.create(paths=["again"])
    for text in (SECOND, SECOND.replace("much", "all")):
        (tmp_path / "a.txt").write_text(text)
        ingest_batch(batch, list(walk([tmp_path])))

    undone(batch, editor)

    assert rows() == before


def test_files_of_an_undone_import_can_be_imported_again(tmp_path, editor):
    undone(write(tmp_path, a=FIRST), editor)

    again = write(tmp_path, a=FIRST)

    assert (again.added, Article.objects.count()) == (1, 1)


@pytest.mark.parametrize("how", ["cancelled", "killed"])
def test_undo_that_was_cut_short_goes_on(tmp_path, editor, monkeypatch, how):
    monkeypatch.setattr(undo_module, "_BATCH_SIZE", 2)
    batch = write(tmp_path, **{f"t{n}": FIRST.replace("little", f"{n} words") for n in range(5)})
    job = undo_in_background(ChangeSet.objects.get(), editor)
    discarded: list[int] = []
    discard = Article.objects.discard_many

    def stop_after_the_first(articles):
        discarded.append(len(articles))
        if len(discarded) == 2 and how == "killed":
            raise SystemExit  # Within the transaction: its removals are rolled back.
        if len(discarded) == 1 and how == "cancelled":
            queue.cancel(job)
        return discard(articles)

    with monkeypatch.context() as patch:
        patch.setattr(Article.objects, "discard_many", stop_after_the_first)
        if how == "killed":
            with pytest.raises(SystemExit):
                runner.run_job(job.pk)
        else:
            run_waiting()
    assert Article.objects.count() == 3

    if how == "killed":
        queue.recover()
    else:
        assert states_of([batch]) == {batch.pk: "undone in part"}
        undo_in_background(ChangeSet.objects.get(kind="import"), editor)
    run_waiting()

    assert Article.objects.count() == 0
    assert states_of([batch]) == {batch.pk: "undone"}


def test_undone_import_does_not_go_on(desk, editor, tmp_path, settings):
    settings.CORPUS = replace(settings.CORPUS, import_roots=(str(tmp_path),))
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


def test_article_that_one_import_added_and_changed_is_removed(tmp_path, editor):
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


def test_article_in_the_bin_stays_there(tmp_path, editor):
    batch = write(tmp_path, a=FIRST)
    move_to_bin(Article.objects.all(), editor)

    message = undone(batch, editor)

    assert message == "0 articles changed, 1 left alone."
    assert Article.objects.get().binned is not None
