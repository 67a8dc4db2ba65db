"""Equal words as editors keep them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import models

MAX_KEY_LENGTH = 32


def synonym_key(words: Iterable[str]) -> str:
    """Return the key of a set of words, whatever their order and case."""
    written = "\n".join(sorted({" ".join(word.split()).casefold() for word in words}))
    return hashlib.blake2b(written.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class SynonymSet(models.Model):
    """Words that a search for one of them finds too.

    A set that is not `active` adds nothing; with the words of a set that comes with the
    program, it switches that one off. No row is deleted: what is removed is inactive.
    """

    key = models.CharField(max_length=MAX_KEY_LENGTH, unique=True, editable=False)
    #: As typed, in the order of the list.
    words = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return " = ".join(self.words)
