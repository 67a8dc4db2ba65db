"""Searches that were frozen to be cited."""

from __future__ import annotations

from django.db import models
from django.urls import reverse


class FrozenSearch(models.Model):
    """A search and what it found on a day. Rows are written once and never changed."""

    key = models.CharField(max_length=16, unique=True)
    # The parameters of its address, as `SearchQuery.to_params` orders them.
    parameters = models.TextField(blank=True)
    reading = models.TextField(help_text="How the query was read, in words.")
    # A list of [key, title, date, source] in the order shown, as JSON text: byte for byte.
    articles = models.TextField()
    total = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64, help_text="SHA-256 of `articles`.")
    generation = models.PositiveIntegerField(help_text="Of the index that answered.")
    made = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("frozen_search", args=(self.key,))
