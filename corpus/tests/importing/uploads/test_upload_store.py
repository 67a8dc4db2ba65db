from __future__ import annotations

import datetime as dt
import os
import time

import pytest
from django.conf import settings as site
from django.utils import timezone

from corpus.importing.file_walk import FoundFile, Obstacle
from corpus.importing.uploads import upload_imports, upload_store
from corpus.models import ImportBatch, Upload
from corpus.tests.importing.uploads.sending import TALKS, send_json, text

pytestmark = pytest.mark.django_db


def test_same_file_sent_again_is_held_once_and_a_changed_one_takes_its_place(desk):
    url = send_json(desk, {"a.txt": text(1), "b.txt": text(2)})["url"]

    answer = send_json(desk, {"a.txt": text(1), "b.txt": text(33)}, url + "files")

    assert answer["files"] == 2
    batch = ImportBatch.objects.get()
    assert [
        path.path.read_bytes() for path in upload_store.found(batch) if isinstance(path, FoundFile)
    ] == [
        text(1),
        text(33),
    ]
    assert len(list(upload_store.folder_of(batch).iterdir())) == 2


def test_script_is_told_what_is_held(desk):
    url = send_json(desk, {"press/a.txt": b"abc"})["url"]

    assert desk.get(url + "held").json() == {
        "press/a.txt": [3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"]
    }


def test_found_files_have_origins_of_their_own_and_what_is_no_article_is_passed_over(desk):
    names = ("press/talks.txt", "press/.DS_Store", "press/logo.png", "press/README.md", "talks.png")
    send_json(desk, dict.fromkeys(names, TALKS))

    found = upload_store.found(ImportBatch.objects.get())

    files = [(item.origin, item.named) for item in found if isinstance(item, FoundFile)]
    assert files == [("upload://press/talks.txt", False), ("upload://talks.png", True)]
    assert {(item.path, item.reason) for item in found if isinstance(item, Obstacle)} == {
        ("press/.DS_Store", "a hidden file"),
        ("press/logo.png", "not a format of articles"),
        ("press/README.md", "about the folder, not an article"),
    }


@pytest.mark.parametrize("damage", ["gone", "short"])
def test_file_that_was_lost_on_disk_is_named(desk, damage):
    send_json(desk, {"a.txt": TALKS})
    path = upload_store.folder_of(ImportBatch.objects.get()) / str(Upload.objects.get().pk)
    path.unlink() if damage == "gone" else path.write_bytes(TALKS[:-1])

    assert upload_store.found(ImportBatch.objects.get()) == [
        Obstacle("a.txt", "lost on the server since it was uploaded; send it again")
    ]


def test_nothing_is_added_to_an_import_that_has_begun(desk, editor):
    url = send_json(desk, {"a.txt": TALKS})["url"]
    upload_imports.start(ImportBatch.objects.get(), editor)

    answer = send_json(desk, {"b.txt": TALKS}, url + "files")

    assert answer["refused"] == [["b.txt", "this import has already begun"]]
    assert answer["files"] == 1


def test_sweep_removes_what_nobody_will_come_back_for(desk, editor):
    for name in ("old.txt", "new.txt"):
        send_json(desk, {name: TALKS})
    old = ImportBatch.objects.get(uploads__name="old.txt")
    long_ago = timezone.now() - dt.timedelta(days=15)
    ImportBatch.objects.filter(pk=old.pk).update(started=long_ago)
    stray = site.CORPUS.uploads_dir / "incoming-abc"
    fresh = site.CORPUS.uploads_dir / "incoming-def"
    for path in (stray, fresh):
        path.write_bytes(b"")
    os.utime(stray, (0, time.time() - 2 * 24 * 3600))

    upload_store.sweep()

    assert list(Upload.objects.values_list("name", flat=True)) == ["new.txt"]
    assert not upload_store.folder_of(old).exists()
    assert (stray.exists(), fresh.exists()) == (False, True)


def test_sweep_leaves_an_import_that_still_waits(desk, editor):
    send_json(desk, {"a.txt": TALKS})
    upload_imports.start(ImportBatch.objects.get(), editor)
    ImportBatch.objects.update(started=timezone.now() - dt.timedelta(days=15))

    upload_store.sweep()

    assert Upload.objects.count() == 1
