"""Alerts: which saved searches find new articles, and the e-mail or webhook that says so.

An article reaches each saved search once: what a search found and how far it has looked are
written in one transaction, before anything is sent. A delivery that was written is sent until a
server takes it; killed between the server's answer and the note of it, it is sent again under
the same Message-ID, by which mailboxes tell a repetition.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Iterator, Sequence
from email.utils import make_msgid

from django.db import close_old_connections, transaction
from django.db.models import F
from django.utils import timezone

from corpus.jobs.registry import RunningJob, handles
from corpus.models import Article
from search.engines.base import EngineError, QueryError
from search.keeping.alert_mail import DeliveryError, Mailer
from search.keeping.alert_webhook import post_alert
from search.keeping.saved_searches import matching, newest_indexed
from search.models import AlertDelivery, SavedSearch
from search.results.session import SearchSession

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 30.0
#: New articles put to all searches at once.
_ARTICLES_AT_ONCE = 10_000
#: After the first failure a message waits so long, then twice as long each time.
_FIRST_WAIT = dt.timedelta(minutes=2)
_MAX_WAIT = dt.timedelta(hours=12)
MAX_ATTEMPTS = 12
_PERIODS = {
    SavedSearch.Alert.AT_ONCE: dt.timedelta(0),
    SavedSearch.Alert.DAILY: dt.timedelta(days=1),
    SavedSearch.Alert.WEEKLY: dt.timedelta(days=7),
}


@handles("alerts", "Send alerts", unit="messages")
def run_alerts(running: RunningJob) -> str:
    """Find what is new for every saved search, and send what is due."""
    found = collect(timezone.now())
    sent = 0
    for sent, _ in enumerate(send(timezone.now()), 1):
        running.progress(sent)
    return f"{found:,} messages written, {sent:,} sent."


def keep(stop: threading.Event, look_seconds: float = _LOOK_SECONDS) -> None:
    """Look for new articles and send what is due, again and again until `stop` is set."""
    while not stop.wait(look_seconds):
        close_old_connections()
        try:
            collect(timezone.now())
            for _ in send(timezone.now()):
                if stop.is_set():
                    break
        except Exception:
            # Whatever it was: the next look may succeed, and nothing that was written is lost.
            logger.exception("sending alerts")


def collect(now: dt.datetime) -> int:
    """Write a delivery for each due search that finds new articles; return how many."""
    newest = newest_indexed()
    session = SearchSession.begin()
    due = [
        saved
        for saved in SavedSearch.objects.exclude(alert=SavedSearch.Alert.NONE).filter(
            checked_article__lt=newest, owner__is_active=True
        )
        if _is_due(saved, now)
    ]
    written = 0
    for start, searches in _by_start(due):
        later = Article.objects.filter(pk__gt=start, pk__lte=newest).order_by("pk")
        ids = list(later.values_list("pk", flat=True)[:_ARTICLES_AT_ONCE])
        reached = ids[-1] if len(ids) == _ARTICLES_AT_ONCE else newest
        for saved in searches:
            written += _write(saved, ids, reached, now, session)
    return written


def send(now: dt.datetime) -> Iterator[AlertDelivery]:
    """Send what is due, and yield each delivery that a server took."""
    waiting = AlertDelivery.objects.filter(sent=None, gave_up=None, next_attempt__lte=now)
    # A webhook that hangs keeps no e-mail waiting.
    waiting = waiting.order_by("by_webhook", "pk")
    ids = list(waiting.values_list("pk", flat=True))
    if not ids:
        return
    with Mailer() as mailer:
        for number in ids:
            delivery = (
                AlertDelivery.objects.select_related("saved_search__owner")
                .filter(pk=number)
                .first()
            )
            if delivery is None:
                continue
            saved = delivery.saved_search
            is_ended = saved.alert == SavedSearch.Alert.NONE or not delivery.recipient
            if is_ended or not saved.owner.is_active:
                delivery.delete()  # Its owner ended the alert meanwhile, or may not read any more.
            elif _sent(delivery, mailer, now):
                yield delivery


def _is_due(saved: SavedSearch, now: dt.datetime) -> bool:
    period = _PERIODS[SavedSearch.Alert(saved.alert)]
    return saved.last_sent is None or now - saved.last_sent >= period


def _by_start(due: Sequence[SavedSearch]) -> Iterator[tuple[int, list[SavedSearch]]]:
    """Group searches that have looked equally far: they share one list of new articles."""
    groups: dict[int, list[SavedSearch]] = {}
    for saved in due:
        groups.setdefault(saved.checked_article, []).append(saved)
    yield from sorted(groups.items())


def _write(
    saved: SavedSearch, ids: Sequence[int], reached: int, now: dt.datetime, session: SearchSession
) -> int:
    """Write what a search finds among new articles, and how far it has looked, at once."""
    changes: dict[str, object] = {"checked_article": reached, "problem": ""}
    found: list[int] = []
    try:
        found = matching(saved, ids, session)
    except QueryError as error:
        changes["problem"] = str(error)[:300]
    except EngineError:
        logger.exception("an alert could not be looked up")
        return 0
    with transaction.atomic():
        # Another process may have looked meanwhile: only one moves the search on.
        before = SavedSearch.objects.filter(pk=saved.pk, checked_article=saved.checked_article)
        if found:
            changes["last_sent"] = now
        if not before.update(**changes):
            return 0
        if not found:
            return 0
        keys = dict(Article.objects.order_by().filter(pk__in=found).values_list("pk", "key"))
        ways = [by_webhook for by_webhook in (False, True) if saved.recipient(by_webhook)]
        for by_webhook in ways:
            AlertDelivery.objects.create(
                saved_search=saved,
                by_webhook=by_webhook,
                article_keys=[keys[number] for number in found if number in keys],
                message_id=make_msgid(domain="dateline.invalid"),
                made=now,
                next_attempt=now,
            )
    return len(ways)


def _sent(delivery: AlertDelivery, mailer: Mailer, now: dt.datetime) -> bool:
    """Send one message and note it; return whether a server took it."""
    this = AlertDelivery.objects.filter(pk=delivery.pk, sent=None)
    try:
        if delivery.by_webhook:
            post_alert(delivery)
        else:
            mailer.send(delivery)
    except DeliveryError as error:
        attempts = delivery.attempts + 1
        wait = min(_FIRST_WAIT * 2 ** (attempts - 1), _MAX_WAIT)
        gave_up = now if error.is_final or attempts >= MAX_ATTEMPTS else None
        this.update(
            attempts=F("attempts") + 1,
            next_attempt=now + wait,
            problem=str(error)[:300],
            gave_up=gave_up,
        )
        way = "The webhook" if delivery.by_webhook else "E-mail"
        told = f"{way} to {delivery.recipient[:100]} did not arrive: {error}"[:300]
        SavedSearch.objects.filter(pk=delivery.saved_search_id).update(problem=told)
        return False
    this.update(sent=timezone.now(), attempts=F("attempts") + 1, problem="")
    others = AlertDelivery.objects.filter(saved_search=delivery.saved_search_id, sent=None)
    if not others.filter(gave_up=None).exclude(problem="").exists():
        SavedSearch.objects.filter(pk=delivery.saved_search_id).update(problem="")
    return True
