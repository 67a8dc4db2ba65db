"""The log of changes: who changed which field of which article, from what to what.

Corrections and imports are logged alike. Rows are only ever added: an undo is a change of its
own that names the one it reverses, so it can be undone too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

#: More than this of what a set left alone is counted, not named.
MAX_SKIPPED_NAMED = 500


class ChangeSetManager(models.Manager["ChangeSet"]):
    """Opens change sets."""

    def open(
        self,
        kind: str,
        user: AbstractBaseUser | AnonymousUser | None,
        summary: str = "",
        undoes: ChangeSet | None = None,
        *,
        complete: bool = True,
    ) -> ChangeSet:
        """Begin a set of changes; `user` None stands for a command or program.

        One that a job is to fill is not `complete` until the job has ended.
        """
        known = user if user is not None and user.pk else None
        return self.create(
            kind=kind,
            made_by_id=known.pk if known else None,
            made_by_name=known.get_username() if known else "",
            summary=summary,
            undoes=undoes,
            complete=complete,
        )


class ChangeSet(models.Model):
    """Changes that were one act: a corrected form, a rule, a bulk edit, an import, an undo."""

    class Kind(models.TextChoices):
        EDIT = "edit", "correction"
        REVIEW = "review", "review"
        FURNITURE = "furniture", "lines left out or brought back"
        BIN = "bin", "bin"
        BULK = "bulk", "bulk edit"
        UNDO = "undo", "undo"
        DELETION = "deletion", "deleted for good"
        IMPORT = "import", "import"
        ACCOUNT = "account", "account"
        SYNONYMS = "synonyms", "equal words"

    kind = models.CharField(max_length=16, choices=Kind)
    made = models.DateTimeField(default=timezone.now, db_index=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="change_sets",
    )
    # Stays when the account is gone.
    made_by_name = models.CharField(max_length=150, blank=True, db_index=True)
    summary = models.TextField(blank=True)
    undoes = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="undoings"
    )
    article_count = models.PositiveIntegerField(default=0)
    #: False while a job is at it, or where one was stopped half-way.
    complete = models.BooleanField(default=True)
    #: What was left alone: a list of {article, why}, and how many there were in all.
    skipped = models.JSONField(default=list)
    skipped_count = models.PositiveIntegerField(default=0)

    objects = ChangeSetManager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.summary or self.get_kind_display()

    @property
    def who(self) -> str:
        """The name of the person who made it, or what else did."""
        if self.made_by_name:
            return self.made_by_name
        return "an import" if self.kind == self.Kind.IMPORT else "the program"

    def skip(self, article_id: int, why: str) -> None:
        """Note an article that was left alone. Does not save."""
        self.skipped_count += 1
        if len(self.skipped) < MAX_SKIPPED_NAMED:
            self.skipped.append({"article": article_id, "why": why})


class Change(models.Model):
    """One field of one article, before and after: values as of `corpus.models.tracked_fields`.

    An article that was added, or removed again, has a single row with the field ADDED: its
    value is None while the article is not in the archive.
    """

    ADDED = "added"

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="changes")
    # No foreign key: the log outlives the article.
    article_id = models.BigIntegerField()
    field = models.CharField(max_length=16)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    #: The article's `updated` stamp that this change gave it.
    stamp = models.DateTimeField()
    #: The change that this one takes back; each is taken back once at most.
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.SET_NULL, related_name="undone_by"
    )

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("article_id", "field"), name="change_of_article"),)

    def __str__(self) -> str:
        return f"{self.field} of article {self.article_id}"

    @property
    def values(self) -> tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]:
        """Before and after."""
        return self.before, self.after
