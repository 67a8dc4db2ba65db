"""Background jobs: parameters, progress and outcome."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse


class Job(models.Model):
    """Work that takes longer than a page may. This table is the queue."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"
        CANCELLED = "cancelled", "cancelled"

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200, help_text="What it does, for people.")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING, db_index=True)
    # In the kind's own unit. A total of 0 is not known yet.
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    parameters = models.JSONField(default=dict, blank=True)
    message = models.TextField(blank=True, help_text="What it is at, or what came of it.")
    asked_to_stop = models.BooleanField(default=False)
    # How often it was begun since it last got anywhere: a job may be what kills its worker.
    attempts = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="jobs",
    )
    made = models.DateTimeField(auto_now_add=True)
    # The last time: what is done since then tells how long the rest will take.
    started = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("desk_job", args=(self.pk,))

    @property
    def is_active(self) -> bool:
        """Whether it is still to be done, or being done."""
        return self.state in ACTIVE

    @property
    def percent(self) -> int | None:
        """How much of it is done, or None where that is not known."""
        return min(100, 100 * self.done // self.total) if self.total else None

    def parameter(self, name: str, default: Any = None) -> Any:
        return self.parameters.get(name, default)


ACTIVE = (Job.State.WAITING, Job.State.RUNNING)
