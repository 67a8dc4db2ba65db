"""Dates and languages in words, with the reasons for them."""

from __future__ import annotations

from django.conf.locale import LANG_INFO

from corpus.extraction.date_text import hints
from corpus.models import Article
from search.query.periods import Period
from search.results.view_models import DateView

_SURE_LANGUAGE = 0.8


def date_view(article: Article) -> DateView:
    """Return the date at the precision at which it is known."""
    period = _period(article)
    return DateView(
        iso="" if period is None else str(period),
        label="Undated" if period is None else period.label,
        precision=article.date_precision,
        origin=article.date_origin,
        hint=_hint(article),
        day=article.published,
    )


def explain_date(article: Article) -> str:
    """Return a sentence on the origin of the date, with the text that states it."""
    period = _period(article)
    if period is None:
        mentioned = ", ".join(date.text for date in hints(article.text))
        hint = f" Its text mentions: {mentioned}." if mentioned else ""
        return f"No date was found in this article, and none was invented.{hint}"
    evidence = f": {article.date_evidence}" if article.date_evidence else ""
    known = {
        Article.Precision.MONTH: " Only the month is known.",
        Article.Precision.YEAR: " Only the year is known.",
    }.get(Article.Precision(article.date_precision), "")
    if article.date_origin == Article.DateOrigin.NONE:
        return f"Where this date comes from is not recorded.{known}"
    if article.date_origin == Article.DateOrigin.EDITOR:
        return f"Set by an editor{evidence}.{known}"
    return f"From {_origin(article)}{evidence}.{known}"


def language_name(code: str) -> str:
    """Return the English name of a language code, or the code if it has none."""
    language = code.lower().partition("-")[0]
    info = LANG_INFO.get(code.lower()) or LANG_INFO.get(language)
    if info and "name" in info:
        return str(info["name"])
    # Django names only the two scripts of Chinese.
    return "Chinese" if language == "zh" else code


def explain_language(article: Article) -> str:
    """Return the language in words, and how certain its detection is."""
    if not article.language:
        return "Not known: its words do not tell it well enough."
    name = language_name(article.language)
    sure = article.language_confidence
    if sure is None or sure >= _SURE_LANGUAGE:
        return name
    return f"Probably {name}: told from its words, which leave some doubt ({sure:.0%} sure)."


def _period(article: Article) -> Period | None:
    day = article.published
    if day is None:
        return None
    if article.date_precision == Article.Precision.YEAR:
        return Period.of(day, "year")
    return Period.of(day, "month" if article.date_precision == Article.Precision.MONTH else "day")


def _hint(article: Article) -> str:
    if article.published is None:
        return "no date found"
    if article.date_origin == Article.DateOrigin.NONE:
        return ""
    if article.date_origin == Article.DateOrigin.EDITOR:
        return "date set by an editor"
    return f"date from {_origin(article)}"


def _origin(article: Article) -> str:
    return str(Article.DateOrigin(article.date_origin).label)
