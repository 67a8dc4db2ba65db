"""JSON: an array of articles, an object that holds one under some name, or a single article."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any

from corpus.importing.charset import decode
from corpus.importing.source_file import BadRecord, Document, NoArticlesError, UnreadableError
from corpus.parsers.fields import record_from
from corpus.records import RawRecord

_MARK = b"\xef\xbb\xbf"
_PIECE_CHARS = 1024 * 1024
_LISTS = (
    "articles",
    "items",
    "docs",
    "documents",
    "data",
    "results",
    "records",
    "response",
    "hits",
)
_DECODER = json.JSONDecoder()


class JsonFile:
    """An array is read as a stream, of any length; an object is held whole."""

    name = "JSON"

    def recognises(self, document: Document) -> bool:
        start = document.head().removeprefix(_MARK).lstrip()
        if document.suffix == "json":
            return start[:1] in (b"[", b"{") or b"\x00" in start[:4]
        return start[:1] == b"{" or (start[:1] == b"[" and start[1:].lstrip()[:1] == b"{")

    def records(self, document: Document) -> Iterator[RawRecord | BadRecord]:
        start = document.head().removeprefix(_MARK).lstrip()
        values = _array(document) if start.startswith(b"[") else _held(document)
        good = False
        waiting: list[BadRecord] = []
        for number, (value, original) in enumerate(values, start=1):
            try:
                yield record_from(_inner(value), original, document.called)
                good = True
            except NoArticlesError as error:
                waiting.append(BadRecord(f"record {number}", str(error)))
            except UnreadableError as error:
                yield BadRecord(f"record {number}", str(error))
                good = True
            if good or len(waiting) > 1000:
                yield from waiting
                waiting.clear()
        if waiting:
            raise NoArticlesError(f"holds no articles; {waiting[0].reason}")


def _inner(value: Any) -> dict[str, Any]:
    """The article itself, where a search engine's export wraps it."""
    if not isinstance(value, dict):
        raise NoArticlesError("not a JSON object")
    inner = value.get("_source")
    return {"_id": value.get("_id"), **inner} if isinstance(inner, dict) else value


def _held(document: Document) -> Iterator[tuple[Any, str]]:
    """Yield the articles of an object: those in its list, or itself."""
    text = decode(document.read())
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"broken JSON: {error.msg} on line {error.lineno}") from error
    except (RecursionError, ValueError) as error:
        raise UnreadableError(f"JSON that cannot be read: {error}") from error
    for _ in range(3):
        if not isinstance(value, dict):
            break
        inner = next((value[name] for name in _LISTS if name in value), None)
        if inner is None:
            break
        value = inner
    if isinstance(value, list):
        for item in value:
            yield item, json.dumps(item, ensure_ascii=False)
    else:
        yield value, text


def _array(document: Document) -> Iterator[tuple[Any, str]]:
    """Yield the items of an array, each with its text, without holding the array."""
    characters = codecs.getreader("utf-8")(document.stream, "surrogateescape")
    text = characters.read(_PIECE_CHARS).lstrip("\ufeff \t\r\n")[1:]
    number = 0
    while True:
        text = text.lstrip(" \t\r\n,")
        if text.startswith("]"):
            return
        try:
            value, end = _DECODER.raw_decode(text)
        except json.JSONDecodeError as error:
            more = characters.read(max(_PIECE_CHARS, len(text)))
            if not more:
                broken = f"broken JSON in record {number + 1}: {error.msg}"
                raise UnreadableError(broken if text else "JSON cut short") from error
            if len(text) > document.max_bytes:
                raise UnreadableError(f"record {number + 1} is too large or broken") from error
            text += more
            continue
        except (RecursionError, ValueError) as error:
            raise UnreadableError(f"JSON that cannot be read: {error}") from error
        number += 1
        yield value, text[:end]
        text = text[end:]
