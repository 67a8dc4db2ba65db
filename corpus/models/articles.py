"""Articles, and the doors through which they are written.

`Article.objects.store()` and `Article.objects.discard()` write an article's rows and its
outbox entry in one transaction. Everything that changes articles goes through them, so
the index can always catch up: it is derived, the database is the truth.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from corpus.cleaning import Cleaned
from corpus.models.changes import Change, ChangeSet
from corpus.models.curated import FIELDS, change_values, differing, snapshot
from corpus.models.imports import ImportBatch
from corpus.models.outbox_entries import OutboxEntry
from corpus.models.sources import Source
from corpus.records import HiddenLine, ParsedArticle

Outcome = Literal["added", "updated", "unchanged"]

#: What an editor may change; a date and its precision go together.
EDITABLE = frozenset(
    {
        "title",
        "source",
        "author",
        "url",
        "language",
        "published",
        "date_precision",
        "hidden",
        "binned",
    }
)
_ONE_TICK = dt.timedelta(microseconds=1)


class ArticleManager(models.Manager["Article"]):
    """The doors through which articles are written. There are no others."""

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
        holds the same content under any origin. What an editor set is never overwritten.
        """
        standing = {row.origin: row for row in self.filter(origin__in={p.origin for p in parsed})}
        held = self.held_hashes(
            p.content_hash for p in parsed if not p.key and p.origin not in standing
        )
        sources = Source.objects.named(p.source[:200] for p in parsed)
        new: list[Article] = []
        changed: dict[int, Article] = {}
        originals: dict[str, str] = {}
        outcomes: list[Outcome] = []
        for item in parsed:
            article = standing.get(item.origin)
            if article is None and not item.key and item.content_hash in held:
                outcomes.append("unchanged")
                continue
            if article is not None and article.content_hash == item.content_hash:
                outcomes.append("unchanged")
                continue
            outcomes.append("updated" if article else "added")
            if article is None:
                article = standing[item.origin] = Article(origin=item.origin)
                new.append(article)
            elif article.pk:
                changed[article.pk] = article
            article.take(item, sources.get(item.source[:200]))
            article.batch = batch
            originals[item.origin] = item.original
            held.add(item.content_hash)
        self._write(new, list(changed.values()), originals)
        return outcomes

    def held_hashes(self, hashes: Iterable[str]) -> set[str]:
        """Return those of some content hashes that articles of the archive have."""
        asked = set(hashes)
        rows = self.filter(content_hash__in=asked) if asked else self.none()
        return set(rows.values_list("content_hash", flat=True))

    def _write(
        self, new: list[Article], changed: list[Article], originals: Mapping[str, str]
    ) -> None:
        self.bulk_create(new)
        Original.objects.bulk_create([Original(article=a, text=originals[a.origin]) for a in new])
        for article in changed:
            article.save()
            Original(article=article, text=originals[article.origin]).save()
        OutboxEntry.objects.queue(article.pk for article in (*new, *changed))

    @transaction.atomic
    def give_back(self, articles: Sequence[tuple[Article, str]]) -> None:
        """Save articles that were set back to an earlier state, each with its original of then."""
        originals = {article.origin: original for article, original in articles}
        self._write([], [article for article, _ in articles], originals)

    @transaction.atomic
    def reclean(self, changed: Sequence[tuple[Article, Cleaned]]) -> None:
        """Set the text and hidden lines of articles that were cleaned anew."""
        for article, cleaned in changed:
            article.set_text(cleaned.text, cleaned.hidden)
            article.updated = timezone.now()
        self.bulk_update(
            [article for article, _ in changed], ("text", "hidden_lines", "word_count", "updated")
        )
        OutboxEntry.objects.queue(article.pk for article, _ in changed)

    def discard(self, article: Article) -> None:
        """Delete an article. Its file, imported again, would bring it back; hiding lasts."""
        self.discard_many([article])

    @transaction.atomic
    def discard_many(self, articles: Iterable[Article]) -> int:
        """Delete articles; return how many there were."""
        ids = [article.pk for article in articles]
        self.filter(pk__in=ids).delete()
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
    ) -> list[Change]:
        """Change articles with `change`, and log each field that then differs.

        Rows, log and outbox are one transaction. `change` is given each article, locked, by
        ascending id, and sets what it likes of the fields in `corpus.models.curated`; what
        it raises ends the whole. `undoing` names the changes taken back, by article and field.
        """
        rows = self.select_related("source").select_for_update(of=("self",))
        changed: list[Article] = []
        log: list[Change] = []
        columns = {"edited_fields", "updated"}
        for row in rows.filter(pk__in=list(ids)).order_by("pk"):
            before = snapshot(row)
            change(row)
            after = snapshot(row)
            fields = differing(before, after)
            if not fields:
                continue
            # Never the same stamp twice, whatever the clock says: editors compare it.
            row.updated = max(timezone.now(), row.updated + _ONE_TICK)
            changed.append(row)
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
        OutboxEntry.objects.queue(row.pk for row in changed)
        under.article_count += len(changed)
        under.save()
        return log


