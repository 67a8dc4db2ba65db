"""Databases of newer versions are refused: an older program would misread them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.migrations.loader import MigrationLoader

#: Apps whose tables Dateline itself defines. Others may come and go with their libraries.
_APPS = ("corpus", "search")


class NewerDatabaseError(Exception):
    """The database was written by a newer version."""


def unknown_migrations(applied: Iterable[str]) -> list[str]:
    """Return those of `applied` ("app.name") that this version does not have."""
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations or {}}
    known |= {
        f"{app}.{name}"
        for migration in (loader.disk_migrations or {}).values()
        for app, name in migration.replaces
    }
    ours = (name for name in applied if name.split(".")[0] in _APPS)
    return sorted(set(ours) - known)


def refuse_newer_database() -> None:
    """Raise NewerDatabaseError where this version does not know the database's tables."""
    applied = MigrationLoader(connection).applied_migrations
    if unknown := unknown_migrations(f"{app}.{name}" for app, name in applied):
        raise NewerDatabaseError(
            f"This data folder was written by a newer version of Dateline (it has {unknown[0]}). "
            "Install that version, or restore a backup made before the upgrade."
        )
