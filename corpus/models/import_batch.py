"""Imports: their input, the outcome of each record, and failures."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from corpus.models.change import ChangeSet
from corpus.models.job import Job


class ImportBatch(models.Model):
    """One run of an import, and what came of it."""

    class How(models.TextChoices):
        COMMAND = "command", "from the command line"
        UPLOAD = "upload", "uploaded files"
        TEXT = "text", "pasted text"
        FOLDER = "folder", "a folder on the server"
        FEED = "feed", "a feed"
        REREAD = "reread", "read again"

    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=7, choices=How, default=How.COMMAND)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="imports",
    )
    paths = models.JSONField(default=list)
    options = models.JSONField(
        default=dict, blank=True, help_text="What its user stated about all of it."
    )
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    # How many records, in the order of reading, have their outcome written: an import that
    # goes on does not count them again.
    position = models.PositiveBigIntegerField(default=0)
    # None for an import from the command line, and while files are still being gathered.
    job = models.ForeignKey(
        Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="imports"
    )
    # None until something was added or updated, and for imports before there was one.
    change_set = models.ForeignKey(
        ChangeSet, null=True, blank=True, on_delete=models.SET_NULL, related_name="imports"
    )

    class Meta:
        ordering = ("-started", "-pk")
        verbose_name_plural = "import batches"

    def __str__(self) -> str:
        return f"Import of {self.started:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("desk_import_batch", args=(self.pk,))

    def open_change_set(self) -> ChangeSet:
        """Return the change set of this import, opened where there is none yet."""
        if self.change_set is None:
            self.change_set = ChangeSet.objects.open(
                ChangeSet.Kind.IMPORT, self.made_by, f"Import of {self.description}", complete=False
            )
            self.save(update_fields=["change_set"])
        return self.change_set

    @property
    def description(self) -> str:
        """What it reads, in a few words."""
        if self.how == self.How.TEXT:
            return "pasted text"
        if self.how == self.How.FEED:
            return ", ".join(self.paths)
        names = [str(path).rstrip("/").rpartition("/")[2] or str(path) for path in self.paths]
        shown = ", ".join(names[:2])
        if len(names) > 2:
            return f"{shown} and {len(names) - 2:,} more"
        return shown or "uploaded files"

    @property
    def records(self) -> int:
        """How many records have an outcome."""
        return self.added + self.updated + self.unchanged + self.failed

    @property
    def is_gathering(self) -> bool:
        """Whether files may still be added to it: nobody has started it."""
        by_itself = (self.How.COMMAND, self.How.FEED)
        return self.how not in by_itself and self.job_id is None and self.finished is None


class ImportFailure(models.Model):
    """A file, or a record in one, that could not be read, and why."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="failures")
    path = models.TextField()
    reason = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class ImportItem(models.Model):
    """What an import made of one record."""

    class Outcome(models.TextChoices):
        ADDED = "added", "added"
        UPDATED = "updated", "updated"
        UNCHANGED = "unchanged", "unchanged"
        PASSED_OVER = "passed", "skipped"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="items")
    outcome = models.CharField(max_length=9, choices=Outcome)
    # The account outlives the article.
    article = models.ForeignKey(
        "corpus.Article",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    origin = models.TextField()
    note = models.TextField(blank=True, help_text="Why a file was skipped.")

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("batch", "outcome", "id"), name="import_item_outcome"),)

    def __str__(self) -> str:
        return f"{self.outcome}: {self.origin}"


class Upload(models.Model):
    """A file that was uploaded for an import and waits to be read."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="uploads")
    name = models.TextField(help_text="Its path below the folder that was dropped.")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    received = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("batch", "name"), name="upload_by_name"),)

    def __str__(self) -> str:
        return self.name
