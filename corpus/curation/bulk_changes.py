"""The same change of many articles: looked at, then done in the background as one act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from corpus import outbox
from corpus.curation.change_descriptions import words_of
from corpus.curation.change_lineage import label_of
from corpus.curation.date_entry import read_date
from corpus.curation.editing import Person, summary_of
from corpus.jobs.queue import enqueue
from corpus.jobs.registry import RunningJob, handles
from corpus.models import Article, BulkEdit, Change, ChangeSet, Job, Source
from corpus.models.tracked_fields import LARGE, differing, snapshot, value_of

_LOT = 500
_MAX_SAMPLES = 5
_KEPT = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a bulk edit sets; None, and False, leave a field as it is.

    `source` is a name, `date` a date as `date_entry` reads it, "" no source and undated.
    A date is set in undated articles only, unless `over_dates`.
    """

    source: str | None = None
    author: str | None = None
    language: str | None = None
    date: str | None = None
    over_dates: bool = False
    hidden: bool = False
    binned: bool = False

    @property
    def is_nothing(self) -> bool:
        return self == Wanted(over_dates=self.over_dates)


@dataclass(frozen=True, slots=True)
class BulkSample:
    """An article that a bulk edit changes: by label, a value before and after, in words."""

    article: Article
    changes: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Preview:
    """What a bulk edit would do: how many articles change, have it so already, are left."""

    changes: int = 0
    same: int = 0
    left: int = 0
    samples: list[BulkSample] = field(default_factory=list)


def freeze(
    article_ids: Sequence[int], wanted: Wanted, user: Person, search: str, search_url: str
) -> BulkEdit:
    """Keep a set of articles and what is to be set in them, to be looked at."""
    BulkEdit.objects.filter(change_set=None, frozen__lt=timezone.now() - _KEPT).delete()
    return BulkEdit.objects.create(
        search=search,
        search_url=search_url,
        article_ids=list(article_ids),
        wanted=asdict(wanted),
        frozen=timezone.now(),
        made_by_id=user.pk if user else None,
    )


def preview(bulk: BulkEdit) -> Preview:
    """Say what a bulk edit would do now; change nothing."""
    found = Preview(left=len(bulk.article_ids))
    changes = _Changes(Wanted(**bulk.wanted), bulk.frozen, make=False)
    for lot in _lots(bulk.article_ids):
        rows = Article.objects.filter(pk__in=lot).select_related("source").order_by("pk")
        for article in rows.defer(*LARGE):
            if article.updated > bulk.frozen:
                continue
            found.left -= 1
            if not changes.of(article):
                found.same += 1
                continue
            found.changes += 1
            if len(found.samples) < _MAX_SAMPLES:
                found.samples.append(changes.sample(article))
    return found


@transaction.atomic
def start(bulk: BulkEdit, user: Person) -> Job:
    """Have a bulk edit done as a job; one that was started already is not started again."""
    row = BulkEdit.objects.select_for_update().get(pk=bulk.pk)
    if row.job is not None:
        return row.job
    wanted = Wanted(**row.wanted)
    summary = f"{_summary(wanted)} in {len(row.article_ids):,} articles of {row.search}"
    row.change_set = ChangeSet.objects.open(ChangeSet.Kind.BULK, user, summary, complete=False)
    row.job = enqueue("bulk-edit", {"bulk": row.pk, "change_set": row.change_set.pk}, user, summary)
    row.save()
    return row.job


def _page(job: Job) -> str:
    return reverse("desk_change_set", args=(job.parameter("change_set"),))


@handles("bulk-edit", "Bulk edit", unit="articles", page=_page)
def run_bulk_edit(job: RunningJob) -> str:
    """Do a bulk edit, lot by lot; what an earlier run did is done."""
    bulk = BulkEdit.objects.get(pk=job.job.parameter("bulk"))
    made = ChangeSet.objects.get(pk=job.job.parameter("change_set"))
    # What is left is noted anew by each run: the last one names all of it.
    made.skipped, made.skipped_count = [], 0
    changes = _Changes(Wanted(**bulk.wanted), bulk.frozen, make=True)
    done = 0
    with outbox.held(every=settings.CORPUS.announce_every):
        for lot in _lots(bulk.article_ids):
            job.progress(done, len(bulk.article_ids))
            with transaction.atomic():
                _change_lot(lot, changes, made)
            done += len(lot)
    made.complete = True
    made.save()
    job.progress(done, len(bulk.article_ids))
    left = f", {made.skipped_count:,} left alone" if made.skipped_count else ""
    return f"{made.article_count:,} articles changed{left}."


def _change_lot(lot: Sequence[int], changes: _Changes, made: ChangeSet) -> None:
    ours = Change.objects.filter(change_set=made, article_id__in=lot)
    waiting = set(lot) - set(ours.values_list("article_id", flat=True))
    met: set[int] = set()

    def change(article: Article) -> None:
        met.add(article.pk)
        if article.updated > changes.frozen:
            made.skip(article.pk, "it was changed since the bulk edit was looked at")
        elif values := changes.of(article):
            article.edit(values)

    Article.objects.rewrite(waiting, change, made, lines=False)
    for article_id in sorted(waiting - met):
        made.skip(article_id, "it was deleted")


class _Changes:
    """What is to be set in each article: only what differs from what stands there."""

    def __init__(self, wanted: Wanted, frozen: dt.datetime, *, make: bool) -> None:
        """With `make`, a source that is new is made; else it is only spoken of."""
        self.wanted = wanted
        self.frozen = frozen
        self.source = _source(wanted.source, make=make) if wanted.source else None
        read = read_date(wanted.date or "", timezone.localdate() + _KEPT)
        self.day, self.precision = read.day, read.precision

    def of(self, article: Article) -> Mapping[str, Any]:
        """The changes of one article, as `Article.edit` takes them; empty for none."""
        wanted = self.wanted
        values: dict[str, Any] = {}
        if wanted.source is not None and article.source != self.source:
            values["source"] = self.source
        for name in ("author", "language"):
            value = getattr(wanted, name)
            if value is not None and value != getattr(article, name):
                values[name] = value
        if wanted.hidden and not article.hidden:
            values["hidden"] = True
        dated = (article.published, str(article.date_precision))
        open_to_dates = wanted.over_dates or article.published is None
        if wanted.date is not None and open_to_dates and dated != (self.day, self.precision):
            values |= {"published": self.day, "date_precision": self.precision}
        if wanted.binned and article.binned is None:
            values["binned"] = self.frozen
        return values

    def sample(self, article: Article) -> BulkSample:
        """Say what changes in an article. It is changed in memory, never saved."""
        before = snapshot(article)
        article.edit(self.of(article))
        after = snapshot(article)
        changes = (
            (label_of(name), *(words_of(name, value_of(one, name)) for one in (before, after)))
            for name in differing(before, after)
        )
        return BulkSample(article, tuple(changes))


def _source(name: str, *, make: bool) -> Source:
    known = Source.objects.standing([name]).get(name)
    if known is not None:
        return known
    return Source.objects.named([name])[name] if make else Source(name=name)


def _summary(wanted: Wanted) -> str:
    named = {name for name in ("source", "author", "language") if getattr(wanted, name) is not None}
    if wanted.date is not None:
        named.add("published")
    parts = [summary_of(dict.fromkeys(named))] if named else []
    if wanted.hidden:
        parts.append(summary_of({"hidden": True}))
    if wanted.binned:
        parts.append(summary_of({"binned": True}))
    return ", ".join((parts[0], *(part.lower() for part in parts[1:])))


def _lots(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _LOT] for start in range(0, len(ids), _LOT))
