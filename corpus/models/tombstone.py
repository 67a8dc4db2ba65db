"""What was deleted for good, so that its file does not bring it back."""

from __future__ import annotations

from django.db import models


class Tombstone(models.Model):
    """An article that is gone: where it was read from, and the hash of what stood there."""

    origin = models.TextField(unique=True)
    content_hash = models.CharField(max_length=64, db_index=True)
    deleted = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.origin
