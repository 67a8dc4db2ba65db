"""`manage.py restore FILE`: put a backup into an empty data folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from corpus.operations.backup import BackupError
from corpus.operations.restore import restore


class Command(BaseCommand):
    help = "Restore a backup into the data folder, which may hold no database."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            made = restore(file, settings.DATA_DIR)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"restored the archive as of {made}; the index is built at the next start"
        )
