"""Gives every article its public key: a column, filled from short reads, then made unique."""

from typing import Any

from django.db import migrations, models

from corpus.extraction.public_key import keys_of_copies, public_key, record_key_of

_ROWS_AT_ONCE = 1_000


def give_keys(apps: Any, schema_editor: Any) -> None:
    """Fill the keys of the articles that have none, by ascending id."""
    articles = apps.get_model("corpus", "Article").objects.using(schema_editor.connection.alias)
    last = 0
    while rows := list(
        articles.filter(pk__gt=last).order_by("pk").only("pk", "origin", "content_hash")[:_ROWS_AT_ONCE]
    ):
        wanted = {
            row.pk: public_key(row.origin, record_key_of(row.origin), row.content_hash) for row in rows
        }
        taken = set(articles.filter(key__in=wanted.values()).values_list("key", flat=True))
        for row in rows:
            for key in keys_of_copies(wanted[row.pk]):
                copy = key != wanted[row.pk] and articles.filter(key=key).exists()
                if key not in taken and not copy:
                    break
            row.key = key
            taken.add(key)
        articles.bulk_update(rows, ["key"], batch_size=200)
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("corpus", "0014_index_what_is_shown")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="key",
            field=models.CharField(max_length=20, null=True, editable=False),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="article",
            name="key",
            field=models.CharField(
                max_length=20,
                unique=True,
                editable=False,
                help_text="Its name in addresses, for good: see `corpus.extraction.public_key`.",
            ),
        ),
    ]
