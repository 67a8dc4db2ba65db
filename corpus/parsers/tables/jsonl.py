"""JSON Lines: an object a line, as dumps of whole archives come. Read as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from corpus.importing.source_file import BadRecord, Document, UnreadableError
from corpus.parsers.fields import record_from
from corpus.records import RawRecord

_MARK = b"\xef\xbb\xbf"


class JsonLines:
    """A record a line; a line that cannot be read does not cost the others."""

    name = "JSON Lines"

    def recognises(self, document: Document) -> bool:
        first, ends, _ = document.head().removeprefix(_MARK).lstrip().partition(b"\n")
        if not first.startswith(b"{"):
            return False
        if document.suffix in ("jsonl", "ndjson", "jl"):
            return True
        # A JSON file of one object, written over several lines, is another format.
        return bool(ends) and first.rstrip().endswith(b"}")

    def records(self, document: Document) -> Iterator[RawRecord | BadRecord]:
        number = 0
        while line := document.stream.readline(document.max_bytes + 1):
            number += 1
            place = f"line {number}"
            if not line.strip():
                continue
            if len(line) > document.max_bytes:
                raise UnreadableError(f"{place} is longer than {document.max_bytes // 2**20} MB")
            try:
                yield _record(line, document)
            except UnreadableError as error:
                yield BadRecord(place, str(error))


def _record(line: bytes, document: Document) -> RawRecord:
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
    return record_from(fields, text, document.called)
