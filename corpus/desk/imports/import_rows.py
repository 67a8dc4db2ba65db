"""What the pages of an import show: its state, its counts, and its records one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from corpus.desk import change_history
from corpus.desk.job_views import JobView, job_view
from corpus.models import Article, ChangeSet, ImportBatch, ImportFailure, ImportItem, Job
from corpus.models.job import ACTIVE

#: The outcomes that a report can be narrowed to, in the order shown.
OUTCOMES = ("added", "updated", "unchanged", "failed", "passed")
_LABELS = {"passed": "skipped"}
_MAX_FAILURES_LIVE = 20
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class BatchView:
    """An import as pages show it."""

    batch: ImportBatch
    what: str
    how: str
    state: str
    job: JobView | None
    undo: JobView | None
    undoing: ChangeSet | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many records had an outcome; the link that shows them."""

    outcome: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A record of an import: what it was, what became of it, and where the article is."""

    outcome: str
    origin: str
    title: str
    url: str
    note: str


def find_batch(batch_id: int) -> ImportBatch:
    """Return an import. Raises Http404."""
    rows = ImportBatch.objects.select_related("job", "change_set", "made_by")
    return get_object_or_404(rows, pk=batch_id)


def batch_view(batch: ImportBatch) -> BatchView:
    """Make ready what pages show of an import."""
    undoing = job = None
    if batch.change_set_id is not None:
        undoing = ChangeSet.objects.filter(undoes=batch.change_set_id).order_by("-pk").first()
    if undoing is not None:
        jobs = Job.objects.filter(kind="undo", parameters__change_set=batch.change_set_id)
        job = jobs.order_by("-pk").first()
    return BatchView(
        batch=batch,
        what=batch.description,
        how=batch.get_how_display(),
        state=states_of([batch])[batch.pk],
        job=job_view(batch.job) if batch.job else None,
        undo=job_view(job) if job else None,
        undoing=undoing,
    )


def can_undo(shown: BatchView) -> bool:
    """Return whether an import has ended, one way or the other, and is not wholly undone."""
    batch = shown.batch
    ended = not batch.job.is_active if batch.job else batch.finished is not None
    if not ended or batch.change_set is None or not batch.change_set.article_count:
        return False
    return shown.state not in ("undone", "being undone")


def states_of(batches: Sequence[ImportBatch]) -> dict[int, str]:
    """Return the state of each import, in a word or two; the queries are a fixed few."""
    sets = [batch.change_set for batch in batches if batch.change_set]
    undone = change_history.states_of(sets) if sets else {}
    jobs = Job.objects.filter(kind="undo", state__in=ACTIVE) if sets else Job.objects.none()
    under_way = {job.parameter("change_set") for job in jobs}
    return {
        batch.pk: "being undone"
        if batch.change_set_id in under_way
        else undone.get(batch.change_set_id or 0) or _state_of(batch)
        for batch in batches
    }


def _state_of(batch: ImportBatch) -> str:
    if batch.finished:
        return "done"
    if batch.is_gathering:
        return "not started"
    if batch.job and batch.job.state != Job.State.DONE:
        return str(batch.job.get_state_display())
    return "cut short"


def counts(batch: ImportBatch, current: str) -> list[Count]:
    """Return the counts of an import by outcome; those of nothing only where it matters."""
    passed = batch.items.filter(outcome=ImportItem.Outcome.PASSED_OVER).count()
    numbers = (batch.added, batch.updated, batch.unchanged, batch.failed, passed)
    return [
        Count(outcome, _LABELS.get(outcome, outcome), number, outcome == current)
        for outcome, number in zip(OUTCOMES, numbers, strict=True)
        if number or outcome != "passed"
    ]


def latest_failures(batch: ImportBatch) -> list[ImportFailure]:
    """The last files that failed, the newest first."""
    return list(batch.failures.order_by("-pk")[:_MAX_FAILURES_LIVE])


def item_rows(items: Iterable[ImportItem]) -> list[Row]:
    """Make rows of items, with one query for their articles."""
    items = list(items)
    ids = [item.article_id for item in items if item.article_id]
    articles = Article.objects.only("key", "title").in_bulk(ids)
    return [_item_row(item, articles.get(item.article_id or 0)) for item in items]


def _item_row(item: ImportItem, article: Article | None) -> Row:
    gone = "no longer in the archive" if item.article_id and not article else ""
    return Row(
        outcome=_LABELS.get(item.outcome, item.outcome),
        origin=item.origin,
        title=article.title if article else "",
        url=article.get_absolute_url() if article else "",
        note=item.note or gone,
    )


def failure_rows(failures: Iterable[ImportFailure]) -> list[Row]:
    """Make rows of failures."""
    return [Row("failed", failure.path, "", "", failure.reason) for failure in failures]


def all_rows(batch: ImportBatch, outcome: str) -> Iterator[Row]:
    """Yield the rows of an import, or those of one outcome, from short reads."""
    if outcome in ("", "failed"):
        last = 0
        while failures := list(batch.failures.filter(pk__gt=last)[:_ROWS_AT_ONCE]):
            yield from failure_rows(failures)
            last = failures[-1].pk
    if outcome != "failed":
        chosen = batch.items.order_by("pk")
        if outcome:
            chosen = chosen.filter(outcome=outcome)
        last = 0
        while items := list(chosen.filter(pk__gt=last)[:_ROWS_AT_ONCE]):
            yield from item_rows(items)
            last = items[-1].pk
