"""Articles without a headline of their own: the first sentence stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from corpus.models import Article
from corpus.review.article_queue import ArticleQueue
from corpus.review.base import Choice, QueueEntry
from corpus.review.date_hints import numbered

MAX_TITLE_CHARS = 300
_LINES_OFFERED = 4


class DerivedTitles(ArticleQueue):
    """The first lines of the text are choices. A file's name never is: it names a whole dump."""

    name = "titles"
    label = "Generated headlines"
    purpose = (
        "These articles state no headline. Is the one generated from their first words good enough?"
    )

    def candidates(self) -> QuerySet[Article]:
        return Article.objects.shown().filter(title_origin=Article.TitleOrigin.DERIVED)

    def ways(self, article: Article, opening: str) -> Mapping[str, Any]:
        titles = dict.fromkeys(_candidates(article, opening))
        titles.pop(article.title, None)
        return {
            "choices": numbered(Choice("", f"title:{title}", title) for title in titles),
            "verbs": (Choice("k", "keep", "Keep the headline"),),
            "entry": QueueEntry("Another headline", "", article.title),
        }

    def changes(self, article: Article, value: str) -> tuple[Mapping[str, Any], str]:
        if value == "keep":
            return {}, "Headline kept"
        title = " ".join(value.removeprefix("title:").split())
        if not title:
            raise ValueError("An article needs a headline.")
        if len(title) > MAX_TITLE_CHARS:
            raise ValueError(f"A headline has at most {MAX_TITLE_CHARS} characters.")
        return {"title": title}, "Headline set"


def _candidates(article: Article, opening: str) -> Iterator[str]:
    lines = (" ".join(line.split()) for line in opening.split("\n"))
    written = [line for line in lines if any(map(str.isalnum, line))]
    for line in written[:_LINES_OFFERED]:
        if len(line) <= MAX_TITLE_CHARS // 2:
            yield line
