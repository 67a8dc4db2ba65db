"""Articles that an import flagged: no article at all, cut off, several in one, words lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from corpus.models import Article
from corpus.review.article_queue import ArticleQueue
from corpus.review.base import Choice


class Flagged(ArticleQueue):
    """What may be no article, or not the whole of one. Some wait here before readers see them."""

    name = "flagged"
    label = "Flagged by the import"
    purpose = "Are these whole articles? Some are hidden from readers until you say so."

    def candidates(self) -> QuerySet[Article]:
        return Article.objects.filter(binned__isnull=True).exclude(flags="").order_by()

    def ways(self, article: Article, opening: str) -> Mapping[str, Any]:
        if article.hidden:
            keep = Choice("k", "show", "It is an article: show it to readers")
            hide = Choice("h", "keep-hidden", "Leave it hidden")
        else:
            keep = Choice("k", "keep", "It is all right")
            hide = Choice("h", "hide", "Hide it from readers")
        return {"verbs": (keep, hide, Choice("b", "bin", "Put it in the bin"))}

    def changes(self, article: Article, value: str) -> tuple[Mapping[str, Any], str]:
        changes: dict[str, tuple[Mapping[str, Any], str]] = {
            "show": ({"hidden": False}, "Shown to readers"),
            "keep": ({}, "All right as it is"),
            "hide": ({"hidden": True}, "Hidden from readers"),
            "keep-hidden": ({"hidden": True}, "Left hidden"),
            "bin": ({"binned": timezone.now()}, "Put in the bin"),
        }
        if value not in changes:
            raise ValueError("That is no choice here.")
        return changes[value]
