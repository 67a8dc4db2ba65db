"""`manage.py ingest PATH...`: import files, folders, archives and standard input."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from corpus.ingest import ingest, preview
from corpus.report import IngestReport
from corpus.terminal import described, field_names, progress_bar
from corpus.watching import watch


class Command(BaseCommand):
    """Exit status: 0 when all went well, 1 where something failed, 2 for bad arguments."""

    help = "Import articles. Run again, it continues where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths",
            nargs="+",
            metavar="PATH",
            help="a file, a folder, an archive, or - for standard input",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what each would become; store nothing"
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=NAME",
            help="what a dump calls a field: title=kicker",
        )
        parser.add_argument(
            "--report", metavar="FILE", help="write failures and their reasons as CSV"
        )
        parser.add_argument(
            "--watch", action="store_true", help="keep reading the folders as files come"
        )

    def handle(self, *args: Any, paths: list[str], **options: Any) -> None:
        try:
            called = field_names(options["map"])
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        if options["watch"]:
            watch(paths, lambda report: self._tell(report, options["report"]), called)
            return
        if options["dry_run"]:
            report = preview(paths, lambda one: self.stdout.write(described(one)), called)
        else:
            with progress_bar(self.stdout) as progress:
                report = ingest(paths, progress, called)
        self._tell(report, options["report"])
        if report.failed:
            sys.exit(1)

    def _tell(self, report: IngestReport, file: str | None) -> None:
        for line in report.lines():
            self.stdout.write(line)
        if file:
            report.write_csv(file)