class Article(models.Model):
    """One article: its text as shown and indexed, and where each fact about it came from."""

    class TitleOrigin(models.TextChoices):
        STATED = "stated", "stated in the file"
        DERIVED = "derived", "derived from the first sentence"
        EDITOR = "editor", "set by an editor"

    class Precision(models.TextChoices):
        DAY = "day", "day"
        MONTH = "month", "month"
        YEAR = "year", "year"
        NONE = "none", "undated"

    class DateOrigin(models.TextChoices):
        HEADER = "header", "the file's header"
        METADATA = "metadata", "metadata"
        URL = "url", "the address"
        DATELINE = "dateline", "the dateline"
        FILENAME = "filename", "the file name"
        EDITOR = "editor", "an editor"
        NONE = "none", "not known"

    title = models.TextField()
    title_origin = models.CharField(max_length=8, choices=TitleOrigin)
    # Without hidden lines: exactly what is indexed, so that token positions fit.
    text = models.TextField()
    hidden_lines = models.JSONField(
        default=list, blank=True, help_text="A list of {line, text, reason, gap}."
    )
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )
    author = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    language = models.CharField(max_length=16, blank=True)
    published = models.DateField(
        null=True, blank=True, help_text="First day of the month or year where no more is known."
    )
    date_precision = models.CharField(max_length=5, choices=Precision, default=Precision.NONE)
    date_origin = models.CharField(max_length=8, choices=DateOrigin, default=DateOrigin.NONE)
    date_evidence = models.CharField(max_length=300, blank=True)
    hidden = models.BooleanField(default=False, help_text="Kept, but not searched or shown.")
    binned = models.DateTimeField(
        null=True, blank=True, db_index=True, help_text="Since when it lies in the bin."
    )
    # Where it was read from: a file's path, with the record's key for a file of many.
    origin = models.TextField(unique=True)
    content_hash = models.CharField(max_length=64, db_index=True)
    word_count = models.PositiveIntegerField(default=0)
    batch = models.ForeignKey(
        ImportBatch, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )
    imported = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    edited_fields = models.JSONField(
        default=list, blank=True, help_text="Set by an editor: kept when the file changes."
    )

    objects = ArticleManager()

    class Meta:
        ordering = ("-published", "-pk")
        # What the roles may do (`corpus/roles.py`), for the archive as a whole.
        permissions = (
            ("curate_archive", "Can import, curate, review and undo"),
            ("administer_archive", "Can manage people and feeds, and delete for good"),
        )
        constraints = (
            models.CheckConstraint(
                name="dated_or_not",
                condition=models.Q(published__isnull=True, date_precision="none")
                | (models.Q(published__isnull=False) & ~models.Q(date_precision="none")),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=(self.pk, slugify(self.title)[:60] or "article"))

    def take(self, parsed: ParsedArticle, source: Source | None) -> None:
        """Set all fields from what was read, except those an editor set. Does not save."""
        published = parsed.published
        values: dict[str, Any] = {
            "title": parsed.title,
            "source": source,
            "author": parsed.author[:300],
            "url": parsed.url if len(parsed.url) <= 2000 else "",
            "language": parsed.language[:16],
            "published": published.day,
        }
        for name in values.keys() - set(self.edited_fields):
            setattr(self, name, values[name])
        if "title" not in self.edited_fields:
            self.title_origin = parsed.title_origin
        if "published" not in self.edited_fields:
            self.date_precision = published.precision
            self.date_origin = published.origin
            self.date_evidence = published.evidence[:300]
        self.set_text(parsed.text, parsed.hidden_lines)
        self.content_hash = parsed.content_hash

    def set_text(self, text: str, hidden: Iterable[HiddenLine]) -> None:
        """Set the text and the lines hidden from it. Does not save."""
        self.text = text
        self.hidden_lines = [asdict(line) for line in hidden]
        self.word_count = len(text.split())

    def edit(self, changes: Mapping[str, Any]) -> None:
        """Apply an editor's changes, as `ArticleManager.revise` takes them. Does not save."""
        if unknown := changes.keys() - EDITABLE:
            raise ValueError(f"not for editors: {', '.join(sorted(unknown))}")
        changes = dict(changes)
        if {"published", "date_precision"} & changes.keys():
            self._edit_date(
                changes.pop("published", self.published), changes.pop("date_precision", "day")
            )
            changes["published"] = self.published
        if "title" in changes:
            changes["title"] = changes["title"].strip()
            if not changes["title"]:
                raise ValueError("an article needs a title")
            self.title_origin = self.TitleOrigin.EDITOR
        for name, value in changes.items():
            setattr(self, name, value)
        self.edited_fields = sorted({*self.edited_fields, *changes} - {"binned"})

    def _edit_date(self, day: dt.date | None, precision: str) -> None:
        """Set an editor's date; a month's or year's is moved to its first day."""
        self.date_evidence = ""
        if day is None or precision == self.Precision.NONE:
            self.published = None
            self.date_precision = self.Precision.NONE
            self.date_origin = self.DateOrigin.NONE
            return
        month = 1 if precision == self.Precision.YEAR else day.month
        first = day.day if precision == self.Precision.DAY else 1
        self.published = day.replace(month=month, day=first)
        self.date_precision = self.Precision(precision)
        self.date_origin = self.DateOrigin.EDITOR

    @property
    def last_published(self) -> dt.date | None:
        """The last day the date may mean: the end of its month or year."""
        if self.published is None or self.date_precision == self.Precision.DAY:
            return self.published
        month = 12 if self.date_precision == self.Precision.YEAR else self.published.month
        return self.published.replace(
            month=month, day=calendar.monthrange(self.published.year, month)[1]
        )


class Original(models.Model):
    """An article's whole text as it stood in its file. Apart, as pages seldom need it."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="original"
    )
    text = models.TextField()

    def __str__(self) -> str:
        return f"original of {self.article_id}"
