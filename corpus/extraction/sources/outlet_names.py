"""One name an outlet within an import, before the archive is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from corpus.extraction.sources.source_name import best_spelling, host_of, source_key
from corpus.records import ParsedArticle


class OutletNames:
    """The outlets that articles of an import name, as they come."""

    def __init__(self) -> None:
        self._spelled: dict[str, str] = {}
        self._of_host: dict[str, str] = {}

    def unified(self, articles: Iterable[ParsedArticle]) -> list[ParsedArticle]:
        """Return articles with each outlet under one name.

        It is the name of articles before them, else the most frequent spelling among these.
        """
        articles = list(articles)
        names = [self._name(article) for article in articles]
        counted = Counter(filter(None, names))
        new: dict[str, list[str]] = {}
        for name in counted:
            if (key := source_key(name)) not in self._spelled:
                new.setdefault(key, []).append(name)
        self._spelled |= {key: best_spelling(spelled, counted) for key, spelled in new.items()}
        return [
            self._called(article, self._spelled[source_key(name)]) if name else article
            for article, name in zip(articles, names, strict=True)
        ]

    def _name(self, article: ParsedArticle) -> str:
        """Return what an article calls its outlet: a name rather than its host."""
        name, host = article.source, host_of(article.url)
        if name and name == host:  # No page of it has told its name so far, or one has.
            return self._of_host.get(host, name)
        if name and host:
            self._of_host.setdefault(host, name)
        return name

    @staticmethod
    def _called(article: ParsedArticle, name: str) -> ParsedArticle:
        return article if name == article.source else replace(article, source=name)
