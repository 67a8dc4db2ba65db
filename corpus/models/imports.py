"""Imports, and what failed in them."""

from __future__ import annotations

from django.db import models


class ImportBatch(models.Model):
    """One run of an import, and what came of it."""

    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)
    paths = models.JSONField(default=list)
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-started",)
        verbose_name_plural = "import batches"

    def __str__(self) -> str:
        return f"Import of {self.started:%Y-%m-%d %H:%M}"


class ImportFailure(models.Model):
    """A file, or a record in one, that could not be read, and why."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="failures")
    path = models.TextField()
    reason = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"
