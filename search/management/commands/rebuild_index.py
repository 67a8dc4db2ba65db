"""`manage.py rebuild_index`: a new index beside the live one, then the switch."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.indexing import drain


class Command(BaseCommand):
    help = "Build a new index from the database while the old one answers, then switch."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(f"rebuilt with {drain.rebuild():,} articles")
        except EngineError as error:
            raise CommandError(str(error)) from error
