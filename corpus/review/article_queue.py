"""What the queues of articles share: who is in them, how one is shown, how a date is set."""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from corpus.curation.date_entry import read_date, written
from corpus.curation.editing import edit, read_stamp
from corpus.models import Article, ChangeSet, ReviewDecision
from corpus.review.base import QueueEntry, ReviewItem, Settled

if TYPE_CHECKING:
    from corpus.curation.editing import Person

#: As much of an article as is looked at; some have millions of characters.
OPENING_CHARS = 20_000
_SHOWN_CHARS = 900


class ArticleQueue(ABC):
    """A queue of articles, by their numbers. What somebody decided on is in it no more."""

    name: str
    label: str
    purpose: str

    @abstractmethod
    def candidates(self) -> QuerySet[Article]:
        """Return the articles in question, those decided on among them."""

    @abstractmethod
    def ways(self, article: Article, opening: str) -> Mapping[str, Any]:
        """Return the choices, verbs, mentions and entry of an item."""

    @abstractmethod
    def changes(self, article: Article, value: str) -> tuple[Mapping[str, Any], str]:
        """Return what a choice sets, and that in words. Raises ValueError for no choice."""

    def count(self) -> int:
        candidates = self.candidates()
        # Far fewer than are in question: the text's hash is looked at for these alone.
        decided = ReviewDecision.objects.standing().filter(
            queue=self.name, article__in=candidates, content_hash=F("article__content_hash")
        )
        return candidates.count() - decided.count()

    def after(self, subject: str) -> ReviewItem | None:
        rows = self._shown()
        if subject:
            rows = rows.filter(pk__gt=_number(subject))
        return self._item(rows.order_by("pk").first())

    def find(self, subject: str) -> ReviewItem | None:
        return self._item(self._shown().filter(pk=_number(subject)).first())

    def settle(self, subject: str, value: str, user: Person, stamp: str) -> Settled:
        article = Article.objects.select_related("source").get(pk=_number(subject))
        changes, told = self.changes(article, value)
        if not changes:
            return Settled(told, None, article)
        made = edit(
            article, changes, user, _read_stamp(stamp), kind=ChangeSet.Kind.REVIEW, summary=told
        )
        return Settled(told, made if made.pk else None, article)

    def _undecided(self) -> QuerySet[Article]:
        decided = ReviewDecision.objects.standing().filter(
            queue=self.name, article=OuterRef("pk"), content_hash=OuterRef("content_hash")
        )
        return self.candidates().filter(~Exists(decided))

    def _shown(self) -> QuerySet[Article]:
        rows = self._undecided().select_related("source").defer("text")
        return rows.annotate(opening=Substr("text", 1, OPENING_CHARS))

    def _item(self, article: Article | None) -> ReviewItem | None:
        if article is None:
            return None
        opening = str(getattr(article, "opening", ""))
        return ReviewItem(
            subject=str(article.pk),
            title=article.title,
            url=article.get_absolute_url(),
            facts=tuple((label, value) for label, value in _facts(article) if value),
            text=_paragraphs(opening),
            stamp=article.updated.isoformat(),
            **self.ways(article, opening),
        )


def date_entry(article: Article) -> QueueEntry:
    """Return the entry of another date."""
    stands = written(article.published, article.date_precision)
    return QueueEntry("Another date", "4 February 2022, Feb 2022, or 2022", stands)


def stated_date(article: Article) -> str:
    """An article's date as choices write it, "" for none."""
    if article.date_precision in (Article.Precision.DECADE, Article.Precision.CIRCA):
        return written(article.published, article.date_precision)
    digits = {"day": 10, "month": 7, "year": 4}.get(article.date_precision, 0)
    return article.published.isoformat()[:digits] if article.published else ""


def date_changes(value: str) -> tuple[Mapping[str, Any], str]:
    """Return what sets the date that an editor chose or wrote, and that in words."""
    entered = read_date(value, timezone.localdate())
    if entered.day is None:
        raise ValueError("No date was written.")
    return {"published": entered.day, "date_precision": entered.precision}, f"Dated {entered}"


UNDATED: Mapping[str, Any] = {"published": None, "date_precision": "none"}


def _facts(article: Article) -> tuple[tuple[str, str], ...]:
    return (
        ("Source", article.source.name if article.source else ""),
        ("Author", article.author),
        ("Date", _told_date(article)),
        ("In doubt", article.date_doubt),
        ("Flagged", article.flags),
        ("Original URL", article.url),
        ("Original", article.origin),
    )


def _told_date(article: Article) -> str:
    label = written(article.published, article.date_precision)
    if not label or article.date_origin == Article.DateOrigin.NONE:
        return label
    evidence = f": {article.date_evidence}" if article.date_evidence else ""
    return f"{label}, from {Article.DateOrigin(article.date_origin).label}{evidence}"


def _paragraphs(opening: str) -> tuple[str, ...]:
    """Return the first paragraphs, cut where they are long."""
    shown = opening[:_SHOWN_CHARS]
    if len(opening) > _SHOWN_CHARS:
        shown = shown.rpartition(" ")[0] + "…"
    return tuple(part.strip() for part in re.split(r"\n\s*\n", shown) if part.strip())


def _number(subject: str) -> int:
    """Return an article's number, 0 for what is none."""
    is_number = subject.isascii() and subject.isdigit() and len(subject) < 20
    return int(subject) if is_number else 0


def _read_stamp(stamp: str) -> dt.datetime | None:
    try:
        return read_stamp(stamp)
    except ValueError:
        return None
