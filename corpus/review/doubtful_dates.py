"""Articles whose date something speaks against: another place that tells one, or the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from corpus.models import Article
from corpus.review.article_queue import (
    UNDATED,
    ArticleQueue,
    date_changes,
    date_entry,
    stated_date,
)
from corpus.review.base import Choice
from corpus.review.date_hints import date_choices

#: Of fewer dated articles no one is far from the others.
MIN_DATED = 20
#: So many years before all but the oldest twentieth, a date is more likely a mistake.
YEARS_BEFORE = 10
_OLDEST_SHARE = 20


class Suspects(ArticleQueue):
    """Dates contradicted in their own file, in the future, or far before all others."""

    name = "dates"
    label = "Suspected dates"
    purpose = "Something speaks against these dates. Is another one right, or none?"

    def candidates(self) -> QuerySet[Article]:
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        shown = Article.objects.shown().order_by()
        odd = [shown.filter(published__gt=tomorrow)]
        if before := _too_early():
            odd.append(shown.filter(published__lt=before))
        doubted = Article.objects.order_by().exclude(date_doubt="")
        # Asked one by one, each is answered from an index of its own.
        found = doubted.values("pk").union(*(rows.values("pk") for rows in odd))
        return Article.objects.shown().filter(pk__in=found, published__isnull=False)

    def ways(self, article: Article, opening: str) -> Mapping[str, Any]:
        # A date that cannot be is told with its reason, and not offered.
        told = article.date_doubt if article.date_doubt.endswith("”.") else ""
        choices, mentions = date_choices(
            (told, article.title, opening), without=(stated_date(article),)
        )
        return {
            "choices": choices,
            "mentions": mentions,
            "verbs": (
                Choice("k", "keep", "Keep the date"),
                Choice("u", "undated", "It has no date"),
            ),
            "entry": date_entry(article),
        }

    def changes(self, article: Article, value: str) -> tuple[Mapping[str, Any], str]:
        if value == "keep":
            return {}, "Date kept"
        if value == "undated":
            return UNDATED, "Made undated"
        return date_changes(value)


def _too_early() -> dt.date | None:
    """Return the day before which a date is far from all others, None where nobody can say."""
    days = Article.objects.shown().filter(published__isnull=False).order_by("published")
    days_of = days.values_list("published", flat=True)
    dated = days.count()
    if dated < MIN_DATED:
        return None
    oldest = days_of[dated // _OLDEST_SHARE]
    return oldest - dt.timedelta(days=YEARS_BEFORE * 366) if oldest else None
