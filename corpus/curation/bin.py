"""The bin: articles out of sight that can be had back, and the way out of the archive."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from corpus.curation.editing import Person, edit
from corpus.models import Article, Change, ChangeSet, Tombstone


def move_to_bin(articles: Iterable[Article | int], user: Person) -> ChangeSet:
    """Take articles out of search and sight; their files do not bring them back."""
    ids = [one if isinstance(one, int) else one.pk for one in articles]
    fresh = Article.objects.filter(pk__in=ids, binned__isnull=True)
    return edit(fresh, {"binned": timezone.now()}, user, kind=ChangeSet.Kind.BIN)


def take_out(articles: Iterable[Article | int], user: Person) -> ChangeSet:
    """Put articles back where they were, with everything."""
    return edit(articles, {"binned": None}, user, kind=ChangeSet.Kind.BIN)


@transaction.atomic
def delete_for_good(articles: Iterable[Article], user: Person) -> ChangeSet:
    """Delete articles with their texts, for ever; return the change set that tells of it.

    What stays is the log, with their titles, and a tombstone each: neither their files nor
    other files of the same content bring them back.
    """
    gone = list(articles)
    made = ChangeSet.objects.open(ChangeSet.Kind.DELETION, user, "Deleted for good")
    now = timezone.now()
    Change.objects.bulk_create(
        Change(
            change_set=made,
            article_id=article.pk,
            field="deleted",
            before={"title": article.title, "origin": article.origin},
            stamp=now,
        )
        for article in gone
    )
    Tombstone.objects.bulk_create(
        (Tombstone(origin=one.origin, content_hash=one.content_hash) for one in gone),
        ignore_conflicts=True,
    )
    made.article_count = Article.objects.discard_many(gone)
    made.save()
    return made
