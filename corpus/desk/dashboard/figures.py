"""What each page of the desk holds or waits for, in a few words with a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.humanize.templatetags.humanize import intcomma, naturaltime
from django.db.models import Count, Max, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpus.models import Article, ChangeSet, Feed, ImportBatch, Job, Source
from corpus.review import QUEUES

_RECENT = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DeskFigure:
    """One line on a page of the desk; `url` leads to what it counts, "" to nothing further.

    It is `urgent` where somebody should act, `running` while work goes on.
    """

    text: str
    url: str = ""
    urgent: bool = False
    running: bool = False


def figures(url_names: Iterable[str]) -> dict[str, list[DeskFigure]]:
    """Return the figures of these pages of the desk, by their URL names; some have none."""
    known = {
        "desk_import": _imports,
        "desk_review": _review,
        "desk_changes": _changes,
        "desk_bin": _bin,
        "desk_feeds": _feeds,
        "desk_sources": _sources,
        "desk_people": _people,
        "desk_jobs": _jobs,
        settings.CORPUS.url_names.collection: _articles,
    }
    found = {name: list(known[name]()) for name in url_names if name in known}
    if settings.CORPUS.desk_figures:
        more: dict[str, list[DeskFigure]] = import_string(settings.CORPUS.desk_figures)()
        found |= {name: lines for name, lines in more.items() if name in url_names}
    return found


def _imports() -> Iterator[DeskFigure]:
    running = ImportBatch.objects.filter(finished=None, job__state=Job.State.RUNNING)
    for batch in running.select_related("job"):
        percent = batch.job.percent if batch.job else None
        share = "" if percent is None else _(" – {percent} %").format(percent=percent)
        text = _("Running: {what}").format(what=batch.description) + share
        yield DeskFigure(text, batch.get_absolute_url(), running=True)
    last = ImportBatch.objects.exclude(finished=None).order_by("-finished").first()
    if last is not None and last.finished is not None:
        text = ngettext("{n} article added {ago}", "{n} articles added {ago}", last.added).format(
            n=intcomma(last.added), ago=naturaltime(last.finished)
        )
        yield DeskFigure(text, last.get_absolute_url())


def _review() -> Iterator[DeskFigure]:
    waiting = [(queue, queue.count()) for queue in (make() for make in QUEUES.values())]
    for queue, count in waiting:
        if count:
            url = reverse("desk_review_queue", args=(queue.name,))
            yield DeskFigure(f"{queue.label}: {intcomma(count)}", url)
    if not any(count for _queue, count in waiting):
        yield DeskFigure(_("Nothing waits"))


def _changes() -> Iterator[DeskFigure]:
    last = ChangeSet.objects.order_by("-pk").first()
    if last is not None:
        who = last.made_by_name or _("a program")
        yield DeskFigure(_("Last by {who}, {ago}").format(who=who, ago=naturaltime(last.made)))


def _bin() -> Iterator[DeskFigure]:
    n = Article.objects.filter(binned__isnull=False).count()
    yield DeskFigure(
        ngettext("{n} article", "{n} articles", n).format(n=intcomma(n)) if n else _("Empty")
    )


def _feeds() -> Iterator[DeskFigure]:
    feeds = Feed.objects.filter(active=True).aggregate(
        all=Count("pk"), failing=Count("pk", filter=Q(failures__gt=0)), read=Max("fetched")
    )
    if not feeds["all"]:
        yield DeskFigure(_("None followed yet"))
        return
    text = ngettext("{n} feed", "{n} feeds", feeds["all"]).format(n=intcomma(feeds["all"]))
    if feeds["read"]:
        text = _("{feeds}, last read {ago}").format(feeds=text, ago=naturaltime(feeds["read"]))
    yield DeskFigure(text)
    brought = _brought_by_feeds()
    yield DeskFigure(
        ngettext("{n} article this week", "{n} articles this week", brought).format(
            n=intcomma(brought)
        )
    )
    if feeds["failing"]:
        text = ngettext("{n} cannot be read", "{n} cannot be read", feeds["failing"])
        yield DeskFigure(text.format(n=feeds["failing"]), reverse("desk_feeds"), urgent=True)


def _brought_by_feeds() -> int:
    since = timezone.now() - _RECENT
    batches = ImportBatch.objects.filter(how=ImportBatch.How.FEED, started__gt=since)
    return batches.aggregate(n=Sum("added"))["n"] or 0


def _sources() -> Iterator[DeskFigure]:
    n = Source.objects.count()
    yield DeskFigure(ngettext("{n} source", "{n} sources", n).format(n=intcomma(n)))


def _people() -> Iterator[DeskFigure]:
    n = get_user_model().objects.filter(is_active=True).count()
    yield DeskFigure(ngettext("{n} account", "{n} accounts", n).format(n=intcomma(n)))


def _articles() -> Iterator[DeskFigure]:
    n = Article.objects.shown().count()
    yield DeskFigure(ngettext("{n} article", "{n} articles", n).format(n=intcomma(n)))


def _jobs() -> Iterator[DeskFigure]:
    since = timezone.now() - _DAY
    counts = Job.objects.aggregate(
        running=Count("pk", filter=Q(state=Job.State.RUNNING)),
        waiting=Count("pk", filter=Q(state=Job.State.WAITING)),
        failed=Count("pk", filter=Q(state=Job.State.FAILED, finished__gt=since)),
    )
    yield DeskFigure(
        _("{running} running, {waiting} waiting").format(**counts), running=bool(counts["running"])
    )
    if counts["failed"]:
        text = ngettext(
            "{n} failed since yesterday", "{n} failed since yesterday", counts["failed"]
        )
        yield DeskFigure(text.format(n=counts["failed"]), urgent=True)
