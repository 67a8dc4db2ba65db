"""Gives every article the checksums of its row, from short reads."""

from typing import Any

from django.db import migrations, models

from corpus.models.writing.row_checksums import row_checksum, text_checksum

_ROWS_AT_ONCE = 500
_SEARCHED = ("title", "author", "language", "published", "date_precision")


def compute_checksums(apps: Any, schema_editor: Any) -> None:
    """Fill both columns, by ascending id."""
    connection = schema_editor.connection
    article = apps.get_model("corpus", "Article")
    rows = article.objects.using(connection.alias).order_by("pk")
    table = connection.ops.quote_name(article._meta.db_table)
    statement = f"UPDATE {table} SET text_checksum = %s, checksum = %s WHERE id = %s"  # noqa: S608
    last = 0
    while found := list(
        rows.filter(pk__gt=last).values("pk", "text", "hidden_lines", *_SEARCHED)[:_ROWS_AT_ONCE]
    ):
        values = []
        for row in found:
            text_sum = text_checksum(row["text"], row["hidden_lines"])
            whole = row_checksum(text_sum, **{name: row[name] for name in _SEARCHED})
            values.append((text_sum, whole, row["pk"]))
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)
        last = found[-1]["pk"]


class Migration(migrations.Migration):
    dependencies = [("corpus", "0020_skipped_label")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="text_checksum",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="article",
            name="checksum",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(compute_checksums, migrations.RunPython.noop),
    ]
