"""`manage.py fetch_feeds`: read the feeds whose rest is over."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from corpus.feeds.fetch_run import fetch_feeds
from corpus.models import Feed


class Command(BaseCommand):
    """Exit status: 0 when all went well, 1 where something failed, 2 for bad arguments."""

    help = "Read RSS and Atom feeds. A feed rests half an hour, longer after failures."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "addresses", nargs="*", metavar="ADDRESS", help="only these feeds of the list"
        )
        parser.add_argument(
            "--now", action="store_true", help="also feeds that rest, and not only those due"
        )

    def handle(self, *args: Any, addresses: list[str], now: bool, **options: Any) -> None:
        feeds = Feed.objects.filter(active=True) if now else Feed.objects.due(timezone.now())
        if addresses:
            listed = Feed.objects.filter(address__in=addresses)
            unknown = set(addresses) - set(listed.values_list("address", flat=True))
            if unknown:
                raise CommandError(f"not in the list: {', '.join(sorted(unknown))}", returncode=2)
            feeds = feeds.filter(address__in=addresses)
        result = fetch_feeds(list(feeds))
        for line in result.lines():
            self.stdout.write(line)
        if result.failed or result.report.failed:
            sys.exit(1)
