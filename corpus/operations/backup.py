"""A backup: one file with all that cannot be made again, consistent while the site runs.

The file is a tar archive of `manifest.json` (format, time, version of the tables, SHA-256 of
each member), the database, the secret key and waiting uploads. The index is derived, so it is
not in it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "dateline.sqlite3"
SECRET_KEY = "secret_key"  # noqa: S105  # nosec B105 - the name of a file
UPLOADS = "uploads"
_NOTE = "last_backup.json"
_NAME = "dateline-%Y%m%d-%H%M%S.tar.gz"
# Pages copied between two looks at other writers; SQLite starts anew only if it must.
_PAGES_AT_ONCE = 4_096
_CHUNK_BYTES = 1 << 20


class BackupError(Exception):
    """A backup that cannot be made or restored; the message is for the operator."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup. `size` is in bytes; `removed` are older ones that made room."""

    path: Path
    size: int
    removed: tuple[Path, ...] = ()


def back_up(target: Path, *, keep: int = 0) -> Made:
    """Write a backup to the file `target`, or under a dated name into the folder `target`.

    In a folder, `keep` greater than 0 removes all but the newest so many. Raises BackupError
    where the database is damaged, is not SQLite, or the file cannot be written; then nothing
    is left behind.
    """
    if connection.vendor != "sqlite":
        raise BackupError("This archive is in PostgreSQL: back it up with pg_dump.")
    is_folder = target.is_dir()
    path = target / dt.datetime.now(dt.UTC).strftime(_NAME) if is_folder else target
    if path.exists():
        raise BackupError(f"{path} exists already; a backup never replaces a file.")
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".dateline-") as folder:
            copy = Path(folder, DATABASE)
            _copy_database(copy)
            _write(unfinished, copy)
        unfinished.replace(path)
        _sync_folder(path.parent)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"The backup could not be written: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    size = path.stat().st_size
    _note(size)
    return Made(path, size, _rotate(target, keep) if is_folder and keep > 0 else ())


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When the last backup was finished, and its size in bytes."""

    at: dt.datetime
    size: int


def last_backup() -> LastBackup | None:
    """Return what is known of the last backup, None where there was none."""
    try:
        noted = json.loads((settings.DATA_DIR / _NOTE).read_text(encoding="utf-8"))
        return LastBackup(dt.datetime.fromisoformat(noted["at"]), int(noted["size"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _note(size: int) -> None:
    noted = json.dumps({"at": dt.datetime.now(dt.UTC).isoformat(), "size": size})
    with contextlib.suppress(OSError):  # A read-only folder can be backed up all the same.
        (settings.DATA_DIR / _NOTE).write_text(noted, encoding="utf-8")


def _copy_database(copy: Path) -> None:
    """Copy the database as of one moment, and check the copy."""
    source = sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)
    with contextlib.closing(source), contextlib.closing(sqlite3.connect(copy)) as target:
        source.backup(target, pages=_PAGES_AT_ONCE, sleep=0.01)
        target.execute("PRAGMA journal_mode=DELETE")
        if problems := check_database(target):
            raise BackupError(f"The database is damaged, so it was not backed up: {problems}")


def check_database(opened: sqlite3.Connection) -> str:
    """Return the first problem of a database file, "" where it is sound."""
    try:
        said = str(opened.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if said == "ok" else said


def _write(path: Path, database: Path) -> None:
    members = {DATABASE: database, **dict(_more_members())}
    digests = {name: digest_of(file) for name, file in members.items()}
    manifest = {
        "format": FORMAT,
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "migrations": sorted(f"{app}.{name}" for app, name in _applied()),
        "members": digests,
    }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=1) as archive:
            written = json.dumps(manifest, indent=1).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(written)
            archive.addfile(entry, io.BytesIO(written))
            for name, file in members.items():
                archive.add(file, name, recursive=False)
        raw.flush()
        os.fsync(raw.fileno())


def _more_members() -> Iterator[tuple[str, Path]]:
    key = settings.DATA_DIR / SECRET_KEY
    if key.is_file():
        yield SECRET_KEY, key
    uploads = Path(settings.CORPUS.uploads_dir)
    for file in sorted(uploads.rglob("*")):
        if file.is_file():
            yield f"{UPLOADS}/{file.relative_to(uploads).as_posix()}", file


def _applied() -> list[tuple[str, str]]:
    return list(MigrationRecorder(connection).applied_migrations())


def _rotate(folder: Path, keep: int) -> tuple[Path, ...]:
    backups = sorted(folder.glob("dateline-*.tar.gz"))
    old = tuple(backups[:-keep])
    for path in old:
        path.unlink()
    return old


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
