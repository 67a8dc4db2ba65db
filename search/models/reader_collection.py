"""Collections: articles that a reader put together, in an order, with notes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.crypto import get_random_string

MAX_NOTE_CHARS = 20_000
_KEY_LENGTH = 20


def new_collection_key() -> str:
    """Return a key that nobody guesses: who knows a shared collection's address may read it."""
    return get_random_string(_KEY_LENGTH)


class ReaderCollection(models.Model):
    """A reader's collection; `shared` lets everybody read it who knows its address."""

    key = models.CharField(max_length=_KEY_LENGTH, unique=True, default=new_collection_key)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="collections"
    )
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True, max_length=MAX_NOTE_CHARS)
    shared = models.BooleanField(default=False)
    made = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("collection_page", args=(self.key,))


class CollectionItem(models.Model):
    """An article in a collection. `title` names it where the archive no longer has it."""

    collection = models.ForeignKey(ReaderCollection, on_delete=models.CASCADE, related_name="items")
    article_key = models.CharField(max_length=20)
    title = models.TextField()
    note = models.TextField(blank=True, max_length=MAX_NOTE_CHARS)
    position = models.PositiveIntegerField()
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("collection", "article_key"), name="article_once_in_collection"
            ),
        )

    def __str__(self) -> str:
        return self.title
