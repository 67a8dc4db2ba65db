"""The archive's tables, and the two doors through which they are written.

`Article.objects.store()` and `Article.objects.discard()` write an article's rows and its
outbox entry in one transaction. Everything that changes articles goes through them, so
the index can always catch up: it is derived, the database is the truth.
"""

from __future__ import annotations

import calendar
import datetime as dt

from django.db import models
from django.urls import reverse
from django.utils.text import slugify


class Source(models.Model):
    """An outlet that articles come from."""

    name = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


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


class Article(models.Model):
    """One article: its text as shown and indexed, and where each fact about it came from."""

    class TitleOrigin(models.TextChoices):
        STATED = "stated", "stated in the file"
        DERIVED = "derived", "derived from the first sentence"
        EDITOR = "editor", "set by an editor"

    class Precision(models.TextChoices):
        DAY = "day", "day"
        MONTH = "month", "month"
        YEAR = "year", "year"
        NONE = "none", "undated"

    class DateOrigin(models.TextChoices):
        HEADER = "header", "the file's header"
        METADATA = "metadata", "metadata"
        URL = "url", "the address"
        DATELINE = "dateline", "the dateline"
        FILENAME = "filename", "the file name"
        EDITOR = "editor", "an editor"
        NONE = "none", "not known"

    title = models.TextField()
    title_origin = models.CharField(max_length=8, choices=TitleOrigin)
    # Without hidden lines: exactly what is indexed, so that token positions fit.
    text = models.TextField()
    hidden_lines = models.JSONField(
        default=list, blank=True, help_text="A list of {line, text, reason}."
    )
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )
    author = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    language = models.CharField(max_length=16, blank=True)
    published = models.DateField(
        null=True, blank=True, help_text="First day of the month or year where no more is known."
    )
    date_precision = models.CharField(max_length=5, choices=Precision, default=Precision.NONE)
    date_origin = models.CharField(max_length=8, choices=DateOrigin, default=DateOrigin.NONE)
    date_evidence = models.CharField(max_length=300, blank=True)
    hidden = models.BooleanField(default=False, help_text="Kept, but not searched or shown.")
    # Where it was read from: a file's path, with the record's key for a file of many.
    origin = models.TextField(unique=True)
    content_hash = models.CharField(max_length=64, db_index=True)
    word_count = models.PositiveIntegerField(default=0)
    batch = models.ForeignKey(
        ImportBatch, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )
    imported = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-published", "-pk")
        constraints = (
            models.CheckConstraint(
                name="dated_or_not",
                condition=models.Q(published__isnull=True, date_precision="none")
                | (models.Q(published__isnull=False) & ~models.Q(date_precision="none")),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=(self.pk, slugify(self.title)[:60] or "article"))

    @property
    def last_published(self) -> dt.date | None:
        """The last day the date may mean: the end of its month or year."""
        if self.published is None or self.date_precision == self.Precision.DAY:
            return self.published
        month = 12 if self.date_precision == self.Precision.YEAR else self.published.month
        return self.published.replace(
            month=month, day=calendar.monthrange(self.published.year, month)[1]
        )


class Original(models.Model):
    """An article's whole text as it stood in its file. Apart, as pages seldom need it."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="original"
    )
    text = models.TextField()

    def __str__(self) -> str:
        return f"original of {self.article_id}"


class OutboxEntry(models.Model):
    """An entry says "article 7 changed", never what changed: order does not matter."""

    article_id = models.BigIntegerField()
    queued = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "outbox entries"

    def __str__(self) -> str:
        return f"article {self.article_id}"
