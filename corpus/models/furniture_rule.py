"""Lines that editors left out or brought back, kept for what is imported later."""

from __future__ import annotations

from django.db import models

from corpus.models.change import ChangeSet
from corpus.models.source import Source


class FurnitureRule(models.Model):
    """What an editor decided about a line, wherever it stands within the scope.

    A later rule outweighs an earlier one of the same scope, a narrower scope a wider one.
    """

    class Scope(models.TextChoices):
        ARTICLE = "article", "only here"
        SOURCE = "source", "this source"
        EVERYWHERE = "everywhere", "everywhere"

    #: As of `corpus.boilerplate.cleaning.fold`.
    folded = models.TextField()
    text = models.TextField(help_text="The line as it stood where it was marked.")
    hide = models.BooleanField(help_text="Left out; else brought back.")
    scope = models.CharField(max_length=10, choices=Scope)
    article = models.ForeignKey(
        "corpus.Article", null=True, on_delete=models.CASCADE, related_name="furniture_rules"
    )
    source = models.ForeignKey(
        Source, null=True, on_delete=models.CASCADE, related_name="furniture_rules"
    )
    change_set = models.ForeignKey(
        ChangeSet, on_delete=models.CASCADE, related_name="furniture_rules"
    )
    #: Off while the change set that made it is undone.
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{'leave out' if self.hide else 'keep'} \u201c{self.text[:60]}\u201d"
