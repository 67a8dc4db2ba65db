"""Bulk edits: the same change of many articles, first looked at, then done."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from corpus.models.change import ChangeSet
from corpus.models.job import Job


class BulkEdit(models.Model):
    """What is to be set, and in which articles: frozen when it was first looked at.

    Articles that changed after `frozen` are left alone.
    """

    #: The search in words, and its address.
    search = models.TextField()
    search_url = models.TextField()
    article_ids = models.JSONField(default=list)
    #: As of `corpus.curation.bulk_changes.Wanted`.
    wanted = models.JSONField(default=dict)
    frozen = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    change_set = models.ForeignKey(
        ChangeSet, null=True, on_delete=models.SET_NULL, related_name="bulk_edits"
    )
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{len(self.article_ids)} articles of {self.search}"
