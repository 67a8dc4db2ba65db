"""`manage.py reread`: read stored originals again by today's rules."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from corpus.rereading.reread import Rereading, articles_to_reread, rereadings
from corpus.rereading.reread_job import start_reread

_SHOWN_CHARS = 70


class Command(BaseCommand):
    """Without --dry-run a background job is begun; the desk shows it and can undo it."""

    help = "Read the stored originals of articles again, as parsers and rules are by now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would change; store nothing"
        )
        parser.add_argument("--source", default="", help="only the articles of this source")
        parser.add_argument(
            "--origin", default="", metavar="PREFIX", help="only those whose origin begins so"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source, origin = options["source"], options["origin"]
        if not options["dry_run"]:
            batch = start_reread(source, origin)
            self.stdout.write(f"Begun as a job: {batch.get_absolute_url()}")
            return
        counts: Counter[str] = Counter()
        reasons: Counter[str] = Counter()
        for lot in rereadings(articles_to_reread(source, origin)):
            for one in lot:
                self._tell(one)
                counts["articles"] += 1
                counts["changed"] += bool(one.changes)
                reasons.update([one.reason] if one.reason else [])
                counts.update(name for name, *_ in one.changes)
        self.stdout.write(f"{counts.pop('changed', 0):,} of {counts.pop('articles', 0):,} change")
        for name, count in counts.most_common():
            self.stdout.write(f"  {name}: {count:,}")
        for reason, count in reasons.most_common():
            self.stdout.write(f"  not read again: {count:,}: {reason}")

    def _tell(self, one: Rereading) -> None:
        if not one.changes:
            return
        self.stdout.write(f"{one.article.pk} {one.article.origin}")
        for name, before, after in one.changes:
            self.stdout.write(f"    {name}: {_short(before, after)} -> {_short(after, before)}")


def _short(text: str, other: str) -> str:
    """The part of a value that differs from another, on one line."""
    same = 0
    while same < min(len(text), len(other)) and text[same] == other[same]:
        same += 1
    start = max(0, same - _SHOWN_CHARS // 2) if len(text) > _SHOWN_CHARS else 0
    shown = " ".join(text[start : start + _SHOWN_CHARS].split())
    return f"“{'…' if start else ''}{shown}{'…' if len(text) > start + _SHOWN_CHARS else ''}”"
