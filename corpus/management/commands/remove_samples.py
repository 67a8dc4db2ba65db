"""`manage.py remove_samples`: undo the import of the sample articles."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from corpus.operations.sample_articles import remove_samples


class Command(BaseCommand):
    help = "Remove the sample articles that came with the first start."

    def handle(self, *args: Any, **options: Any) -> None:
        removed = remove_samples()
        self.stdout.write(f"removed {removed} sample articles" if removed else "no samples held")
