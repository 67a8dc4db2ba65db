"""A decision made, once and by one editor, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from corpus.curation.curation_jobs import undo_in_background
from corpus.curation.undo import undo
from corpus.models import ReviewDecision
from corpus.review.base import Queue
from corpus.review.hidden_lines import MAX_AT_ONCE

if TYPE_CHECKING:
    from corpus.curation.editing import Person


class SettledAlreadyError(Exception):
    """The item is not in the queue any more; the message says who settled it, and how."""


@transaction.atomic
def decide(queue: Queue, subject: str, value: str, user: Person, stamp: str = "") -> ReviewDecision:
    """Settle an item, in one transaction with the changes that makes.

    Raises SettledAlreadyError, having written nothing, where another was first; and as
    `Queue.settle` does.
    """
    if queue.find(subject) is None:
        raise SettledAlreadyError(_who_settled(queue, subject))
    _make_room(queue, subject)
    made = _claim(queue, subject, user)
    settled = queue.settle(subject, value, user, stamp)
    made.decision = settled.decision[:200]
    made.change_set = settled.change_set
    if settled.article:
        made.article = settled.article
        made.content_hash = settled.article.content_hash
    if settled.is_final:
        made.ended = timezone.now()
    made.save()
    return made


@transaction.atomic
def undo_last(queue: Queue, user: Person) -> ReviewDecision | None:
    """Take back the last decision of `user` in a queue that still stands; None where none does.

    Raises UndoRefusedError, having written nothing, where what it changed has been changed
    since.
    """
    if user is None or not user.pk:
        return None
    standing = ReviewDecision.objects.standing().filter(queue=queue.name, made_by_id=user.pk)
    last = standing.select_related("change_set").order_by("-pk").first()
    if last is None:
        return None
    if last.change_set and last.change_set.article_count > MAX_AT_ONCE:
        undo_in_background(last.change_set, user)
    elif last.change_set:
        undo(last.change_set, user)
    last.ended = timezone.now()
    last.save(update_fields=["ended"])
    return last


def _make_room(queue: Queue, subject: str) -> None:
    """End decisions on an item that is asked about again: an undo or an import overtook them."""
    open_ones = ReviewDecision.objects.filter(queue=queue.name, subject=subject, ended=None)
    open_ones.update(ended=timezone.now())


def _claim(queue: Queue, subject: str, user: Person) -> ReviewDecision:
    """Write the decision's row first: of two editors at once, the second stops here."""
    known = user if user is not None and user.pk else None
    try:
        with transaction.atomic():
            return ReviewDecision.objects.create(
                queue=queue.name,
                subject=subject,
                made_by_id=known.pk if known else None,
                made_by_name=known.get_username() if known else "",
            )
    except IntegrityError:
        raise SettledAlreadyError(_who_settled(queue, subject)) from None


def _who_settled(queue: Queue, subject: str) -> str:
    last = ReviewDecision.objects.filter(queue=queue.name, subject=subject, ended=None).first()
    if last is None:
        return "This is not in the queue any more: it was settled elsewhere."
    who = last.made_by_name or "Somebody else"
    return f"{who} settled this already: {last.decision}. Nothing was changed."
