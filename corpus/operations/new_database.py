"""A data folder that is new: its tables are made by whoever comes first."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from corpus.operations.versions import refuse_newer_database


class OutdatedDatabaseError(Exception):
    """The database was written by an older version, and has to be brought up to date first."""


def prepare_database() -> bool:
    """Make the tables of a new database; return whether it was new.

    Raises OutdatedDatabaseError for one of an older version, which nobody but its operator
    should change, and NewerDatabaseError for one of a newer version.
    """
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        call_command("migrate", interactive=False, verbosity=0)
        return True
    refuse_newer_database()
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise OutdatedDatabaseError(
            "This data folder was written by an older version of Dateline. Make a backup "
            "(`manage.py backup`), then run `manage.py migrate`, or `make run`, which does so."
        )
    return False
