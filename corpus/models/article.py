"""Articles: their columns, and what sets them. `article_manager.py` is how they are written."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import get_script_prefix, reverse
from django.utils.text import slugify

from corpus.boilerplate.cleaning import Cleaned, restore
from corpus.extraction.public_key import MAX_KEY_LENGTH
from corpus.extraction.title import derive_title
from corpus.extraction.word_count import count_words
from corpus.models.article_manager import ArticleManager
from corpus.models.import_batch import ImportBatch
from corpus.models.source import Source
from corpus.models.writing.row_checksums import row_checksum, text_checksum
from corpus.records import ESTIMATE_YEARS, HiddenLine, ParsedArticle

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


def title_slug(title: str) -> str:
    """Return what an address says of a title."""
    return slugify(title)[:60] or "article"


def days_of(published: dt.date | None, precision: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day that a date may mean, as far as it is known."""
    if published is None or precision == "day":
        return published, published
    if precision == "month":
        last = calendar.monthrange(published.year, published.month)[1]
        return published, published.replace(day=last)
    before = ESTIMATE_YEARS if precision == "circa" else 0
    after = {"decade": 9, "circa": ESTIMATE_YEARS}.get(precision, 0)
    first = published.replace(year=max(dt.MINYEAR, published.year - before))
    return first, dt.date(min(dt.MAXYEAR, published.year + after), 12, 31)


def article_address(key: str, title: str) -> str:
    """Return the path of an article's page."""
    before, after = _around_key(settings.CORPUS.url_names.article, get_script_prefix())
    return f"{before}{key}/{title_slug(title)}{after}"


@lru_cache(16)  # `reverse` is slow, and a page has an address for each of its articles
def _around_key(url_name: str, script_prefix: str) -> tuple[str, str]:
    """Return what stands before the key and behind the title in the addresses of articles."""
    before, _, after = reverse(url_name, args=("key", "title")).rpartition("key/title")
    return before, after


