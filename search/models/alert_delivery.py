"""Messages about new articles: written down before it is sent."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class AlertDelivery(models.Model):
    """One message. Each article that a saved search found is in one delivery for each way.

    `message_id` stays the same at every attempt, so a mailbox can tell a repetition.
    """

    saved_search = models.ForeignKey(
        "search.SavedSearch", on_delete=models.CASCADE, related_name="deliveries"
    )
    by_webhook = models.BooleanField(default=False)
    article_keys = models.JSONField(default=list)
    message_id = models.CharField(max_length=200, unique=True)
    made = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt = models.DateTimeField(default=timezone.now, db_index=True)
    sent = models.DateTimeField(null=True, blank=True, db_index=True)
    gave_up = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.message_id

    @property
    def recipient(self) -> str:
        """Where it goes, "" where its owner no longer wants it."""
        return self.saved_search.recipient(self.by_webhook)
