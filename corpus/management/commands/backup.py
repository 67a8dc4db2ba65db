"""`manage.py backup TARGET [--keep N]`: write a backup, also while the site runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from corpus.operations.backup import BackupError, back_up


class Command(BaseCommand):
    help = "Write a backup of the archive to a file, or under a dated name into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path)
        parser.add_argument(
            "--keep", type=int, default=0, help="in a folder: remove all but the newest N"
        )

    def handle(self, *args: Any, target: Path, keep: int, **options: Any) -> None:
        try:
            made = back_up(target, keep=keep)
        except BackupError as error:
            raise CommandError(str(error)) from error
        for path in made.removed:
            self.stdout.write(f"removed {path}")
        self.stdout.write(f"wrote {made.path} ({made.size:,} bytes)")
