"""What editors decided in the review queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from corpus.models.article import Article
from corpus.models.change import ChangeSet

if TYPE_CHECKING:
    ReviewQuerySetOfDecisions = models.QuerySet["ReviewDecision"]
else:  # Django's querysets take no type argument when they run.
    ReviewQuerySetOfDecisions = models.QuerySet


class ReviewDecisionQuerySet(ReviewQuerySetOfDecisions):
    """Decisions, and which of them still hold."""

    def standing(self) -> ReviewDecisionQuerySet:
        """Leave out what was taken back: here, or where its change was undone."""
        undone = ChangeSet.objects.filter(undoes=models.OuterRef("change_set"), undoings=None)
        return self.filter(~models.Exists(undone), ended=None)


class ReviewDecision(models.Model):
    """One item of one queue, settled by one editor.

    `subject` names the item within its queue: an article's number, or a hash of what a
    failure or a hidden line says. `content_hash` is the article's at the time: what an
    import changes afterwards has not been decided on.
    """

    queue = models.CharField(max_length=16)
    subject = models.CharField(max_length=64)
    article = models.ForeignKey(
        Article, null=True, on_delete=models.CASCADE, related_name="review_decisions"
    )
    content_hash = models.CharField(max_length=64, blank=True)
    decision = models.CharField(max_length=200, help_text="In words, as the log tells it.")
    change_set = models.ForeignKey(
        ChangeSet, null=True, on_delete=models.SET_NULL, related_name="review_decisions"
    )
    made = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="review_decisions",
    )
    # Stays when the account is gone.
    made_by_name = models.CharField(max_length=150, blank=True)
    ended = models.DateTimeField(null=True, help_text="When it was taken back or overtaken.")

    objects = models.Manager.from_queryset(ReviewDecisionQuerySet)()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            # Two editors at once: the second is told, and decides nothing.
            models.UniqueConstraint(
                fields=("queue", "subject"),
                condition=models.Q(ended=None),
                name="decided_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.queue}: {self.decision}"
