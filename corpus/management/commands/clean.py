"""`manage.py clean`: apply the cleaning rules as they are now to stored articles."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from corpus import outbox
from corpus.boilerplate.repeated_lines import reclean


class Command(BaseCommand):
    """Hidden lines stay with their articles: what is hidden wrongly can be shown again."""

    help = "Clean stored articles anew: by the rules, and by what recurs in a source's articles."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change; change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with outbox.held(every=settings.CORPUS.announce_every):
            report = reclean(dry_run=options["dry_run"])
        for line in report.lines():
            self.stdout.write(line)
