"""Files that failed: which wait, and which may be tried again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.importing.pipeline import ingest
from corpus.models import Article, ImportBatch
from corpus.review import QUEUES
from corpus.review.decisions import decide, undo_last
from corpus.tests.factories import stored
from corpus.tests.review.waiting import failed, subjects, titles

pytestmark = pytest.mark.django_db


def test_last_failure_of_each_file_waits_unless_it_was_imported_since():
    failed("/a", "old reason")
    failed("/b")
    failed("/a", "new reason")
    failed("/c")
    stored("/c")

    queue = QUEUES["failures"]()

    assert titles(queue) == ["/b", "/a"]
    last = queue.find(subjects(queue)[1])
    assert last is not None
    assert ("Reason", "new reason") in last.facts


def test_file_that_failed_after_it_was_imported_waits():
    stored("/a")
    failed("/a")

    assert titles(QUEUES["failures"]()) == ["/a"]


def test_file_left_out_comes_back_only_for_another_reason(editor):
    failed("/a", "broken")
    queue = QUEUES["failures"]()

    decide(queue, subjects(queue)[0], "keep", editor)
    failed("/a", "broken")
    assert subjects(queue) == []

    failed("/a", "no words in it")
    assert titles(queue) == ["/a"]


def test_mended_file_is_imported(editor, tmp_path: Path):
    file = tmp_path / "talks.txt"
    file.write_text("")
    ingest([file])
    queue = QUEUES["failures"]()
    assert titles(queue) == [str(file)]

    file.write_text("Talks begin\n\nThey met in the harbour town.")
    made = decide(queue, subjects(queue)[0], "retry", editor)

    assert Article.objects.get().title == "Talks begin"
    assert made.decision == "Imported: added 1, updated 0, unchanged 0, failed 0"
    assert subjects(queue) == []
    assert ImportBatch.objects.get(added=1).made_by == editor
    assert undo_last(queue, editor) is None


def test_file_that_fails_again_stays(editor, tmp_path: Path):
    file = tmp_path / "talks.txt"
    file.write_text("")
    ingest([file])
    queue = QUEUES["failures"]()
    (subject,) = subjects(queue)

    with pytest.raises(ValueError, match="failed again: empty file"):
        decide(queue, subject, "retry", editor)

    assert subjects(queue) == [subject]


@pytest.mark.parametrize("how", [ImportBatch.How.UPLOAD, ImportBatch.How.TEXT, "folder", "feed"])
def test_name_of_an_upload_never_leads_to_a_file_of_the_server(editor, tmp_path, how):
    file = tmp_path / "secret.txt"
    file.write_text("Passwords\n\nNobody's business.")
    failure = failed(str(file))
    ImportBatch.objects.filter(pk=failure.batch_id).update(how=how)
    queue = QUEUES["failures"]()
    (subject,) = subjects(queue)

    with pytest.raises(ValueError, match="cannot be tried again"):
        decide(queue, subject, "retry", editor)

    assert Article.objects.count() == 0


def test_file_of_a_folder_that_may_be_read_is_tried_again(editor, tmp_path, settings):
    settings.CORPUS = replace(settings.CORPUS, import_roots=(str(tmp_path),))
    file = tmp_path / "talks.txt"
    file.write_text("Talks begin\n\nThey met in the harbour town.")
    failure = failed(str(file))
    ImportBatch.objects.filter(pk=failure.batch_id).update(how=ImportBatch.How.FOLDER)
    queue = QUEUES["failures"]()

    decide(queue, subjects(queue)[0], "retry", editor)

    assert Article.objects.get().title == "Talks begin"


def test_link_put_in_a_files_place_is_not_followed(editor, tmp_path):
    secret, file = tmp_path / "secret.txt", tmp_path / "talks.txt"
    secret.write_text("Passwords\n\nNobody's business.")
    file.symlink_to(secret)
    failed(str(file))

    item = QUEUES["failures"]().after("")

    assert item is not None
    assert item.choices == ()


@pytest.mark.parametrize(
    "path", ["/nowhere/talks.txt", "archive.zip!/a.txt", "a\0b", "-", "README.md", "."]
)
def test_file_that_is_not_there_cannot_be_tried_again(editor, path):
    failed(path)
    queue = QUEUES["failures"]()
    item = queue.after("")
    assert item is not None
    assert item.choices == ()

    with pytest.raises(ValueError, match="cannot be tried again"):
        decide(queue, item.subject, "retry", editor)
