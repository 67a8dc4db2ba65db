"""`manage.py doctor [--repair]`: do database and index agree?"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines.base import EngineError
from search.indexing.doctor import doctor


class Command(BaseCommand):
    """Exit status: 0 when they agree (with --repair: afterwards), 1 otherwise."""

    help = "Compare database and index, and name every difference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="set right what is found")

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        try:
            found = doctor(repair=repair)
            left = doctor() if repair and found else found
        except EngineError as error:
            raise CommandError(str(error)) from error
        for difference in found:
            self.stdout.write(str(difference))
        if repair and found:
            self.stdout.write(f"repaired {len(found) - len(left):,} of {len(found):,}")
        if left:
            sys.exit(1)
        self.stdout.write("database and index agree")
