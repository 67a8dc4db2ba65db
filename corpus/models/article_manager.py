"""The doors through which articles are written. There are no others.

Each writes an article's rows and its outbox entry in one transaction, so the index can
always catch up: it is derived, the database is the truth.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from django.db import models, transaction
from django.utils import timezone

from corpus.extraction.public_key import keys_of_copies, public_key
from corpus.models.article_line import ArticleLines
from corpus.models.change import Change, ChangeSet
from corpus.models.import_batch import ImportBatch
from corpus.models.original import Original
from corpus.models.outbox_entry import OutboxEntry
from corpus.models.source import Source
from corpus.models.tombstone import Tombstone
from corpus.models.tracked_fields import FIELDS, LARGE, Snapshot, change_values, differing, snapshot
from corpus.records import ParsedArticle

if TYPE_CHECKING:
    from corpus.models.article import Article

Outcome = Literal["added", "updated", "unchanged"]

_CLEANED_FIELDS = ("title", "text", "hidden_lines", "word_count", "updated")
_ONE_TICK = dt.timedelta(microseconds=1)


class ArticleManager(models.Manager["Article"]):
    """What is shown, and the doors for writing."""

    def shown(self) -> models.QuerySet[Article]:
        """What readers may find: neither hidden nor in the bin."""
        return self.filter(hidden=False, binned__isnull=True)

    def store(self, parsed: ParsedArticle, batch: ImportBatch | None = None) -> Outcome:
        """Add or update one article. See `store_many`."""
        return self.store_many([parsed], batch)[0]

    @transaction.atomic
    def store_many(
        self, parsed: Sequence[ParsedArticle], batch: ImportBatch | None = None
    ) -> list[Outcome]:
        """Store articles in one transaction, all or none; return an outcome for each.

        An article is known by its origin; the same content there is "unchanged". A file
        that is one article (its key is empty) is also "unchanged" where the archive
        holds the same content under any origin. What an editor set is never overwritten, what
        lies in the bin stays there, and what was deleted for good stays gone: "unchanged".
        """
        # Locked: what an editor sets meanwhile is set before, or after.
        rows = self.select_for_update().filter(origin__in={p.origin for p in parsed})
        standing = {row.origin: row for row in rows}
        held = self.held_hashes(
            p.content_hash for p in parsed if not p.key and p.origin not in standing
        )
        gone = _gone(p for p in parsed if p.origin not in standing)
        sources = Source.objects.named(p.source[:200] for p in parsed)
        new: list[Article] = []
        changed: dict[int, Article] = {}
        originals: dict[str, str] = {}
        outcomes: list[Outcome] = []
        touched: Counter[int | None] = Counter()
        for item in parsed:
            article = standing.get(item.origin)
            if article is None:
                known = not gone.isdisjoint((item.origin, item.content_hash)) or (
                    not item.key and item.content_hash in held
                )
            else:
                known = article.content_hash == item.content_hash
            if known:
                outcomes.append("unchanged")
                continue
            outcomes.append("added" if article is None else "updated")
            if article is None:
                article = standing[item.origin] = self.model(origin=item.origin)
                new.append(article)
            elif article.pk:
                changed[article.pk] = article
            before = article.source_id
            article.take(item, sources.get(item.source[:200]))
            touched.update({before, article.source_id})
            article.batch = batch
            originals[item.origin] = item.original
            held.add(item.content_hash)
        hidden = {item.origin: item.recurring for item in parsed}
        self._write(self._keyed(new, parsed), list(changed.values()), originals, hidden)
        Source.objects.note_changes(touched)
        return outcomes

    def _keyed(self, new: list[Article], parsed: Iterable[ParsedArticle]) -> list[Article]:
        """Return new articles with their public keys; a copy in name and content gets a number."""
        items = {item.origin: item for item in parsed}
        keys = {
            article.origin: public_key(
                article.origin, items[article.origin].key, article.content_hash
            )
            for article in new
        }
        taken = set(self.filter(key__in=keys.values()).values_list("key", flat=True))
        for article in new:
            for key in keys_of_copies(keys[article.origin]):
                known = key != keys[article.origin] and self.filter(key=key).exists()
                if key not in taken and not known:
                    break
            article.key = key
            taken.add(key)
        return new

    def held_hashes(self, hashes: Iterable[str]) -> set[str]:
        """Return those of some content hashes that articles of the archive have."""
        asked = set(hashes)
        rows = self.filter(content_hash__in=asked) if asked else self.none()
        return set(rows.values_list("content_hash", flat=True))

    def _write(
        self,
        new: list[Article],
        changed: list[Article],
        originals: Mapping[str, str],
        hidden: Mapping[str, tuple[int, ...]],
    ) -> None:
        self.bulk_create(new)
        Original.objects.bulk_create([Original(article=a, text=originals[a.origin]) for a in new])
        for article in changed:
            article.save()
            Original(article=article, text=originals[article.origin]).save()
        lines = [
            ArticleLines.objects.of(article, hidden.get(article.origin, ()))
            for article in (*new, *changed)
            if article.source_id
        ]
        ArticleLines.objects.keep(lines)
        # What recurs was counted anew since, perhaps, or never looked at.
        Source.objects.note_moved(
            {
                row.article.source_id
                for row in lines
                if row.article.source and not row.is_settled(row.article.source.recurring_digests)
            }
        )
        OutboxEntry.objects.queue(article.pk for article in (*new, *changed))

    @transaction.atomic
    def give_back(self, articles: Sequence[tuple[Article, str]]) -> None:
        """Save articles that were set back to an earlier state, each with its original of then."""
        originals = {article.origin: original for article, original in articles}
        self._write([], [article for article, _ in articles], originals, {})
        Source.objects.note_moved({article.source_id for article, _ in articles})

    @transaction.atomic
    def save_cleaned(self, changed: Sequence[Article], lines: Iterable[ArticleLines] = ()) -> None:
        """Save articles that were cleaned anew (`set_cleaned`), and the digests of lines."""
        for article in changed:
            article.save(update_fields=_CLEANED_FIELDS)
        ArticleLines.objects.keep(lines)
        OutboxEntry.objects.queue(article.pk for article in changed)

    def discard(self, article: Article) -> None:
        """Delete an article. Its file, imported again, brings it back: see `curation.bin`."""
        self.discard_many([article])

    @transaction.atomic
    def discard_many(self, articles: Iterable[Article]) -> int:
        """Delete articles; return how many there were."""
        ids = [article.pk for article in articles]
        gone = self.filter(pk__in=ids)
        Source.objects.note_changes(Counter(gone.values_list("source", flat=True)))
        gone.delete()
        OutboxEntry.objects.queue(ids)
        return len(ids)

    def revise(self, article: Article, **changes: Any) -> None:
        """Set fields of one article as an editor: later imports keep them.

        `changes` are fields of EDITABLE. `published` None means undated; a date without
        `date_precision` is a day. Raises ValueError for any other field, or an empty title.
        Where a person does it, `corpus.curation.editing.edit` also says who.
        """
        with transaction.atomic():
            under = ChangeSet.objects.open(ChangeSet.Kind.EDIT, None)
            self.rewrite([article.pk], lambda row: row.edit(changes), under)
        article.refresh_from_db()

    @transaction.atomic
    def rewrite(
        self,
        ids: Iterable[int],
        change: Callable[[Article], object],
        under: ChangeSet,
        undoing: Mapping[tuple[int, str], Change] | None = None,
        *,
        lines: bool = True,
    ) -> list[Change]:
        """Change articles with `change`, and log each field that then differs.

        Rows, log and outbox are one transaction. `change` is given each article, locked, by
        ascending id, and sets what it likes of the fields in `corpus.models.tracked_fields`; what
        it raises ends the whole. `undoing` names the changes taken back, by article and field.
        Without `lines` texts and hidden lines are not read, nor may they be set.
        """
        rows = self.select_related("source").select_for_update(of=("self",))
        if not lines:
            rows = rows.defer(*LARGE)
        changed: list[Article] = []
        log: list[Change] = []
        moved: set[int | None] = set()
        columns = {"edited_fields", "updated"}
        asked = rows.filter(pk__in=list(ids)).order_by("pk")
        for row, before, after, fields in _changed(asked, change):
            changed.append(row)
            if "source" in fields:
                moved |= {before["source_id"], after["source_id"]}
            for field in fields:
                columns.update(FIELDS[field].columns)
                was, is_now = change_values(before, after, field)
                log.append(
                    Change(
                        change_set=under,
                        article_id=row.pk,
                        field=field,
                        before=was,
                        after=is_now,
                        stamp=row.updated,
                        undoes=(undoing or {}).get((row.pk, field)),
                    )
                )
        self.bulk_update(changed, sorted(columns), batch_size=200)
        Change.objects.bulk_create(log)
        Source.objects.note_moved(moved)
        OutboxEntry.objects.queue(row.pk for row in changed)
        under.article_count += len(changed)
        under.save()
        return log


def _changed(
    rows: Iterable[Article], change: Callable[[Article], object]
) -> Iterator[tuple[Article, Snapshot, Snapshot, list[str]]]:
    """Change rows in memory; yield those that then differ, newly stamped, and in which fields."""
    for row in rows:
        before = snapshot(row)
        change(row)
        after = snapshot(row)
        if fields := differing(before, after):
            # Never the same stamp twice, whatever the clock says: editors compare it.
            row.updated = max(timezone.now(), row.updated + _ONE_TICK)
            yield row, before, after, fields


def _gone(parsed: Iterable[ParsedArticle]) -> set[str]:
    """Return the origins and content hashes, among these, of what was deleted for good."""
    items = list(parsed)
    if not items or not Tombstone.objects.exists():
        return set()
    rows = Tombstone.objects.filter(
        models.Q(origin__in={item.origin for item in items})
        | models.Q(content_hash__in={item.content_hash for item in items})
    )
    return {name for row in rows.values_list("origin", "content_hash") for name in row}
