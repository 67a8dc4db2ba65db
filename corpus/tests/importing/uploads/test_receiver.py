from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as site
from django.contrib.auth.models import User
from django.test import Client

from corpus.importing.uploads import upload_limits
from corpus.importing.uploads.receiver import relative_name
from corpus.models import ImportBatch, Upload
from corpus.tests.importing.uploads.sending import TALKS, send, send_json

pytestmark = pytest.mark.django_db


def limited(settings, **bounds: int) -> None:
    limits = replace(settings.CORPUS.upload_limits, **bounds)
    settings.CORPUS = replace(settings.CORPUS, upload_limits=limits)


def on_disk() -> list[Path]:
    folder = site.CORPUS.uploads_dir
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_files_are_held_with_their_folders_and_hash(desk):
    answer = send_json(desk, {"press/2022/talks.txt": TALKS, "empty.txt": b""})

    assert (answer["files"], answer["bytes"], answer["refused"]) == (2, len(TALKS), [])
    held = {row.name: (row.size, row.sha256) for row in Upload.objects.all()}
    assert held == {
        "empty.txt": (0, hashlib.sha256(b"").hexdigest()),
        "press/2022/talks.txt": (len(TALKS), hashlib.sha256(TALKS).hexdigest()),
    }
    assert sorted(path.read_bytes() for path in on_disk()) == [b"", TALKS]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("talks.txt", "talks.txt"),
        ("press/talks.txt", "press/talks.txt"),
        ("press\\talks.txt", "press/talks.txt"),
        ("/etc/passwd", "etc/passwd"),
        ("../../etc/passwd", "etc/passwd"),
        ("a/./b/../c", "a/b/c"),
        ("..", ""),
        ("tab\there.txt", "tab\\there.txt"),
        ("\x00.txt", "\\x00.txt"),
    ],
)
def test_names_are_labels_without_ways_up(given, name):
    assert relative_name(given) == name


def test_too_large_a_file_is_refused_by_name_and_the_others_are_kept(desk, settings):
    limited(settings, file_bytes=1024)

    answer = send_json(desk, {"a.txt": TALKS, "big.txt": b"x" * 1025, "z.txt": TALKS + b"Z"})

    assert answer["refused"] == [["big.txt", "larger than 1 KB"]]
    assert list(Upload.objects.values_list("name", flat=True)) == ["a.txt", "z.txt"]
    assert len(on_disk()) == 2


def test_too_many_files_are_refused_and_the_first_are_kept(desk, settings):
    limited(settings, import_files=2)

    answer = send_json(desk, {f"{n}.txt": TALKS + bytes([65 + n]) for n in range(4)})

    assert answer["files"] == 2
    assert answer["refused"] == [
        ["2.txt", "more than 2 files in one import"],
        ["3.txt", "more than 2 files in one import"],
    ]


def test_second_request_counts_what_is_held_already(desk, settings):
    limited(settings, import_files=2, import_bytes=2 * len(TALKS))
    more = send_json(desk, {"a.txt": TALKS})["url"] + "files"

    assert send_json(desk, {"b.txt": TALKS + b"more"}, more)["refused"] == [
        ["b.txt", "the import would hold more than 162 bytes"]
    ]
    assert send_json(desk, {"c.txt": b"c"}, more)["refused"] == []
    assert send_json(desk, {"d.txt": b"d"}, more)["refused"] == [
        ["d.txt", "more than 2 files in one import"]
    ]
    assert sorted(path.read_bytes() for path in on_disk()) == [b"c", TALKS]


def test_too_large_a_request_is_refused_whole(desk, settings):
    limited(settings, request_bytes=100)

    answer = send_json(desk, {"a.txt": TALKS})

    assert answer["refused"] == [
        ["a.txt", "sent with more than 100 bytes at once; send fewer files at a time"]
    ]
    assert ImportBatch.objects.count() == 0


def test_full_disk_is_told(desk, settings):
    limited(settings, free_bytes=2**62)

    answer = send_json(desk, {"a.txt": TALKS})

    assert answer["refused"] == [["a.txt", "the server's disk is nearly full"]]
    assert on_disk() == []


def test_disk_that_fills_up_meanwhile_is_told(desk, monkeypatch):
    class Full:
        def __init__(self, handle: int, mode: str) -> None:
            self.close = lambda: None

        def write(self, data: bytes) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("corpus.importing.uploads.receiver.os.fdopen", Full)

    answer = send_json(desk, {"a.txt": TALKS})

    assert answer["refused"] == [["a.txt", "the server's disk is full"]]
    assert on_disk() == []


def test_disk_that_is_full_when_a_short_file_ends_is_told(desk, monkeypatch):
    class Full:
        def __init__(self, handle: int, mode: str) -> None:
            self.handle = handle

        def write(self, data: bytes) -> None:
            """Kept until the file is closed, as buffers do."""

        def close(self) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("corpus.importing.uploads.receiver.os.fdopen", Full)

    answer = send_json(desk, {"a.txt": TALKS})

    assert answer["refused"] == [["a.txt", "the server's disk is full"]]
    assert on_disk() == []


def test_connection_lost_in_mid_upload_keeps_the_whole_files_alone(desk):
    answer = send(desk, {"a.txt": TALKS, "b.txt": TALKS + b"B"}, cut=True)

    assert answer.status_code == 302
    assert list(Upload.objects.values_list("name", flat=True)) == ["a.txt"]
    assert [path.read_bytes() for path in on_disk()] == [TALKS]


def test_long_name_is_refused(desk):
    answer = send_json(desk, {"n" * 501: TALKS, "a.txt": TALKS})

    assert answer["refused"] == [["n" * 501, "its name is longer than 500 characters"]]
    assert answer["files"] == 1


def test_form_tells_refusals_and_leads_to_the_import(desk, settings):
    limited(settings, file_bytes=1024)

    answer = send(desk, {"a.txt": TALKS, "<big>.txt": b"x" * 1025})
    page = desk.get(answer.url).content.decode()

    assert answer.url == ImportBatch.objects.get().get_absolute_url()
    assert "Not taken: &lt;big&gt;.txt, larger than 1 KB." in page
    assert "1 file, " in page


def test_form_without_a_file_says_so(desk):
    answer = desk.post("/desk/import/files", follow=True)

    assert "No file was chosen." in answer.content.decode()
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize("signed_in", [False, True])
def test_files_of_those_who_may_not_import_never_reach_the_disk(signed_in, monkeypatch):
    # Looking for the form's token is what reads the request.
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "t" * 32
    if signed_in:
        client.force_login(User.objects.create_user("reader"))
    written = "corpus.importing.uploads.receiver.tempfile.mkstemp"
    monkeypatch.setattr(written, lambda **_: pytest.fail("a file was written"))

    send(client, {"a.txt": TALKS})

    assert on_disk() == []


def test_files_sent_elsewhere_never_reach_the_disk(desk, monkeypatch):
    written = "corpus.importing.uploads.receiver.tempfile.mkstemp"
    monkeypatch.setattr(written, lambda **_: pytest.fail("a file was written"))

    send(desk, {"a.txt": TALKS}, "/sign-in")

    assert on_disk() == []


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1536, "1.5 KB"),
        (200 * 2**20, "200 MB"),
        (2**31, "2 GB"),
        (2**42, "4096 GB"),
    ],
)
def test_size_is_told_in_words(size, words):
    assert upload_limits.size_in_words(size) == words
