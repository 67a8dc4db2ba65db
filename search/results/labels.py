"""Dates and languages in words, with the reasons for them."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext

from corpus.extraction.date_text import hints
from corpus.models import Article
from search.query.periods import Interval, Period
from search.results.view_models import DateView

_SURE_LANGUAGE = 0.8


class Dated(Protocol):
    """What has the date of an article: the article, or a row of it."""

    @property
    def published(self) -> dt.date | None: ...
    @property
    def date_precision(self) -> str: ...
    @property
    def date_origin(self) -> str: ...


def date_view(article: Dated) -> DateView:
    """Return the date at the precision at which it is known."""
    period = _period(article)
    return DateView(
        iso="" if period is None else str(period),
        label=_label(article, period),
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
        hint = gettext(" The text mentions: %(dates)s.") % {"dates": mentioned} if mentioned else ""
        return gettext("No date found; we do not guess.") + hint
    evidence = f": {article.date_evidence}" if article.date_evidence else ""
    known = {
        Article.Precision.MONTH: gettext(" Only the month is known."),
        Article.Precision.YEAR: gettext(" Only the year is known."),
        Article.Precision.DECADE: gettext(" Only the decade is known."),
        Article.Precision.CIRCA: gettext(
            " The year is an estimate: it counts as any of the five years before and after."
        ),
    }.get(Article.Precision(article.date_precision), "")
    if article.date_origin == Article.DateOrigin.NONE:
        return gettext("The origin of this date is not recorded.") + known
    if article.date_origin == Article.DateOrigin.EDITOR:
        return gettext("Set by an editor") + f"{evidence}.{known}"
    return gettext("From %(origin)s") % {"origin": _origin(article)} + f"{evidence}.{known}"


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
        return gettext("Language unknown: not enough text to detect it.")
    name = language_name(article.language)
    sure = article.language_confidence
    if sure is None or sure >= _SURE_LANGUAGE:
        return name
    text = gettext("Probably %(language)s, detected from the text (%(certainty)s certain).")
    return text % {"language": name, "certainty": f"{sure:.0%}"}


def _period(article: Dated) -> Period | None:
    day = article.published
    if day is None:
        return None
    kinds: dict[str, Interval] = {"day": "day", "month": "month"}
    return Period.of(day, kinds.get(article.date_precision, "year"))


def _label(article: Dated, period: Period | None) -> str:
    """Return a date in words; its `period` is the year of a decade or an estimate."""
    if period is None:
        return gettext("Undated")
    if article.date_precision == Article.Precision.DECADE:
        return gettext("%(year)ss") % {"year": period.year}
    if article.date_precision == Article.Precision.CIRCA:
        return gettext("c. %(year)s") % {"year": period.year}
    return period.label


def _hint(article: Dated) -> str:
    if article.published is None:
        return gettext("no date found")
    if article.date_origin == Article.DateOrigin.NONE:
        return ""
    if article.date_origin == Article.DateOrigin.EDITOR:
        return gettext("date set by an editor")
    return gettext("date from %(origin)s") % {"origin": _origin(article)}


def _origin(article: Dated) -> str:
    return str(Article.DateOrigin(article.date_origin).label)
