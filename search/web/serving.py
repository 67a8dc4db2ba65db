"""From a fresh checkout to a page that answers: what `make run` does after set-up."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper

from config import static_files, supervisor
from corpus.accounts.roles import has_administrator
from corpus.importing.pipeline import ingest
from corpus.importing.progress_bar import progress_bar
from corpus.models import ImportBatch
from corpus.operations.database_statistics import refresh_statistics
from corpus.operations.sample_articles import samples_folder
from corpus.operations.versions import NewerDatabaseError, refuse_newer_database
from search.engines.base import EngineError
from search.indexing import drain


def prepare(out: OutputWrapper) -> None:
    """Bring database, sample articles and index up to date; each step does only what is left.

    The samples go only into an archive that nothing else was imported into. A first start
    that was cut short goes on where it stopped. Raises CommandError where a newer version wrote
    the database.
    """
    try:
        refuse_newer_database()
    except NewerDatabaseError as error:
        raise CommandError(str(error)) from error
    call_command("migrate", interactive=False, verbosity=0)
    call_command("clearsessions")
    samples = samples_folder()
    if samples.is_dir() and _wants_samples(samples):
        out.write("Importing the sample articles.")
        with progress_bar(out) as progress:
            report = ingest([samples], progress)
        out.write(report.summary)
    try:
        drain.drain()
    except EngineError as error:
        # The pages say so too, and everything but searching still works.
        out.write(f"The search index is not available: {error}")
    refresh_statistics()
    if not has_administrator():
        out.write("Nobody may curate yet: `manage.py createsuperuser` makes an administrator.")


def _wants_samples(samples: Path) -> bool:
    """Return whether nothing was ever imported but, in part, the samples."""
    begun = ImportBatch.objects.values_list("paths", "finished")
    return all(finished is None and paths == [str(samples)] for paths, finished in begun)


def refuse_busy_port(port: int, host: str) -> None:
    """Raise CommandError, with what to do, where nothing can listen at this port."""
    try:
        socket.create_server((host, port)).close()
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CommandError(
            f"Cannot listen on port {port}: {reason}. Something else may be using it, perhaps "
            f"Dateline itself. Choose another port: PORT={port % 65_000 + 1} make run"
        ) from error


def serve(port: int, host: str = "127.0.0.1", *, with_worker: bool = True) -> None:
    """Become the supervisor of web servers and worker; does not return on POSIX."""
    with contextlib.suppress(OSError):  # Without a place to write, they are served as they lie.
        static_files.collect(settings.STATIC_FOLDER)
    os.environ["PORT"] = str(port)
    # The children start in another folder: the data folder must not depend on it.
    os.environ["DATELINE_DATA"] = str(settings.DATA_DIR)
    os.chdir(settings.BASE_DIR)
    command = supervisor.command(host, port, settings.DATA_DIR, with_worker=with_worker)
    if os.name == "posix":
        os.execv(sys.executable, command)  # noqa: S606
    sys.exit(subprocess.call(command))
