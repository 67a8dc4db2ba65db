"""Articles that state no date: an editor may know better, or confirm that there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from corpus.models import Article
from corpus.review.article_queue import UNDATED, ArticleQueue, date_changes, date_entry
from corpus.review.base import Choice
from corpus.review.date_hints import date_choices


class Undated(ArticleQueue):
    """Each date that an article mentions is a choice; none is ever taken by itself."""

    name = "undated"
    label = "Undated articles"
    purpose = "No date was found in them. Does one of those they mention tell when they appeared?"

    def candidates(self) -> QuerySet[Article]:
        return Article.objects.shown().filter(published=None)

    def ways(self, article: Article, opening: str) -> Mapping[str, Any]:
        # Numbers that may be two days were left undated, with both told there.
        hidden = (str(line["text"]) for line in article.hidden_lines)
        choices, mentions = date_choices((article.date_doubt, article.title, opening, *hidden))
        return {
            "choices": choices,
            "mentions": mentions,
            "verbs": (Choice("u", "undated", "It has no date"),),
            "entry": date_entry(article),
        }

    def changes(self, article: Article, value: str) -> tuple[Mapping[str, Any], str]:
        if value == "undated":
            return UNDATED, "Confirmed as undated"
        return date_changes(value)