_MAX_FLAGS_CHARS = 200


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
        DECADE = "decade", "decade"
        CIRCA = "circa", "year, by an estimate"
        NONE = "none", "undated"

    class DateOrigin(models.TextChoices):
        HEADER = "header", "the file's header"
        METADATA = "metadata", "metadata"
        URL = "url", "the address"
        DATELINE = "dateline", "the dateline"
        FILENAME = "filename", "the file name"
        EDITOR = "editor", "an editor"
        NONE = "none", "not known"

    key = models.CharField(
        max_length=MAX_KEY_LENGTH,
        unique=True,
        editable=False,
        help_text="Its name in addresses, for good: see `corpus.extraction.public_key`.",
    )
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
    language_confidence = models.FloatField(
        null=True,
        blank=True,
        help_text="How sure its words tell the language, from 0 to 1; empty where it is stated.",
    )
    published = models.DateField(
        null=True,
        blank=True,
        help_text="First day of a month, year or decade where no more is known.",
    )
    date_precision = models.CharField(max_length=6, choices=Precision, default=Precision.NONE)
    date_origin = models.CharField(max_length=8, choices=DateOrigin, default=DateOrigin.NONE)
    date_evidence = models.CharField(max_length=300, blank=True)
    date_doubt = models.CharField(
        max_length=400, blank=True, help_text="What spoke against its date when it was imported."
    )
    flags = models.CharField(
        max_length=200, blank=True, help_text="What somebody should look at: “cut off; no text”."
    )
    tags = models.JSONField(default=list, blank=True, help_text="Stated with its import.")
    hidden = models.BooleanField(default=False, help_text="Kept, but not searched or shown.")
    binned = models.DateTimeField(
        null=True, blank=True, db_index=True, help_text="Since when it lies in the bin."
    )
    # Where it was read from: a file's path, with the record's key for a file of many.
    origin = models.TextField(unique=True)
    content_hash = models.CharField(max_length=64, db_index=True)
    # Over what is searched: see `corpus.models.writing.row_checksums`.
    text_checksum = models.BigIntegerField(default=0, editable=False)
    checksum = models.BigIntegerField(default=0, editable=False)
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

    #: The original text to be saved with the row, where an undo puts one back.
    original_text: str = ""

    class Meta:
        ordering = ("-published", "-pk")
        # What the roles may do (`corpus/accounts/roles.py`), for the archive as a whole.
        permissions = (
            ("curate_archive", "Can import, curate, review and undo"),
            ("administer_archive", "Can manage people and feeds, and delete for good"),
        )
        indexes = (
            # To go through a source's articles in an order that does not hang on how they came.
            models.Index(fields=("source", "content_hash"), name="article_of_source"),
            # What review queues and the collection page count is answered from it alone.
            models.Index(
                fields=("binned", "published", "hidden", "date_precision", "title_origin"),
                name="article_shown",
            ),
            models.Index(
                fields=("id",), condition=~models.Q(date_doubt=""), name="article_doubted"
            ),
            models.Index(fields=("id",), condition=~models.Q(flags=""), name="article_flagged"),
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

    def save(self, *args: Any, **options: Any) -> None:
        """Save the row, with its checksums where it is new."""
        if self._state.adding:
            self.set_checksums()
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return article_address(self.key, self.title)

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
        if "language" not in self.edited_fields:
            self.language_confidence = parsed.language_confidence
        if "published" not in self.edited_fields:
            self.date_precision = published.precision
            self.date_origin = published.origin
            self.date_evidence = published.evidence[:300]
            self.date_doubt = published.doubt[:400]
        self.flags = "; ".join(parsed.flags)[:_MAX_FLAGS_CHARS]
        self.tags = list(parsed.tags)
        if "hidden" not in self.edited_fields:
            # What may be no article waits for an editor.
            self.hidden = not set(settings.CORPUS.held_flags).isdisjoint(parsed.flags)
        self.set_text(parsed.text, parsed.hidden_lines)
        self.content_hash = parsed.content_hash
        self.set_checksums()

    def set_text(self, text: str, hidden: Iterable[HiddenLine]) -> None:
        """Set the text and the lines hidden from it. Does not save."""
        self.text = text
        self.hidden_lines = [asdict(line) for line in hidden]
        self.word_count = count_words(text)

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of its authors, each by itself."""
        from corpus.extraction.author import authors_of  # noqa: PLC0415 - compiles many words

        return authors_of(self.author)

    def all_lines(self) -> list[str]:
        """Return the lines of its body, those that are hidden in their places."""
        return restore(self.text, (HiddenLine(**line) for line in self.hidden_lines))

    def set_cleaned(self, cleaned: Cleaned) -> None:
        """Set the text and hidden lines, and the title where it is taken from the text.

        Does not save: `Article.objects.save_cleaned` does.
        """
        self.set_text(cleaned.text, cleaned.hidden)
        if self.title_origin == self.TitleOrigin.DERIVED:
            self.title = derive_title(self.text)
        self.set_checksums()

    def set_checksums(self, *, text: bool = True) -> None:
        """Set the checksums of the row as it stands in memory. Does not save.

        Without `text` that of the text is taken as it is: neither text nor hidden lines changed.
        """
        if text:
            self.text_checksum = self.computed_text_checksum()
        self.checksum = self.computed_checksum()

    def computed_text_checksum(self) -> int:
        """Return the checksum that its text and hidden lines give."""
        return text_checksum(self.text, self.hidden_lines)

    def computed_checksum(self) -> int:
        """Return the checksum that its row gives, by way of `text_checksum`."""
        return row_checksum(
            self.text_checksum,
            title=self.title,
            author=self.author,
            language=self.language,
            published=self.published,
            date_precision=self.date_precision,
        )

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
        if "language" in changes:
            self.language_confidence = None
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
        in_year = precision in (self.Precision.DAY, self.Precision.MONTH)
        month = day.month if in_year else 1
        first = day.day if precision == self.Precision.DAY else 1
        self.published = day.replace(month=month, day=first)
        self.date_precision = self.Precision(precision)
        self.date_origin = self.DateOrigin.EDITOR

    @property
    def first_published(self) -> dt.date | None:
        """The first day the date may mean: five years before an estimated year."""
        return days_of(self.published, self.date_precision)[0]

    @property
    def last_published(self) -> dt.date | None:
        """The last day the date may mean: the end of its month, year or decade."""
        return days_of(self.published, self.date_precision)[1]
