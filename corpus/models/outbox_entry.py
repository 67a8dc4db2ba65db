"""The outbox: which articles the index has yet to hear of."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils import timezone

from corpus import outbox
from corpus.models.sql.row_insertion import insert_rows


class OutboxManager(models.Manager["OutboxEntry"]):
    """Queues articles for the index."""

    def queue(self, article_ids: Iterable[int]) -> None:
        """Note that these articles changed; the index hears of it after the commit."""
        now = timezone.now()
        rows = [(pk, now) for pk in article_ids]
        if rows:
            insert_rows(OutboxEntry, ("article_id", "queued"), rows)
            outbox.announce(len(rows))


class OutboxEntry(models.Model):
    """An entry says "article 7 changed", never what changed: order does not matter."""

    article_id = models.BigIntegerField()
    queued = models.DateTimeField(auto_now_add=True)

    objects = OutboxManager()

    class Meta:
        verbose_name_plural = "outbox entries"

    def __str__(self) -> str:
        return f"article {self.article_id}"
