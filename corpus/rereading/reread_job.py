"""Reading the archive again in the background, with the way back."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from corpus import outbox
from corpus.boilerplate.repeated_lines import settle
from corpus.jobs.queue import enqueue
from corpus.jobs.registry import RunningJob, handles
from corpus.models import Article, ChangeSet, ImportBatch, ImportItem, Job
from corpus.rereading.reread import Rereading, articles_to_reread, rereadings


def start_reread(source: str = "", origin: str = "") -> ImportBatch:
    """Have stored originals read again as a job; what it changes can be undone as an import."""
    with transaction.atomic():
        stated = source or origin or "all articles"
        batch = ImportBatch.objects.create(how=ImportBatch.How.REREAD, paths=[stated])
        parameters = {"batch": batch.pk, "source": source, "origin": origin}
        batch.job = enqueue("reread", parameters, title=f"Read again: {stated}")
        batch.save(update_fields=["job"])
    return batch


def _page(job: Job) -> str:
    return reverse("desk_import_batch", args=(job.parameter("batch"),))


@handles("reread", "Reading again", unit="articles", page=_page)
def run_reread(running: RunningJob) -> str:
    """Store what differs, lot by lot. Begun again, it finds the first lots as they are by now."""
    parameter = running.job.parameter
    batch = ImportBatch.objects.get(pk=parameter("batch"))
    articles = articles_to_reread(parameter("source"), parameter("origin"))
    total, done = articles.count(), 0
    running.progress(0, total)
    with outbox.held(every=settings.CORPUS.announce_every):
        for lot in rereadings(articles):
            _store(batch, [one for one in lot if one.parsed and one.changes])
            batch.unchanged += sum(not one.changes for one in lot)
            done += len(lot)
            running.progress(done, total)
        settle()
    batch.finished = timezone.now()
    batch.save(update_fields=["finished", "updated", "unchanged"])
    ChangeSet.objects.filter(pk=batch.change_set_id or 0).update(complete=True)
    return f"{batch.updated:,} articles changed, {batch.unchanged:,} stay as they are."


def _store(batch: ImportBatch, changed: list[Rereading]) -> None:
    if not changed:
        return
    batch.open_change_set()
    parsed = [one.parsed for one in changed if one.parsed]
    known = {one.article.origin: one.article.pk for one in changed}
    with transaction.atomic():
        outcomes = Article.objects.import_many(parsed, batch, known, again=True)
        ImportItem.objects.bulk_create(
            ImportItem(batch=batch, outcome=outcome, article_id=pk, origin=item.origin)
            for item, (outcome, pk) in zip(parsed, outcomes, strict=True)
        )
        batch.updated += len(parsed)
        batch.save(update_fields=["updated", "unchanged"])
