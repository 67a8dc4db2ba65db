"""The log of changes to equal words."""

from __future__ import annotations

from django.db import models

from corpus.models.change import ChangeSet
from corpus.models.synonyms.synonym_set import MAX_KEY_LENGTH


class SynonymChange(models.Model):
    """One set of equal words that was switched on or off by a change set.

    A set that is new was off `before`.
    """

    change_set = models.ForeignKey(
        ChangeSet, on_delete=models.CASCADE, related_name="synonym_changes"
    )
    key = models.CharField(max_length=MAX_KEY_LENGTH)
    words = models.JSONField(default=list)
    before = models.BooleanField()
    after = models.BooleanField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{' = '.join(self.words)}: {'on' if self.after else 'off'}"
