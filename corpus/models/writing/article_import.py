"""Decides what storing parsed articles does: which are added, updated or unchanged."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from django.db.models import Q
from django.utils import timezone

from corpus.models.source import Source
from corpus.models.tombstone import Tombstone
from corpus.models.tracked_fields import Snapshot, snapshot
from corpus.records import ParsedArticle

if TYPE_CHECKING:
    from corpus.models.article import Article
    from corpus.models.import_batch import ImportBatch

Outcome = Literal["added", "updated", "unchanged"]

_ONE_TICK = dt.timedelta(microseconds=1)


@dataclass(slots=True)
class ImportLot:
    """Articles of one transaction of an import. It changes rows in memory and saves nothing.

    `rows` are the stored articles by origin, `copies` the content hashes that the archive
    holds, `deleted` the origins and hashes of what was deleted for good.
    """

    model: type[Article]
    batch: ImportBatch | None
    rows: dict[str, Article]
    copies: set[str]
    deleted: Collection[str]
    sources: Mapping[str, Source]
    again: bool = False
    new: list[Article] = field(default_factory=list)
    changed: dict[int, Article] = field(default_factory=dict)
    before: dict[int, Snapshot] = field(default_factory=dict)
    parsed: dict[str, ParsedArticle] = field(default_factory=dict)
    #: How many articles of which sources were written or left.
    touched: Counter[int | None] = field(default_factory=Counter)

    def take(self, item: ParsedArticle) -> Outcome:
        """Set the row of one article, or leave it; return what became of it."""
        article = self.rows.get(item.origin)
        if self._is_known(item, article):
            return "unchanged"
        outcome: Outcome = "added" if article is None else "updated"
        if article is None:
            article = self.rows[item.origin] = self.model(origin=item.origin)
            self.new.append(article)
        elif article.pk:
            self.changed[article.pk] = article
            self.before.setdefault(article.pk, snapshot(article))
            article.updated = next_stamp(article.updated)
        source_before = article.source_id
        article.take(item, self.sources.get(item.source[:200]))
        if not self.again:  # It stays an article of the import that brought it.
            article.batch = self.batch
        self.touched.update({source_before, article.source_id})
        self.parsed[item.origin] = item
        self.copies.add(item.content_hash)
        return outcome

    def _is_known(self, item: ParsedArticle, article: Article | None) -> bool:
        if article is not None:
            return article.content_hash == item.content_hash and not self.again
        if item.origin in self.deleted or item.content_hash in self.deleted:
            return True
        return not item.key and item.content_hash in self.copies


def next_stamp(last: dt.datetime) -> dt.datetime:
    """Return now, but never a stamp that an article has had: editors compare it."""
    return max(timezone.now(), last + _ONE_TICK)


def deleted_among(parsed: Iterable[ParsedArticle]) -> set[str]:
    """Return the origins and content hashes, among these, of articles deleted for good."""
    items = list(parsed)
    if not items or not Tombstone.objects.exists():
        return set()
    rows = Tombstone.objects.filter(
        Q(origin__in={item.origin for item in items})
        | Q(content_hash__in={item.content_hash for item in items})
    )
    return {name for row in rows.values_list("origin", "content_hash") for name in row}
