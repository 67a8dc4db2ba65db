"""Feeds: addresses of RSS and Atom files that are read again and again."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone

from corpus.models.import_batch import ImportBatch

#: After a success a feed rests so long, whoever asks; each failure in a row doubles it.
REST = dt.timedelta(minutes=30)
LONGEST_REST = dt.timedelta(days=1)
_MAX_RESULT_CHARS = 500


class FeedManager(models.Manager["Feed"]):
    """Feeds, and which of them are to be read now."""

    def due(self, now: dt.datetime) -> models.QuerySet[Feed]:
        """Those whose rest is over, longest waiting first."""
        return self.filter(active=True, due__lte=now).order_by("due", "pk")

    def claim(self, feed: Feed) -> bool:
        """Take a feed for reading; False where another process took it meanwhile."""
        taken = self.filter(pk=feed.pk, due=feed.due).update(due=timezone.now() + REST)
        return bool(taken)


class Feed(models.Model):
    """A feed, and how it fared when it was last read.

    Its articles' origins begin with its address, so that never changes: a feed that moved
    is another feed.
    """

    address = models.URLField(
        max_length=500,
        unique=True,
        error_messages={"unique": "This feed is in the list already."},
    )
    source = models.CharField(
        max_length=200,
        blank=True,
        help_text="The source its articles are from; else the feed's own title.",
    )
    active = models.BooleanField(default=True)
    # As its server stated them; sent back, so that it can answer "not modified".
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    fetched = models.DateTimeField(null=True, blank=True, editable=False)
    due = models.DateTimeField(default=timezone.now, editable=False)
    result = models.CharField(max_length=_MAX_RESULT_CHARS, blank=True, editable=False)
    failures = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often in a row it could not be read."
    )
    # The last import that brought something.
    batch = models.ForeignKey(
        ImportBatch,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="feeds",
    )

    objects = FeedManager()

    class Meta:
        ordering = ("address",)

    def __str__(self) -> str:
        return self.source or self.address

    @property
    def state(self) -> str:
        """How it fares, in a word: "active", "failing", "paused" or "new"."""
        if not self.active:
            return "paused"
        if self.failures:
            return "failing"
        return "active" if self.fetched else "new"

    def succeed(self, result: str) -> None:
        """Note that it was read, and what came of it."""
        self._note(result, failures=0, rest=REST)

    def fail(
        self, reason: str, *, at_least: dt.timedelta = dt.timedelta(), gone: bool = False
    ) -> None:
        """Note why it could not be read, and let it rest longer than the time before.

        `at_least` is what its server asked for; more than a day is not taken at its word.
        A feed that is `gone` is not asked again until somebody says so.
        """
        doubled = REST * 2 ** min(self.failures, 10)
        if gone:
            self.active = False
            Feed.objects.filter(pk=self.pk).update(active=False)
        rest = min(max(doubled, at_least), LONGEST_REST)
        self._note(reason, failures=self.failures + 1, rest=rest)

    def _note(self, result: str, *, failures: int, rest: dt.timedelta) -> None:
        """Write how it fared, and nothing that somebody may have changed meanwhile."""
        self.result = result[:_MAX_RESULT_CHARS]
        self.failures = failures
        self.fetched = timezone.now()
        self.due = self.fetched + rest
        written = ("result", "failures", "fetched", "due", "etag", "last_modified", "batch_id")
        Feed.objects.filter(pk=self.pk).update(**{name: getattr(self, name) for name in written})
