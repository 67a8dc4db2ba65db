"""Personal tokens, by which programs and feed readers read for somebody."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ReaderToken(models.Model):
    """A token that was shown once; only its digest is kept. It allows reading, nothing else."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reader_tokens"
    )
    label = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token.")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("label", "pk")

    def __str__(self) -> str:
        return self.label
