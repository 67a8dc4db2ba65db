"""`manage.py index [--follow]`: bring the index up to date with the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines.base import EngineError
from search.indexing import drain


class Command(BaseCommand):
    help = "Index the articles that wait in the outbox."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--follow", action="store_true", help="go on until stopped, looking every second"
        )

    def handle(self, *args: Any, follow: bool, **options: Any) -> None:
        if follow:
            drain.follow(self.stdout.write)
        try:
            self.stdout.write(f"indexed {drain.drain():,}")
        except EngineError as error:
            raise CommandError(str(error)) from error
