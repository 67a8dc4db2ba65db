"""One name an outlet within an import, before the archive is asked."""

from __future__ import annotations

from dataclasses import replace

from corpus.extraction.sources.source_name import host_of, source_key
from corpus.records import ParsedArticle


class OutletNames:
    """The outlets that articles of an import name, as they come."""

    def __init__(self) -> None:
        self._spelled: dict[str, str] = {}
        self._of_host: dict[str, str] = {}

    def unified(self, article: ParsedArticle) -> ParsedArticle:
        """Return an article with its outlet called as those before it called it."""
        name = article.source
        if not name:
            return article
        host = host_of(article.url)
        if name == host:  # No page of it has told its name so far, or one has.
            name = self._of_host.get(host, name)
        elif host:
            self._of_host.setdefault(host, name)
        name = self._spelled.setdefault(source_key(name), name)
        return article if name == article.source else replace(article, source=name)
