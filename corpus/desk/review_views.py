"""The review queues: how much waits in each, and one item at a time to settle with a key."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from corpus.accounts.roles import editors_only
from corpus.curation.editing import EditConflictError
from corpus.curation.undo import UndoRefusedError
from corpus.review import QUEUES
from corpus.review.base import Queue, ReviewItem
from corpus.review.decisions import SettledAlreadyError, decide, undo_last

#: No subject is longer; what is sent instead of one is not looked for.
_MAX_SUBJECT_CHARS = 64
_MAX_VALUE_CHARS = 1_000


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A queue with how many items wait in it."""

    url: str
    label: str
    purpose: str
    count: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One item of a queue, or its end: `item` is None where nothing is left behind `after`.

    `left` counts all that wait, skipped ones included.
    """

    name: str
    label: str
    purpose: str
    item: ReviewItem | None
    left: int
    after: str
    skip_url: str
    url: str


@editors_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """List the queues."""
    rows = [
        QueueRow(_address(queue), queue.label, queue.purpose, queue.count())
        for queue in (make() for make in QUEUES.values())
    ]
    return render(request, "desk/review.html", {"rows": rows})


@editors_only
@require_safe
def queue(request: HttpRequest, queue_name: str) -> HttpResponse:
    """Show the first item of a queue, the first behind `after`, or the item `at`."""
    asked = _queue(queue_name)
    after = _subject(request.GET.get("after"))
    at = _subject(request.GET.get("at"))
    item = (asked.find(at) if at else None) or asked.after(after)
    page = QueuePage(
        name=asked.name,
        label=asked.label,
        purpose=asked.purpose,
        item=item,
        left=asked.count(),
        after=after,
        skip_url=_address(asked, after=item.subject) if item else "",
        url=_address(asked),
    )
    return render(request, "desk/review_queue.html", {"page": page})


@editors_only
@require_POST
def settle(request: HttpRequest, queue_name: str) -> HttpResponse:
    """Settle an item by a choice or a written value, and go on to the next."""
    asked = _queue(queue_name)
    subject, after = _subject(request.POST.get("item")), _subject(request.POST.get("after"))
    sent = str(request.POST.get("choice") or request.POST.get("value") or "")
    value = sent[:_MAX_VALUE_CHARS].replace("\0", "")
    stamp = str(request.POST.get("stamp") or "")
    here = _address(asked, after=after)
    try:
        made = decide(asked, subject, value, request.user, stamp)
    except SettledAlreadyError as error:
        messages.warning(request, str(error))
    except EditConflictError as error:
        messages.warning(request, f"This was {error}. Look at it again.")
        here = _address(asked, at=subject, after=after)
    except ValueError as error:
        messages.error(request, str(error))
        here = _address(asked, at=subject, after=after)
    else:
        messages.success(request, f"{made.decision}.")
    return redirect(here)


@editors_only
@require_POST
def take_back(request: HttpRequest, queue_name: str) -> HttpResponse:
    """Take back what this editor last settled in a queue, and show that item again."""
    asked = _queue(queue_name)
    here = _address(asked, after=_subject(request.POST.get("after")))
    try:
        ended = undo_last(asked, request.user)
    except UndoRefusedError as error:
        messages.error(request, str(error))
        return redirect(here)
    if ended is None:
        messages.info(request, "There is nothing of yours to take back here.")
        return redirect(here)
    messages.success(request, f"Taken back: {ended.decision}.")
    return redirect(_address(asked, at=ended.subject))


def _queue(name: str) -> Queue:
    if name not in QUEUES:
        raise Http404
    return QUEUES[name]()


def _subject(text: str | None) -> str:
    return text if text and len(text) <= _MAX_SUBJECT_CHARS and text.isalnum() else ""


def _address(of: Queue, **parameters: str) -> str:
    written = urlencode({name: value for name, value in parameters.items() if value})
    base = reverse("desk_review_queue", args=(of.name,))
    return f"{base}?{written}" if written else base
