"""`manage.py ingest PATH...`: import files and folders."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from corpus.ingest import ingest
from corpus.terminal import progress_bar


class Command(BaseCommand):
    """Exit status: 0 when all went well, 1 where something failed, 2 for bad arguments."""

    help = "Import articles from files and folders. Run again, it continues where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")

    def handle(self, *args: Any, paths: list[str], **options: Any) -> None:
        with progress_bar(self.stdout) as progress:
            report = ingest(paths, progress)
        for line in report.lines():
            self.stdout.write(line)
        if report.failed:
            sys.exit(1)
