from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from corpus.models import Original, OutboxEntry
from corpus.models.change import Change, ChangeSet
from corpus.models.sql.row_insertion import insert_rows
from corpus.tests.factories import stored

pytestmark = pytest.mark.django_db

_CHANGE = ("change_set", "article_id", "field", "before", "after", "stamp", "undoes")


def test_inserted_row_reads_as_it_was_given():
    under, now = ChangeSet.objects.open(ChangeSet.Kind.EDIT, None), timezone.now()

    assert insert_rows(Change, _CHANGE, [(under.pk, 7, "title", None, {"a": 1}, now, None)]) == 1

    row = Change.objects.get()
    assert (row.change_set, row.article_id, row.field) == (under, 7, "title")
    assert (row.before, row.after, row.stamp, row.undoes) == (None, {"a": 1}, now, None)


def test_many_rows_are_inserted_in_their_order():
    OutboxEntry.objects.all().delete()
    now = timezone.now()

    insert_rows(OutboxEntry, ("article_id", "queued"), ((n, now) for n in range(1201)))

    numbers = OutboxEntry.objects.order_by("pk").values_list("article_id", flat=True)
    assert list(numbers) == list(range(1201))


def test_row_with_a_known_key_is_replaced_only_where_asked():
    article = stored()

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Original, ("article", "text"), [(article.pk, "new")])
    insert_rows(Original, ("article", "text"), [(article.pk, "new")], replacing=True)

    assert Original.objects.get(article=article).text == "new"
