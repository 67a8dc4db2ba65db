"""Reads stored originals again and tells what would change in their articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from corpus.importing.import_options import ImportOptions
from corpus.importing.reading.article_reader import ArticleReader
from corpus.importing.reading.record_reading import Waiting
from corpus.importing.record_reader import Lot
from corpus.importing.source_file import UnreadableError
from corpus.models import Article, Original, Source
from corpus.records import ParsedArticle
from corpus.rereading.stored_records import place_of, stored_record

_LOT = 100


@dataclass(frozen=True, slots=True)
class Rereading:
    """What reading an article again makes of it.

    `changes` are its fields that would change: name, value now, value then. `parsed` is None
    where it cannot be read again; `reason` says why.
    """

    article: Article
    parsed: ParsedArticle | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""


def articles_to_reread(source: str = "", origin: str = "") -> QuerySet[Article]:
    """All articles in order, those of a source, or those whose origin begins so."""
    articles = Article.objects.filter(binned=None).select_related("source", "batch").order_by("pk")
    if source:
        named = Source.objects.standing([source]).get(source)
        articles = articles.filter(source=named) if named else articles.none()
    return articles.filter(origin__startswith=origin) if origin else articles


def rereadings(articles: QuerySet[Article]) -> Iterator[list[Rereading]]:
    """Yield what reading articles again makes of them, a hundred at a time. Stores nothing."""
    reader = _Again(ImportOptions())
    after = 0
    while lot := list(articles.filter(pk__gt=after)[:_LOT]):
        after = lot[-1].pk
        originals = Original.objects.texts_of(article.pk for article in lot)
        yield [reader.reread(article, originals.get(article.pk, "")) for article in lot]


class _Again(ArticleReader):
    """Reads articles by the rules of an import."""

    def take_lot(self, lot: Lot) -> None:
        """Nothing: records come one by one."""

    def reread(self, article: Article, original: str) -> Rereading:
        """Read one article again."""
        file, key = place_of(article)
        failed = len(self.report.failures)
        try:
            raw = stored_record(article, original)
            options = article.batch.options if article.batch else {}
            self.options = ImportOptions.from_json(options)
            name = file.rpartition("/")[2]
            read = list(self.read([Waiting(raw, file, key, name, article.content_hash)]))
        except UnreadableError as error:
            return Rereading(article, reason=str(error))
        if not read:
            return Rereading(article, reason=self.report.failures[failed:][-1][1])
        return Rereading(article, read[0], tuple(_changes(article, read[0])))


def _changes(article: Article, parsed: ParsedArticle) -> Iterator[tuple[str, str, str]]:
    """Yield the fields that would change. What editors set stays."""
    before = _shown(article)
    known = Source.objects.standing([parsed.source[:200]]) if parsed.source else {}
    kept = {name: getattr(article, name) for name in _COLUMNS}
    source = article.source
    article.take(parsed, known.get(parsed.source[:200]) or _unsaved(parsed.source))
    after = _shown(article)
    for name, value in kept.items():
        setattr(article, name, value)
    article.source = source
    for name, value in before.items():
        if value != after[name]:
            yield name, value, after[name]


_COLUMNS = (
    *("title", "title_origin", "published", "date_precision", "date_origin", "date_evidence"),
    *("date_doubt", "author", "url", "language", "language_confidence", "flags", "tags", "hidden"),
    *("text", "hidden_lines", "word_count", "content_hash"),
)


def _unsaved(name: str) -> Source | None:
    return Source(name=name[:200]) if name else None


def _iso_date(article: Article) -> str:
    """Return the date as far as it is known, with its kind where it is vague: `1890 (decade)`."""
    if article.published is None:
        return ""
    known = article.date_precision
    iso = article.published.isoformat()[: {"day": 10, "month": 7}.get(known, 4)]
    return f"{iso} ({known})" if known in ("decade", "circa") else iso


def _shown(article: Article) -> dict[str, str]:
    """The fields that readers see, as text."""
    hidden: Sequence[Mapping[str, Any]] = article.hidden_lines
    return {
        "title": article.title,
        "date": _iso_date(article),
        "doubt": article.date_doubt,
        "source": article.source.name if article.source else "",
        "authors": article.author,
        "address": article.url,
        "language": article.language,
        "text": article.text,
        "lines left out": "\n".join(str(line["text"]) for line in hidden),
    }
