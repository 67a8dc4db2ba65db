"""JSON: articles in an array, in some list within an object, or a single one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from io import BufferedReader, BytesIO
from itertools import chain
from typing import Any, cast

from corpus.importing.charset import decode
from corpus.importing.source_file import (
    BadRecord,
    NoArticlesError,
    SkippedRecord,
    SourceFile,
    UnreadableError,
)
from corpus.parsers.base import Record
from corpus.parsers.mapping.field_paths import at_path, split_path
from corpus.parsers.mapping.record_mapper import MappedItem, map_records
from corpus.parsers.tables.json_records import find_records, is_record
from corpus.parsers.tables.json_stream import JsonStream, array_items, nested_items

_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 20
_ASSIGNED = re.compile(rb"(?:(?:var|let|const)\s+)?[A-Za-z_$][\w.$]{0,80}\s*=\s*(?=[\[{])")


class JsonFile:
    """An array is read as a stream, and so is an object that is too large to be held."""

    name = "JSON"
    about = "`.json`: any list of records at any depth, data frames in each orientation"

    def recognises(self, document: SourceFile) -> bool:
        start = document.head().removeprefix(_MARK).lstrip()
        if assigned := _ASSIGNED.match(start[:200]):
            start = start[assigned.end() :]
        if document.suffix in ("json", "geojson"):
            return start[:1] in (b"[", b"{") or b"\x00" in start[:4]
        if start[:1] == b"{":
            return _is_object(start)
        return start[:1] == b"[" and start[1:].lstrip()[:1] in (b"{",)

    def records(self, document: SourceFile) -> Iterator[Record]:
        start = document.head().removeprefix(_MARK).lstrip()
        if assigned := _ASSIGNED.match(start[:200]):
            start = start[assigned.end() :]
        if start.startswith(b"["):
            yield from _array(document)
        else:
            yield from _object(document)


def _is_object(start: bytes) -> bool:
    """Whether a brace begins a JSON object: an RTF file and a program's block do so, too."""
    inner = start[1:].lstrip()[:1]
    return inner in (b'"', b"}", b"")


def _array(document: SourceFile) -> Iterator[Record]:
    """Read an array as a stream, where its items are records; else it is held and searched."""
    options = document.options
    items = array_items(JsonStream(document))
    path = split_path(options.records)
    if path:
        steps = path[1:] if path[0] == -1 else path
        yield from map_records(_numbered(_at_each(items, steps)), options)
        return
    first = [item for item, _ in zip(items, range(_LOOKED_AT), strict=False)]
    if options.fields or any(is_record(value) for value, _ in first) or not first:
        yield from map_records(_numbered(chain(first, items)), options)
        return
    held, size = [], 0
    for value, text in chain(first, items):
        held.append(value)
        size += len(text)
        if size > document.max_bytes:
            raise NoArticlesError("holds no articles; --records PATH says where they stand")
    yield from _found(held, document)


def _at_each(
    items: Iterable[tuple[Any, str]], steps: tuple[str | int, ...]
) -> Iterator[tuple[Any, str]]:
    for value, text in items:
        inner = at_path(value, steps) if steps else value
        for one in inner if isinstance(inner, list) else [inner]:
            yield one, text if one is value else json.dumps(one, ensure_ascii=False)


def _numbered(values: Iterable[tuple[Any, str]]) -> Iterator[MappedItem]:
    for number, (value, text) in enumerate(values, start=1):
        yield MappedItem(value, text, f"record {number}")


def _object(document: SourceFile) -> Iterator[Record]:
    data = document.stream.read(document.max_bytes + 1)
    if len(data) > document.max_bytes:
        yield from _large_object(data, document)
        return
    text = decode(data)
    if assigned := _ASSIGNED.match(text[:200].encode("utf-8", "replace")):
        text = text[assigned.end() :]
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and text[error.pos :].lstrip()[:1] in ("{", "\x1e"):
            yield from _values(text.encode("utf-8", "surrogatepass"), document)
            return
        raise UnreadableError(f"broken JSON: {error.msg} on line {error.lineno}") from error
    except (RecursionError, ValueError) as error:
        raise UnreadableError(f"JSON that cannot be read: {error}") from error
    yield from _found(value, document, text)


def _found(value: Any, document: SourceFile, text: str = "") -> Iterator[Record]:
    found = find_records(value, document.options.records)
    for place in found.skipped:
        yield SkippedRecord(place, "not published")
    if found.items == [value] and found.skipped:
        return
    whole = found.items == [value]
    items = (
        (item, text if whole and text else json.dumps(item, ensure_ascii=False))
        for item in found.items
    )
    yield from map_records(_numbered(items), document.options, found.defaults)


def _values(data: bytes, document: SourceFile) -> Iterator[Record]:
    """Read objects that stand one after the other."""
    stream = JsonStream(_again(data, document))
    yield from map_records(_numbered(array_items(stream)), document.options)


def _again(data: bytes, document: SourceFile) -> SourceFile:
    """The document from its start, given the part of it that was read."""
    stream = BufferedReader(cast("Any", _Rest(data, document.stream)))
    return SourceFile(document.name, stream, document.max_bytes, document.options)


class _Rest(BytesIO):
    """What was read of a stream, and then the rest of it."""

    def __init__(self, data: bytes, stream: BufferedReader) -> None:
        super().__init__(data)
        self._stream = stream

    def readinto(self, buffer: Any) -> int:
        return super().readinto(buffer) or self._stream.readinto(buffer)


def _large_object(data: bytes, document: SourceFile) -> Iterator[Record]:
    """Read the first list of articles in an object that is too large to be held."""
    stream = JsonStream(_again(data, document))
    stream.next_char()
    yield from map_records(_first_list(stream, document.options.records), document.options)


def _first_list(stream: JsonStream, wanted: str) -> Iterator[MappedItem | BadRecord]:
    chosen = wanted if not wanted or wanted.endswith("[]") else f"{wanted}[]"
    number = 0
    for path, value, text in nested_items(stream):
        if not chosen and is_record(value):
            chosen = path
        if path == chosen:
            number += 1
            yield MappedItem(value, text, f"record {number}")
