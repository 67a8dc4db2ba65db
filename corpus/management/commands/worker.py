"""`manage.py worker`: do the background jobs, beside a web server of one's own."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from corpus.importing.uploads.upload_store import sweep
from corpus.jobs.supervised import end_with_supervisor
from corpus.jobs.worker import work


class Command(BaseCommand):
    help = "Do background jobs (imports and the like) until stopped. `make run` runs one."

    def handle(self, *args: Any, **options: Any) -> None:
        end_with_supervisor()
        sweep()
        work()
