"""The only functions that write articles.

Each writes an article's rows and its outbox entry in one transaction, so the index can
always catch up: it is derived, the database is the truth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from corpus.extraction.public_key import keys_of_copies, public_key
from corpus.models.article_line import ArticleLines
from corpus.models.change import Change, ChangeSet
from corpus.models.import_batch import ImportBatch
from corpus.models.original import Original
from corpus.models.outbox_entry import OutboxEntry
from corpus.models.source import Source
from corpus.models.sql.row_insertion import insert_rows
from corpus.models.tracked_fields import FIELDS, LARGE, Snapshot, differing, snapshot
from corpus.models.writing.article_import import ImportLot, Outcome, deleted_among, next_stamp
from corpus.models.writing.change_log import ChangeLog
from corpus.records import ParsedArticle

if TYPE_CHECKING:
    from corpus.models.article import Article

    QuerySetOfArticles = models.QuerySet["Article"]
else:  # Django's querysets take no type argument when they run.
    QuerySetOfArticles = models.QuerySet

_CHECKSUMS = ("text_checksum", "checksum")
_CLEANED_FIELDS = ("title", "text", "hidden_lines", "word_count", "updated", *_CHECKSUMS)
#: What an import may set: every logged column but that of the bin.
_IMPORTED_COLUMNS = [
    "updated",
    *_CHECKSUMS,
    *(column for field in FIELDS.values() if field.name != "bin" for column in field.columns),
]


class ArticleQuerySet(QuerySetOfArticles):
    """Articles, read by their numbers without going through all of them."""

    def in_bulk(self, *args: Any, **options: Any) -> dict[Any, Article]:
        """Return articles by number, as Django does, but without asking for an order.

        An order plays no part in a dict; for it SQLite walks through an index of the whole
        archive: 12 ms for 20 of 72,631 articles, and 0.4 ms without.
        """
        return super(ArticleQuerySet, self.order_by()).in_bulk(*args, **options)


class ArticleManager(models.Manager["Article"]):
    """Reads what is shown, and writes articles."""

    def get_queryset(self) -> ArticleQuerySet:
        return ArticleQuerySet(self.model, using=self._db)

    def shown(self) -> models.QuerySet[Article]:
        """What readers may find: neither hidden nor in the bin."""
        return self.filter(hidden=False, binned__isnull=True)

    def store(self, parsed: ParsedArticle, batch: ImportBatch | None = None) -> Outcome:
        """Add or update one article. See `store_many`."""
        return self.store_many([parsed], batch)[0]

    def store_many(
        self, parsed: Sequence[ParsedArticle], batch: ImportBatch | None = None
    ) -> list[Outcome]:
        """Store articles in one transaction, all or none; return an outcome for each.

        An article is known by its origin; the same content there is "unchanged". A file
        that is one article (its key is empty) is also "unchanged" where the archive
        holds the same content under any origin. What an editor set is never overwritten, what
        lies in the bin stays there, and what was deleted for good stays gone: "unchanged".
        """
        return [outcome for outcome, _ in self.import_many(parsed, batch)]

    @transaction.atomic
    def import_many(
        self,
        parsed: Sequence[ParsedArticle],
        batch: ImportBatch | None,
        known: Mapping[str, int] | None = None,
        *,
        again: bool = False,
    ) -> list[tuple[Outcome, int | None]]:
        """Store articles as `store_many` does; return the article ids beside the outcomes.

        `known` are the article ids of all stored origins among these, where the caller has
        just read them. The change set of `batch`, if it has one, logs what is stored. What is
        read `again` is stored though its original is the same.
        """
        lot = self._lot(parsed, batch, known)
        lot.again = again
        outcomes = [lot.take(item) for item in parsed]
        self._save(lot)
        ids = {origin: article.pk for origin, article in lot.rows.items()}
        return [
            (outcome, ids.get(item.origin)) for outcome, item in zip(outcomes, parsed, strict=True)
        ]

    def _lot(
        self,
        parsed: Sequence[ParsedArticle],
        batch: ImportBatch | None,
        known: Mapping[str, int] | None,
    ) -> ImportLot:
        # Locked: an editor's change comes wholly before this one, or wholly after.
        stored = self.select_related("source").select_for_update(of=("self",))
        if known is None:
            rows = list(stored.filter(origin__in={item.origin for item in parsed}))
        else:
            ids = {known[item.origin] for item in parsed if item.origin in known}
            rows = list(stored.filter(pk__in=ids)) if ids else []
        by_origin = {row.origin: row for row in rows}
        fresh = [item for item in parsed if item.origin not in by_origin]
        return ImportLot(
            model=self.model,
            batch=batch,
            rows=by_origin,
            copies=self.held_hashes(item.content_hash for item in fresh if not item.key),
            deleted=deleted_among(fresh),
            sources=Source.objects.named(item.source[:200] for item in parsed),
        )

    def _save(self, lot: ImportLot) -> None:
        """Save the rows of a lot with their originals and lines, the log and the outbox."""
        changed = list(lot.changed.values())
        self._insert(self._keyed(lot.new, lot.parsed.values()))
        if changed:
            self.bulk_update(changed, _IMPORTED_COLUMNS, batch_size=200)
        written = (*lot.new, *changed)
        under = lot.batch.change_set if lot.batch else None
        if under is not None and written:
            self._log_import(under, lot)
        Original.objects.replace({row.pk: lot.parsed[row.origin].original for row in written})
        self._keep_lines(
            ArticleLines.objects.of(row, lot.parsed[row.origin].recurring)
            for row in written
            if row.source_id
        )
        OutboxEntry.objects.queue(row.pk for row in written)
        Source.objects.note_changes(lot.touched)

    def _insert(self, new: Sequence[Article]) -> None:
        """Insert new articles, and give them the numbers that the database gave them."""
        if not new:
            return
        now = timezone.now()
        for article in new:
            article.imported = article.updated = now
        fields = [field for field in self.model._meta.concrete_fields if not field.primary_key]
        values = attrgetter(*(field.attname for field in fields))
        insert_rows(self.model, [field.name for field in fields], map(values, new))
        origins = [article.origin for article in new]
        rows = self.filter(origin__in=origins).order_by().values_list("origin", "pk")
        numbers = dict(rows)
        for article in new:
            article.pk = numbers[article.origin]
            article._state.adding = False
            article._state.db = self.db

    def _log_import(self, under: ChangeSet, lot: ImportLot) -> None:
        """Log the added and updated articles, before the originals are replaced."""
        log = ChangeLog(under)
        for article in lot.new:
            log.note_added(article)
        if lot.changed:
            log.continue_for(lot.changed)
            originals = Original.objects.texts_of(lot.changed)
            for article in lot.changed.values():
                before = {**lot.before[article.pk], "original": originals.get(article.pk, "")}
                log.note(article, before, snapshot(article))
        log.write()

    def _keep_lines(self, lines: Iterable[ArticleLines]) -> None:
        """Save digests of lines; note the sources in which they show that cleaning is due."""
        rows = list(lines)
        ArticleLines.objects.keep(rows)
        Source.objects.note_moved(
            {
                row.article.source_id
                for row in rows
                if row.article.source and not row.is_settled(row.article.source.recurring_digests)
            }
        )

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
        log = ChangeLog(under, undoing)
        moved: set[int | None] = set()
        columns = {"edited_fields", "updated", *_CHECKSUMS}
        replaced: dict[int, tuple[Article, Snapshot, Snapshot]] = {}
        asked = rows.filter(pk__in=list(ids)).order_by("pk")
        for row, before, after, fields in _changed(asked, change):
            changed.append(row)
            columns.update(column for field in fields for column in FIELDS[field].columns)
            if "source" in fields:
                moved |= {before["source_id"], after["source_id"]}
            if "file" in fields:
                replaced[row.pk] = row, before, after
            else:
                log.note(row, before, after)
        self.bulk_update(changed, sorted(columns), batch_size=200)
        self._replace_files(replaced, log)
        Source.objects.note_moved(moved)
        OutboxEntry.objects.queue(row.pk for row in changed)
        return log.write()

    def _replace_files(
        self, replaced: Mapping[int, tuple[Article, Snapshot, Snapshot]], log: ChangeLog
    ) -> None:
        """Log and save the originals of articles that got back those of another import."""
        if not replaced:
            return
        originals = Original.objects.texts_of(replaced)
        for row, before, after in replaced.values():
            log.note(row, {**before, "original": originals.get(row.pk, "")}, after)
        Original.objects.replace({pk: row.original_text for pk, (row, *_) in replaced.items()})
        rows = [row for row, *_ in replaced.values() if row.source_id]
        ArticleLines.objects.keep(ArticleLines.objects.of(row) for row in rows)
        # Cleaned when other lines recurred: the next count looks at them again.
        Source.objects.note_moved({row.source_id for row in rows})


def _changed(
    rows: Iterable[Article], change: Callable[[Article], object]
) -> Iterator[tuple[Article, Snapshot, Snapshot, list[str]]]:
    """Change rows in memory; yield those that then differ, newly stamped, and in which fields."""
    for row in rows:
        before = snapshot(row)
        change(row)
        after = snapshot(row)
        if fields := differing(before, after):
            row.updated = next_stamp(row.updated)
            # A text that nobody changed keeps its checksum: an edit must not hide its damage.
            row.set_checksums(text="lines" in fields)
            yield row, before, after, fields
