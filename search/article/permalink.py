"""Addresses of articles: which article one names, and whether its title still agrees."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from corpus.extraction.public_key import HALF_LENGTH
from corpus.models import Article, Change
from corpus.models.article import title_slug

#: A shorter beginning of a title could be that of anything.
_MIN_CUT_SLUG = 8
_MAX_ALIKE = 100


@dataclass(frozen=True, slots=True)
class Permalink:
    """The article at an address; `agrees` is False where the address names another title."""

    article: Article
    agrees: bool


def by_number(number: int, slug: str) -> Permalink | None:
    """Return the article that has this id, or None. Ids differ from database to database."""
    article = _shown().filter(pk=number).first() if number < 2**63 else None
    return Permalink(article, _agrees(article, slug)) if article else None


def by_key(key: str, slug: str) -> Permalink | None:
    """Return the article with this public key, or None.

    Where no article has the key, a newer edition of the same file or the same text in a renamed
    file is returned, if there is exactly one.
    """
    article = _shown().filter(key=key).first() or _nearest(key)
    return Permalink(article, _agrees(article, slug)) if article else None


def _shown() -> QuerySet[Article]:
    return Article.objects.shown().select_related("source")


def _nearest(key: str) -> Article | None:
    whole = key.partition("-")[0]
    if len(whole) != 2 * HALF_LENGTH:
        return None
    name, content = whole[:HALF_LENGTH], whole[HALF_LENGTH:]
    for half in (Q(key__startswith=name), Q(key__endswith=content)):
        # The keys alone are an index; whole rows would be read for every address that is wrong.
        alike = Article.objects.filter(half).order_by().values_list("pk", flat=True)[:_MAX_ALIKE]
        found = list(_shown().filter(pk__in=list(alike))[:2])
        if len(found) == 1:
            return found[0]
    return None


def _agrees(article: Article, slug: str) -> bool:
    """Return whether `slug` is of the article's title, of an earlier one, or cut off one."""
    slug = slug.strip("/")
    now = title_slug(article.title)
    if not slug or slug == now or (len(slug) >= _MIN_CUT_SLUG and now.startswith(slug)):
        return True
    titles = Change.objects.filter(article_id=article.pk, field="title")
    return any(
        slug == title_slug(str((value or {}).get("title", "")))
        for change in titles.iterator()
        for value in change.values
    )
