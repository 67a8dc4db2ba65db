"""Inserts many rows of a plain table without a model instance for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

_MAX_ROWS = 500


def insert_rows(
    model: type[models.Model],
    fields: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    replacing: bool = False,
) -> int:
    """Insert rows whose values stand in the order of `fields`; return how many.

    Every field has to be named, but for a number that the database gives: neither defaults nor
    signals apply. Where `replacing`, the first field is the primary key, and a row that has it
    already gets the new values. Cheaper than `bulk_create`, which makes an instance of each.
    """
    known = {field.name: field for field in model._meta.concrete_fields}
    named = [known[field] for field in fields]
    quote = connection.ops.quote_name
    columns = [quote(str(field.column)) for field in named]
    places = ", ".join(["%s"] * len(named))
    table = quote(model._meta.db_table)
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
    if replacing:
        new = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns[1:])
        statement = f"{statement} ON CONFLICT ({columns[0]}) DO UPDATE SET {new}"
    prepared = [field.get_db_prep_save for field in named]
    values = [
        [prepare(value, connection) for prepare, value in zip(prepared, row, strict=True)]
        for row in rows
    ]
    with connection.cursor() as cursor:
        for start in range(0, len(values), _MAX_ROWS):
            cursor.executemany(statement, values[start : start + _MAX_ROWS])
    return len(values)
