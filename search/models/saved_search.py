"""Searches that readers keep, and whether they want to hear of new articles."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.crypto import get_random_string

TOKEN_LENGTH = 32


def new_token() -> str:
    """Return a secret that nobody guesses."""
    return get_random_string(TOKEN_LENGTH)


class SavedSearch(models.Model):
    """One reader's search. `parameters` are those of its address."""

    class Alert(models.TextChoices):
        NONE = "none", "never"
        AT_ONCE = "at once", "at once"
        DAILY = "daily", "once a day"
        WEEKLY = "weekly", "once a week"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(max_length=200)
    parameters = models.TextField(blank=True)
    made = models.DateTimeField(auto_now_add=True)
    # The highest id of an article when its owner last looked: later ones are new.
    seen_article = models.BigIntegerField(default=0)
    alert = models.CharField(max_length=8, choices=Alert, default=Alert.NONE)
    address = models.EmailField(blank=True, help_text="Where e-mail goes.")
    webhook = models.CharField(
        max_length=2_000, blank=True, help_text="An address that takes JSON by POST."
    )
    # Every article up to this id was looked at for an alert.
    checked_article = models.BigIntegerField(default=0)
    last_sent = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(
        max_length=300, blank=True, help_text="Why its alerts do not work, for its owner."
    )
    # Whoever has it may end the alert without signing in.
    token = models.CharField(max_length=TOKEN_LENGTH, default=new_token, unique=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def recipient(self, by_webhook: bool) -> str:
        """Return where an alert goes, "" where it does not go that way."""
        return self.webhook if by_webhook else self.address

    @property
    def url(self) -> str:
        """The address of the search."""
        return f"/?{self.parameters}" if self.parameters else "/"
