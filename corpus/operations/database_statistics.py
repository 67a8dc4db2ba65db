"""What SQLite knows of its tables: it chooses indexes by it."""

from __future__ import annotations

import contextlib

from django.db import OperationalError, connection

#: Rows that are looked at for each index: some milliseconds for all of them.
_LIMIT = 1_000


def refresh_statistics() -> None:
    """Count anew how many rows share a value of each index.

    Without these counts SQLite guesses, and may take an index whose rows are all alike. Does
    nothing for other databases, which count for themselves.
    """
    if connection.vendor != "sqlite":
        return
    # Where somebody else is writing, the next start or import does it.
    with contextlib.suppress(OperationalError), connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={_LIMIT}")
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA optimize")
