"""The outbox: which articles the index has yet to hear of."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from corpus import outbox


class OutboxManager(models.Manager["OutboxEntry"]):
    """Queues articles for the index."""

    def queue(self, article_ids: Iterable[int]) -> None:
        """Note that these articles changed; the index hears of it after the commit."""
        entries = self.bulk_create([OutboxEntry(article_id=pk) for pk in article_ids])
        if entries:
            outbox.announce(len(entries))


class OutboxEntry(models.Model):
    """An entry says "article 7 changed", never what changed: order does not matter."""

    article_id = models.BigIntegerField()
    queued = models.DateTimeField(auto_now_add=True)

    objects = OutboxManager()

    class Meta:
        verbose_name_plural = "outbox entries"

    def __str__(self) -> str:
        return f"article {self.article_id}"
