"""Restoring a backup into an empty data folder, checked before anything takes its place."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.operations import backup
from corpus.operations.backup import BackupError
from corpus.operations.versions import unknown_migrations

#: What a running or stopped site leaves in its folder although it has no archive yet.
_HARMLESS = {
    *(backup.SECRET_KEY, backup.UPLOADS, "index", "metrics", "last_backup.json"),
    *("worker.lock", "worker.heartbeat"),
}


def restore(file: Path, data_dir: Path) -> str:
    """Restore a backup into `data_dir`; return when it was made.

    The folder may hold no database. Everything is unpacked beside it, compared with the
    manifest and checked first. Raises BackupError; then the folder is as it was.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = sorted(path.name for path in data_dir.iterdir() if path.name not in _HARMLESS)
    if found:
        raise BackupError(
            f"{data_dir} is in use (it holds {found[0]}). Restore into an empty folder, then "
            "point DATELINE_DATA at it."
        )
    try:
        with tempfile.TemporaryDirectory(dir=data_dir.parent, prefix=".restore-") as folder:
            unpacked = Path(folder)
            manifest = _unpack(file, unpacked)
            _check(unpacked, manifest)
            _put_in_place(unpacked, data_dir)
    except (OSError, tarfile.TarError, EOFError) as error:
        raise BackupError(f"{file} cannot be restored: {error}") from error
    return str(manifest["made"])


def _unpack(file: Path, folder: Path) -> dict[str, Any]:
    """Unpack all members that the manifest names; return the manifest."""
    with tarfile.open(file, "r:*") as archive:
        first = archive.next()
        if first is None or first.name != backup.MANIFEST:
            raise BackupError(f"{file} is not a backup of Dateline.")
        read = archive.extractfile(first)
        manifest: dict[str, Any] = json.loads(read.read()) if read else {}
        if manifest.get("format") != backup.FORMAT:
            raise BackupError(f"{file} was made by a newer version of Dateline.")
        for member in archive:
            if member.name == backup.MANIFEST:
                continue
            if member.name not in manifest["members"] or not member.isfile():
                raise BackupError(f"{file} holds {member.name}, which no backup has.")
            if ".." in PurePosixPath(member.name).parts:
                raise BackupError(f"{file} holds a path that leads out of the folder.")
            archive.extract(member, folder, filter="data")
    return manifest


def _check(folder: Path, manifest: dict[str, Any]) -> None:
    for name, digest in manifest["members"].items():
        path = folder / name
        if not path.is_file() or backup.digest_of(path) != digest:
            raise BackupError(f"{name} is damaged in this backup; nothing was restored.")
    if unknown := unknown_migrations(manifest["migrations"]):
        raise BackupError(
            f"This backup is from a newer version of Dateline (it has {unknown[0]}). "
            "Install that version first."
        )
    with contextlib.closing(sqlite3.connect(folder / backup.DATABASE)) as opened:
        if problem := backup.check_database(opened):
            raise BackupError(f"The database in this backup is damaged: {problem}")


def _put_in_place(unpacked: Path, data_dir: Path) -> None:
    """Move everything into the folder, the database last: until then it counts as empty."""
    shutil.rmtree(data_dir / "index", ignore_errors=True)
    if (unpacked / backup.UPLOADS).is_dir():
        shutil.rmtree(data_dir / backup.UPLOADS, ignore_errors=True)
        (unpacked / backup.UPLOADS).rename(data_dir / backup.UPLOADS)
    if (unpacked / backup.SECRET_KEY).is_file():
        (unpacked / backup.SECRET_KEY).replace(data_dir / backup.SECRET_KEY)
    database = unpacked / backup.DATABASE
    database.chmod(0o600)
    database.replace(data_dir / backup.DATABASE)
