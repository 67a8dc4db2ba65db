"""Collects the changes that one transaction makes to articles, and logs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from corpus.models.change import Change, ChangeSet
from corpus.models.sql.row_insertion import insert_rows
from corpus.models.tracked_fields import Snapshot, change_values, differing

if TYPE_CHECKING:
    from corpus.models.article import Article


class ChangeLog:
    """The changes of one transaction, under one change set.

    `undoing` are the changes that are taken back, by article id and field; it may be filled
    while the log is.
    """

    def __init__(
        self, under: ChangeSet, undoing: Mapping[tuple[int, str], Change] | None = None
    ) -> None:
        self.under = under
        self.rows: list[Change] = []
        self._added: list[Article] = []
        self._undoing = {} if undoing is None else undoing
        self._earlier: dict[tuple[int, str], Change] = {}
        self._continued: list[Change] = []
        self._articles: set[int] = set()

    def continue_for(self, article_ids: Iterable[int]) -> None:
        """Read what the change set has logged of these articles already.

        A field that changes twice under one change set keeps one row: the value before the
        first change, and the value after the last.
        """
        earlier = Change.objects.filter(
            change_set=self.under, article_id__in=list(article_ids)
        ).defer("before")
        self._earlier = {(row.article_id, row.field): row for row in earlier}

    def note(self, article: Article, before: Snapshot, after: Snapshot) -> None:
        """Log each field that differs between two snapshots of an article."""
        self._articles.add(article.pk)
        if (article.pk, Change.ADDED) in self._earlier:
            return
        for field in differing(before, after):
            was, is_now = change_values(before, after, field)
            earlier = self._earlier.get((article.pk, field))
            if earlier is not None:
                earlier.after, earlier.stamp = is_now, article.updated
                self._continued.append(earlier)
                continue
            self.rows.append(
                Change(
                    change_set=self.under,
                    article_id=article.pk,
                    field=field,
                    before=was,
                    after=is_now,
                    stamp=article.updated,
                    undoes=self._undoing.get((article.pk, field)),
                )
            )

    def note_added(self, article: Article) -> None:
        """Log that an article came into the archive."""
        self._articles.add(article.pk)
        self._added.append(article)

    def write(self) -> list[Change]:
        """Save the log, and count its articles in the change set.

        Returns the new rows, but for those of articles that were added.
        """
        insert_rows(
            Change,
            ("change_set", "article_id", "field", "before", "after", "stamp", "undoes"),
            (
                (self.under.pk, article.pk, Change.ADDED, None, {}, article.updated, None)
                for article in self._added
            ),
        )
        Change.objects.bulk_create(self.rows)
        Change.objects.bulk_update(self._continued, ["after", "stamp"])
        known = {article_id for article_id, _ in self._earlier}
        self.under.article_count += len(self._articles - known)
        self.under.save()
        return self.rows
