"""Acts on so many articles that they are done in the background."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from corpus import outbox
from corpus.boilerplate.repeated_lines import settle
from corpus.curation.change_lineage import root_of
from corpus.curation.editing import Person
from corpus.curation.line_rules import Marking, close_furniture, mark_in_lots, open_furniture
from corpus.curation.undo import close_undo, open_undo, undo_in_batches
from corpus.jobs.queue import enqueue
from corpus.jobs.registry import RunningJob, handles
from corpus.models import ChangeSet, Job


def undo_in_background(change_set: ChangeSet, user: Person) -> Job:
    """Have a change set taken back as a job. Raises UndoRefusedError."""
    with transaction.atomic():
        undoing = open_undo(change_set, user)
        parameters = {"change_set": change_set.pk, "undoing": undoing.pk}
        return enqueue("undo", parameters, user, title=str(undoing))


def mark_in_background(marking: Marking, user: Person) -> Job:
    """Have lines left out and brought back as a job."""
    with transaction.atomic():
        made = open_furniture(marking, user)
        parameters = {"change_set": made.pk, "marking": marking.to_json()}
        return enqueue("furniture", parameters, user, title=str(made))


def _made(job: Job) -> str:
    return reverse("desk_change_set", args=(job.parameter("change_set"),))


@handles("furniture", "Lines left out or brought back", unit="articles", page=_made)
def run_furniture(job: RunningJob) -> str:
    """Change the articles of a marking, lot by lot; what an earlier run did is done."""
    made = ChangeSet.objects.get(pk=job.job.parameter("change_set"))
    marking = Marking(**job.job.parameter("marking"))
    with outbox.held(every=settings.CORPUS.announce_every):
        for done in mark_in_lots(marking, made):
            job.progress(done)
    close_furniture(made)
    return _outcome(made)


def _page(job: Job) -> str:
    return reverse("desk_change_set", args=(job.parameter("undoing"),))


@handles("undo", "Undo", unit="articles", page=_page)
def run_undo(job: RunningJob) -> str:
    """Take a change set back, lot by lot; what an earlier run did is done."""
    undoing = ChangeSet.objects.get(pk=job.job.parameter("undoing"))
    change_set = ChangeSet.objects.get(pk=job.job.parameter("change_set"))
    # What is left is noted anew by each run: the last one names all of it.
    undoing.skipped, undoing.skipped_count = [], 0
    with outbox.held(every=settings.CORPUS.announce_every):
        for done, total in undo_in_batches(change_set, undoing):
            job.progress(done, total)
        if root_of(change_set).kind == ChangeSet.Kind.IMPORT:
            # Articles came or went: other lines may repeat in their sources by now.
            settle()
    close_undo(undoing)
    return _outcome(undoing)


def _outcome(made: ChangeSet) -> str:
    """Return how many articles changed, and how many were left alone, as a sentence."""
    count, left = made.article_count, made.skipped_count
    changed = ngettext("%(count)s article changed", "%(count)s articles changed", count)
    changed %= {"count": f"{count:,}"}
    if not left:
        return f"{changed}."
    return gettext("%(changed)s, %(left)s left alone.") % {"changed": changed, "left": f"{left:,}"}
