"""Marks that readers set on articles: stars, what they have read, tags of their own."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ArticleMark(models.Model):
    """One reader's mark on one article; `tag` is its name where it is a tag."""

    class Kind(models.TextChoices):
        STAR = "star", "star"
        READ = "read", "read"
        TAG = "tag", "tag"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="article_marks"
    )
    article_key = models.CharField(max_length=20)
    kind = models.CharField(max_length=4, choices=Kind)
    tag = models.CharField(max_length=60, blank=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "article_key", "kind", "tag"), name="mark_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.tag} of {self.article_key}"
