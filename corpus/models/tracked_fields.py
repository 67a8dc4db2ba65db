"""The fields of an article that the log of changes records, and their values.

A field is what one decision sets: a date with its precision and origin, hidden lines with
the text that stays. Its value is plain JSON; put back, it makes the article exactly what
it was, byte by byte.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.boilerplate.cleaning import restore, without
from corpus.models.source import Source
from corpus.records import HiddenLine

if TYPE_CHECKING:
    from corpus.models.article import Article

Value = Mapping[str, Any]
Snapshot = Mapping[str, Any]


class CannotPutBackError(ValueError):
    """A value that no longer fits the article; the message says why."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the log: the article's columns it covers.

    `edited` is its name in the article's `edited_fields`, "" where it has none there.
    """

    name: str
    label: str
    columns: tuple[str, ...]
    edited: str = ""


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("title", "title", ("title", "title_origin"), "title"),
        Field(
            "date",
            "date",
            ("published", "date_precision", "date_origin", "date_evidence", "date_doubt"),
            "published",
        ),
        Field("source", "source", ("source_id",), "source"),
        Field("author", "author", ("author",), "author"),
        Field("url", "address", ("url",), "url"),
        Field("language", "language", ("language", "language_confidence"), "language"),
        Field("hidden", "hidden", ("hidden",), "hidden"),
        Field("bin", "bin", ("binned",)),
        Field("lines", "lines left out", ("text", "hidden_lines", "word_count")),
        # What an import reads: the value before a change also holds the whole original text.
        Field("file", "original file", ("content_hash", "batch_id", "flags", "tags")),
    )
}
#: The field that each editable column belongs to.
FIELD_OF = {
    **{field.edited: field.name for field in FIELDS.values() if field.edited},
    "date_precision": "date",
    "binned": "bin",
}
#: The columns of `lines`: the bulk of an article.
LARGE = FIELDS["lines"].columns
_TEXTS = ("text", "original")
_DATES = {"published": dt.date, "binned": dt.datetime}


def snapshot(article: Article) -> Snapshot:
    """Return the columns of all fields as they are now, but for those that were not loaded."""
    left = article.get_deferred_fields()
    columns = {
        column: getattr(article, column)
        for field in FIELDS.values()
        for column in field.columns
        if column not in left
    }
    columns["source_name"] = article.source.name if article.source else ""
    columns["edited_fields"] = tuple(article.edited_fields)
    return columns


def differing(before: Snapshot, after: Snapshot) -> list[str]:
    """Return the fields, in order, whose values differ between two snapshots."""
    return [
        field.name
        for field in FIELDS.values()
        if any(before.get(column) != after.get(column) for column in field.columns)
        or (field.edited in before["edited_fields"]) != (field.edited in after["edited_fields"])
    ]


def value_of(taken: Snapshot, field: str) -> dict[str, Any]:
    """Return a field's value. That of `lines` names its text by a hash: see `with_texts`."""
    if field == "lines":
        return {
            "hidden_lines": taken["hidden_lines"],
            "word_count": taken["word_count"],
            "text_hash": _hash(taken["text"]),
        }
    if field == "file":
        columns = (*FIELDS[field].columns, "original")
        return {column: taken[column] for column in columns if column in taken}
    if field == "source":
        value: dict[str, Any] = {"id": taken["source_id"], "name": taken["source_name"]}
    else:
        value = {column: _plain(taken[column]) for column in FIELDS[field].columns}
    if FIELDS[field].edited:
        value["edited"] = FIELDS[field].edited in taken["edited_fields"]
    return value


def change_values(
    before: Snapshot, after: Snapshot, field: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a field's values of two snapshots, fit to be put back from one another.

    The text before is kept only where it does not follow from the lines hidden.
    """
    values = value_of(before, field), value_of(after, field)
    if field == "lines" and not (_follows(after, before) and _follows(before, after)):
        values[0]["text"] = before["text"]
    return values


def stands(article: Article, field: str, value: Value) -> bool:
    """Return whether an article's field has this value now."""
    now: Value = value_of(snapshot(article), field)
    if field == "source" and now["id"] == value["id"]:
        return bool(now["edited"] == value["edited"])
    # Columns that a field got later are missing in older values.
    return all(now[name] == part for name, part in value.items() if name not in _TEXTS)


def put_back(
    article: Article, field: str, value: Value, sources: Mapping[int | None, Source | None]
) -> None:
    """Give a field this value again. Does not save.

    `sources` are as of `sources_of`. Raises CannotPutBackError, having changed nothing,
    where the text is no longer the one whose lines were hidden.
    """
    if field == "lines":
        _put_lines_back(article, value)
        return
    if field == "source":
        article.source = sources.get(value["id"])
    else:
        for column in FIELDS[field].columns:
            if column in value:
                setattr(article, column, _read(column, value[column]))
    if field == "file":
        article.original_text = value["original"]
    if name := FIELDS[field].edited:
        others = set(article.edited_fields) - {name}
        article.edited_fields = sorted({*others, name} if value["edited"] else others)


def sources_of(values: Iterable[Value]) -> dict[int | None, Source | None]:
    """Return the sources that values of the field `source` name, by the id they state.

    One that was merged or renamed since is found by its name, one that is gone made again.
    """
    wanted = {value["id"]: value["name"] for value in values if value["id"]}
    standing: dict[int | None, Source | None] = dict(Source.objects.in_bulk(wanted).items())
    missing = {number: name for number, name in wanted.items() if number not in standing}
    if missing:
        made = Source.objects.named(missing.values())
        standing |= {number: made[name] for number, name in missing.items()}
    return standing


def _put_lines_back(article: Article, value: Value) -> None:
    text: str | None = value.get("text")
    if text is None:
        text = _text_without(article.text, article.hidden_lines, value["hidden_lines"])
    if _hash(text) != value["text_hash"]:
        raise CannotPutBackError("its text has changed since")
    article.text = text
    article.hidden_lines = value["hidden_lines"]
    article.word_count = value["word_count"]


def _follows(taken: Snapshot, wanted: Snapshot) -> bool:
    """Whether a snapshot's text can be made of another's, by the lines that are hidden."""
    made = _text_without(taken["text"], taken["hidden_lines"], wanted["hidden_lines"])
    return bool(made == wanted["text"])


def _text_without(text: str, hidden: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> str:
    """Return a text as it is with other lines hidden."""
    lines = restore(text, (HiddenLine(**line) for line in hidden))
    return "\n".join(without(lines, [HiddenLine(**line) for line in wanted]))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _read(column: str, value: Any) -> Any:
    kind = _DATES.get(column)
    return kind.fromisoformat(value) if kind and value else value
