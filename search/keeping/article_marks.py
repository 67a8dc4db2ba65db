"""What a reader keeps of one article: shown below it, and dimmed in results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from search.models import ArticleMark, ReaderCollection


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """The marks of one reader on one article, and the collections it could go into."""

    key: str
    starred: bool
    read: bool
    tags: tuple[str, ...]
    collections: tuple[ReaderCollection, ...]


def kept_article(user: AbstractBaseUser | AnonymousUser, key: str) -> KeptArticle | None:
    """Return what a reader keeps of an article; None where nobody is signed in."""
    if not user.is_authenticated:
        return None
    marks = list(ArticleMark.objects.filter(owner_id=user.pk, article_key=key).order_by("tag"))
    kinds = {mark.kind for mark in marks}
    return KeptArticle(
        key=key,
        starred=ArticleMark.Kind.STAR in kinds,
        read=ArticleMark.Kind.READ in kinds,
        tags=tuple(mark.tag for mark in marks if mark.tag),
        collections=tuple(ReaderCollection.objects.filter(owner_id=user.pk).order_by("-updated")),
    )


def read_keys(user: AbstractBaseUser | AnonymousUser, keys: Iterable[str]) -> frozenset[str]:
    """Return those of some articles that a reader marked as read."""
    if not user.is_authenticated:
        return frozenset()
    marks = ArticleMark.objects.filter(
        owner_id=user.pk, kind=ArticleMark.Kind.READ, article_key__in=list(keys)
    )
    return frozenset(marks.values_list("article_key", flat=True))
