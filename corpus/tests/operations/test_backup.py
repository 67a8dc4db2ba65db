"""A backup holds all that matters; a restore checks it first and replaces nothing."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from corpus.operations import backup
from corpus.operations.backup import BackupError, back_up
from corpus.operations.restore import restore

pytestmark = pytest.mark.process


@pytest.fixture
def archive(tmp_path: Path, settings: Any) -> Path:
    """A data folder with a database of one row, a secret key and a waiting upload."""
    folder = tmp_path / "data"
    (folder / "uploads" / "7").mkdir(parents=True)
    (folder / "uploads" / "7" / "0").write_text("waiting")
    (folder / "secret_key").write_text("secret")
    with closing(sqlite3.connect(folder / "dateline.sqlite3")) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("CREATE TABLE article (title TEXT)")
        opened.executemany("INSERT INTO article VALUES (?)", [("Talks " * 50,)] * 2_000)
        opened.commit()
    settings.DATA_DIR = folder
    settings.CORPUS = replace(settings.CORPUS, uploads_dir=folder / "uploads")
    settings.DATABASES = {"default": {"NAME": str(folder / "dateline.sqlite3")}}
    return folder


@pytest.fixture(autouse=True)
def _no_migrations(monkeypatch):
    monkeypatch.setattr(backup, "_applied", lambda: [("corpus", "0001_initial")])


def titles(folder: Path) -> int:
    with sqlite3.connect(folder / "dateline.sqlite3") as opened:
        return int(opened.execute("SELECT COUNT(*) FROM article").fetchone()[0])


def content_of(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    opened = archive.extractfile(member)
    assert opened is not None
    return opened.read()


def changed(path: Path, name: str, content: bytes) -> Path:
    """Write a copy of a backup with one member's content replaced."""
    copy = path.with_name("changed.tar.gz")
    with tarfile.open(path) as read, tarfile.open(copy, "w:gz") as write:
        for member in read:
            data = content if member.name == name else content_of(read, member)
            member.size = len(data)
            write.addfile(member, io.BytesIO(data))
    return copy


def test_backup_is_restored_whole(archive, tmp_path):
    made = back_up(tmp_path / "backup.tar.gz")
    target = tmp_path / "restored"

    restore(made.path, target)

    assert titles(target) == 2_000
    assert (target / "secret_key").read_text() == "secret"
    assert (target / "uploads" / "7" / "0").read_text() == "waiting"
    assert oct((target / "dateline.sqlite3").stat().st_mode & 0o777) == "0o600"


def test_backup_holds_changes_that_are_only_in_the_log(archive, tmp_path):
    writer = sqlite3.connect(archive / "dateline.sqlite3")
    writer.execute("INSERT INTO article VALUES ('new')")
    writer.commit()

    restore(back_up(tmp_path / "backup.tar.gz").path, tmp_path / "restored")

    assert titles(tmp_path / "restored") == 2_001
    writer.close()


def test_backup_is_private(archive, tmp_path):
    made = back_up(tmp_path / "backup.tar.gz")

    assert oct(made.path.stat().st_mode & 0o777) == "0o600"


def test_folder_keeps_the_newest_backups(archive, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"dateline-2026010{day}-000000.tar.gz").touch()

    made = back_up(folder, keep=2)

    assert sorted(folder.iterdir()) == [folder / "dateline-20260103-000000.tar.gz", made.path]
    assert len(made.removed) == 2


def test_backup_never_replaces_a_file(archive, tmp_path):
    (tmp_path / "backup.tar.gz").write_text("mine")

    with pytest.raises(BackupError, match="exists already"):
        back_up(tmp_path / "backup.tar.gz")

    assert (tmp_path / "backup.tar.gz").read_text() == "mine"


def test_damaged_database_is_not_backed_up(archive, tmp_path):
    path = archive / "dateline.sqlite3"
    data = bytearray(path.read_bytes())
    data[40_000:60_000] = b"\xff" * 20_000
    path.write_bytes(data)

    with pytest.raises(BackupError, match="damaged"):
        back_up(tmp_path / "backup.tar.gz")

    assert [each.name for each in tmp_path.iterdir()] == ["data"]


def test_postgresql_is_left_to_its_own_tools(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "connection", SimpleNamespace(vendor="postgresql"))

    with pytest.raises(BackupError, match="pg_dump"):
        back_up(tmp_path / "backup.tar.gz")


def test_restore_refuses_a_folder_in_use(archive, tmp_path):
    made = back_up(tmp_path / "backup.tar.gz")

    with pytest.raises(BackupError, match="is in use"):
        restore(made.path, archive)

    assert titles(archive) == 2_000


def test_restore_refuses_a_changed_member(archive, tmp_path):
    made = back_up(tmp_path / "backup.tar.gz")

    with pytest.raises(BackupError, match="secret_key is damaged"):
        restore(changed(made.path, "secret_key", b"other!"), tmp_path / "restored")

    assert not (tmp_path / "restored" / "dateline.sqlite3").exists()


def test_restore_refuses_a_backup_of_a_newer_version(archive, tmp_path):
    made = back_up(tmp_path / "backup.tar.gz")
    with tarfile.open(made.path) as read:
        manifest = json.loads(content_of(read, read.getmember("manifest.json")))
    manifest["migrations"].append("corpus.9999_from_the_future")
    newer = changed(made.path, "manifest.json", json.dumps(manifest).encode())

    with pytest.raises(BackupError, match="newer version of Dateline"):
        restore(newer, tmp_path / "restored")


@pytest.mark.parametrize(
    "content",
    [b"", b"not a backup", gzip.compress(b"nor is this")],
    ids=["empty", "text", "packed text"],
)
def test_restore_refuses_what_is_no_backup(tmp_path, content):
    (tmp_path / "file").write_bytes(content)

    with pytest.raises(BackupError):
        restore(tmp_path / "file", tmp_path / "restored")


def test_restore_refuses_a_backup_that_was_cut_short(archive, tmp_path):
    made = back_up(tmp_path / "backup.tar.gz")
    made.path.write_bytes(made.path.read_bytes()[:-2_000])

    with pytest.raises(BackupError):
        restore(made.path, tmp_path / "restored")

    assert not (tmp_path / "restored" / "dateline.sqlite3").exists()
