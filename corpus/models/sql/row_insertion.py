"""Inserts many rows of a plain table without a model instance for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db import connection, models

_MAX_ROWS = 500
# Of such values many rows have the same.
_SELDOM_DIFFER = {bool, dt.date, dt.datetime}


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
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608  # nosec B608
    if replacing:
        new = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns[1:])
        statement = f"{statement} ON CONFLICT ({columns[0]}) DO UPDATE SET {new}"  # nosec B608
    columns_of_values = zip(*rows, strict=True)
    prepared = [
        _prepared(field, column) for field, column in zip(named, columns_of_values, strict=False)
    ]
    values = list(zip(*prepared, strict=True))
    with connection.cursor() as cursor:
        for start in range(0, len(values), _MAX_ROWS):
            cursor.executemany(statement, values[start : start + _MAX_ROWS])
    return len(values)


def _prepared(field: models.Field[Any, Any], column: Sequence[Any]) -> Sequence[Any]:
    """Return the values of a column as the database takes them."""
    kinds = set(map(type, column)) - {type(None)}
    if kinds <= _taken_as_they_are(field):
        return column
    prepare = partial(field.get_db_prep_save, connection=connection)
    if kinds == {list}:
        empty = prepare([])
        return [prepare(value) if value else empty for value in column]
    if kinds <= _SELDOM_DIFFER:
        known = {value: prepare(value) for value in set(column)}
        return [known[value] for value in column]
    return [prepare(value) for value in column]


def _taken_as_they_are(field: models.Field[Any, Any]) -> set[type]:
    """Return the types of values that preparing leaves as they are: most cost more than a row."""
    if isinstance(field, models.ForeignKey | models.OneToOneField):
        return _taken_as_they_are(field.target_field)
    if isinstance(field, models.TextField | models.CharField):
        return {str}
    return {int} if isinstance(field, models.IntegerField) else set()
