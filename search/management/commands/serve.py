"""`manage.py serve [--port N]`: get everything ready, then serve."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search.web import serving


class Command(BaseCommand):
    help = "Prepare database, sample articles and index, then serve the pages."
    # The tables that checks look at may not be there yet.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument(
            "--without-worker", action="store_true", help="run `worker` elsewhere instead"
        )

    def handle(self, *args: Any, port: int, host: str, **options: Any) -> None:
        serving.refuse_busy_port(port, host)
        serving.prepare(self.stdout)
        serving.serve(port, host, with_worker=not options["without_worker"])
