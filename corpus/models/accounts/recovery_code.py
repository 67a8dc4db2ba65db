"""Recovery codes: each signs its owner in once when the authenticator is lost."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class RecoveryCode(models.Model):
    """A code by its SHA-256: it has 80 random bits, so a fast hash gives nothing away."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("owner", "digest"), name="recovery_code_once"),
        )

    def __str__(self) -> str:
        return f"recovery code {self.pk} of {self.owner_id}"
