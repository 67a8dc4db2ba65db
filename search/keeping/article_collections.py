"""Collections of articles: added to, ordered, given notes, and given out in every format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max

from corpus.models import Article
from search.models import CollectionItem, ReaderCollection

#: A reader may have so many collections, and one may hold so many articles.
MAX_COLLECTIONS = 200
MAX_ITEMS = 5_000


@dataclass(frozen=True, slots=True)
class ItemView:
    """An article of a collection; `article` is None where the archive no longer shows it."""

    item: CollectionItem
    article: Article | None


def create(owner: User, title: str) -> ReaderCollection:
    """Make an empty collection. Raises ValueError beyond the limit, or without a title."""
    title = title.strip()[:200]
    if not title:
        raise ValueError("A collection needs a title.")
    if ReaderCollection.objects.filter(owner=owner).count() >= MAX_COLLECTIONS:
        raise ValueError(f"There are {MAX_COLLECTIONS} collections already; delete one first.")
    return ReaderCollection.objects.create(owner=owner, title=title)


@transaction.atomic
def add(collection: ReaderCollection, article: Article) -> bool:
    """Put an article at the end; return False where it is in there already.

    Raises ValueError where the collection is full.
    """
    _locked(collection)
    if collection.items.filter(article_key=article.key).exists():
        return False
    if collection.items.count() >= MAX_ITEMS:
        raise ValueError(f"A collection holds at most {MAX_ITEMS:,} articles.")
    last = collection.items.aggregate(last=Max("position"))["last"] or 0
    collection.items.create(article_key=article.key, title=article.title, position=last + 1)
    collection.save()
    return True


@transaction.atomic
def move(item: CollectionItem, *, up: bool) -> None:
    """Swap an article with the one before or behind it."""
    _locked(item.collection)
    beside = item.collection.items.exclude(pk=item.pk)
    other = (
        beside.filter(position__lte=item.position).last()
        if up
        else beside.filter(position__gte=item.position).first()
    )
    if other is None:
        return
    here, there = item.position, other.position
    if here == there:
        beside.filter(position__gte=here).update(position=F("position") + 1)
        there += 1
    CollectionItem.objects.filter(pk=item.pk).update(position=there)
    CollectionItem.objects.filter(pk=other.pk).update(position=here)
    item.collection.save()


def item_views(collection: ReaderCollection) -> list[ItemView]:
    """Return the articles of a collection in its order, those that are gone by name."""
    items = list(collection.items.all())
    keys = [item.article_key for item in items]
    shown = Article.objects.shown().select_related("source").defer("text", "hidden_lines")
    articles = {
        article.key: article
        for start in range(0, len(keys), 500)
        for article in shown.filter(key__in=keys[start : start + 500])
    }
    return [ItemView(item, articles.get(item.article_key)) for item in items]


def article_ids(views: Sequence[ItemView]) -> list[int]:
    """Return the ids of the articles that the archive still shows, in order."""
    return [view.article.pk for view in views if view.article is not None]


def _locked(collection: ReaderCollection) -> None:
    """Let one change at a time set positions."""
    ReaderCollection.objects.select_for_update().get(pk=collection.pk)
