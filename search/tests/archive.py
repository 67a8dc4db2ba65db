"""A small archive for tests of the pages: every kind of date, label and match is in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.models import Article
from corpus.records import DateOrigin, ParsedArticle, PublishedDate
from corpus.tests.factories import parsed
from search.engines import get_engine
from search.engines.base import Document
from search.indexing.drain import document_of
from search.query.periods import Period

_WORDS = ("summit", "grain", "pipeline", "ceasefire", "embargo", "minister", "treaty")
_PLACES = ("Geneva", "Kyiv", "Beijing", "Ankara", "New York")


def published(text: str, origin: DateOrigin = "header") -> PublishedDate:
    """Read `2022`, `2022-02` or `2022-02-04`; "" is undated."""
    if not text:
        return PublishedDate()
    period = Period.parse(text)
    return PublishedDate(period.first, period.interval, origin, text)


def store(title: str, text: str, date: str = "", **given: Any) -> Article:
    """Store one article and index it; it has no source unless given."""
    article = _stored(title, text, date, **given)
    engine = get_engine()
    if engine.status().state == "down":
        engine.rebuild([])
    engine.update([document_of(article)])
    return article


def change_unindexed(article: Article, text: str) -> None:
    """Give an article another text, with its checksums, of which the index has not heard."""
    article.set_text(text, ())
    article.set_checksums()
    article.save()


def store_texts(articles: Iterable[tuple[str, ...]], **given: Any) -> None:
    """Store articles of a title, a text and maybe a date, and index them, all at once."""
    base = Article.objects.count()
    rows = [
        _parsed(number, title, text, "".join(date), **given)
        for number, (title, text, *date) in enumerate(articles, base)
    ]
    Article.objects.store_many(rows)
    get_engine().rebuild(map(document_of, Article.objects.select_related("source")))


def stored_only(document: Document) -> Article:
    """Store what an engine would be given; it is not indexed."""
    first, last = document.first_day, document.last_day
    period = next(
        (
            Period.of(first, interval)
            for interval in ("day", "month", "year")
            if first and Period.of(first, interval).last == last
        ),
        None,
    )
    return _stored(
        document.title or "Untitled",
        document.text,
        str(period or ""),
        source=document.source,
        author=document.author,
        language=document.lang,
        original=f"document {document.id}",
    )


def store_many() -> list[Article]:
    """Store articles whose words, dates and labels overlap in many ways, and index them."""
    Article.objects.store_many(
        [_parsed(number, *_generated(number), **_labels(number)) for number in range(60)]
    )
    articles = list(Article.objects.select_related("source").order_by("pk"))
    get_engine().rebuild(map(document_of, articles))
    return articles


def _stored(title: str, text: str, date: str, **given: Any) -> Article:
    article = _parsed(Article.objects.count(), title, text, date, **given)
    Article.objects.store(article)
    return Article.objects.get(origin=article.origin)


def _parsed(number: int, title: str, text: str, date: str, **given: Any) -> ParsedArticle:
    given.setdefault("source", "")
    given.setdefault("original", f"{title}\n\n{text}")
    given.setdefault("published", published(date))
    return parsed(f"/archive/{number}.txt", title=title, text=text, **given)


def _generated(number: int) -> tuple[str, str, str]:
    words = [_WORDS[(number * step) % len(_WORDS)] for step in (1, 2, 3)]
    place = _PLACES[number % len(_PLACES)]
    title = f"{words[0].capitalize()} talks in {place}, part {number}"
    text = (
        f"{place} saw a {words[1]} and a {words[2]} on that day.\n\n"
        f"The foreign minister spoke of the {words[0]} and of nothing else. "
        f"Observers in {place} had expected a {words[2]} {words[1]} for weeks."
    )
    return title, text, _date(number)


def _date(number: int) -> str:
    if number % 10 == 0:
        return ""
    year = 2020 + number % 3
    if number % 10 == 1:
        return f"{year}"
    month = 1 + number // 3 % 4
    if number % 10 == 2:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{1 + number // 12:02}"


def _labels(number: int) -> dict[str, Any]:
    return {
        "source": ("Meridian Wire", "Harbour Gazette", "A & B <News>", "")[number % 4],
        "author": ("Ann Lee", "", "", "Bo Ek")[number // 2 % 4],
        "language": ("en", "en", "de", "")[number // 3 % 4],
    }
