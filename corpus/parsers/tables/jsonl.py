"""JSON Lines: an object a line, as dumps of whole archives come. Read as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from corpus.importing.source_file import BadRecord, NoArticlesError, SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.mapping.field_paths import at_path, split_path
from corpus.parsers.mapping.record_mapper import MappedItem, map_records

_MARK = b"\xef\xbb\xbf"
# A search engine's bulk file has such a line before each document.
_BULK_ACTIONS = frozenset({"index", "create", "update", "delete"})


class JsonLines:
    """A record a line; a line that cannot be read does not cost the others."""

    name = "JSON Lines"
    about = "`.jsonl`, `.ndjson`: a record a line"

    def recognises(self, document: SourceFile) -> bool:
        first, ends, _ = document.head().removeprefix(_MARK).lstrip().partition(b"\n")
        if not first.startswith(b"{"):
            return False
        if document.suffix in ("jsonl", "ndjson", "jl", "jsonlines"):
            return True
        # A JSON file of one object, written over several lines, is another format.
        return bool(ends) and first.rstrip().endswith(b"}") and _is_object(first)

    def records(self, document: SourceFile) -> Iterator[Record]:
        if b'"format": "json-pages' in document.head()[:200].replace(b'":"', b'": "'):
            raise NoArticlesError("the list of pages of a web archive")
        yield from map_records(_items(document), document.options)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _items(document: SourceFile) -> Iterator[MappedItem | BadRecord]:
    number = 0
    steps = split_path(document.options.records.removeprefix("[]").lstrip("."))
    while line := document.stream.readline(document.max_bytes + 1):
        number += 1
        place = f"line {number}"
        if not line.strip():
            continue
        if len(line) > document.max_bytes:
            raise UnreadableError(f"{place} is longer than {document.max_bytes // 2**20} MB")
        try:
            item = _item(line, place)
        except UnreadableError as error:
            yield BadRecord(place, str(error))
            continue
        if len(item.value) == 1 and _BULK_ACTIONS & item.value.keys():
            continue
        if not steps:
            yield item
            continue
        inner = at_path(item.value, steps)
        for one in inner if isinstance(inner, list) else [inner]:
            yield MappedItem(one, json.dumps(one, ensure_ascii=False), place)


def _item(line: bytes, place: str) -> MappedItem:
    try:
        text = line.removeprefix(_MARK).decode("utf-8").strip()
        fields: Any = json.loads(text)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise UnreadableError(f"broken JSON: {error.msg} at character {error.pos + 1}") from error
    except (RecursionError, ValueError) as error:
        raise UnreadableError(f"JSON that cannot be read: {error}") from error
    if not isinstance(fields, dict):
        raise UnreadableError("not a JSON object")
    return MappedItem(fields, text, place)
