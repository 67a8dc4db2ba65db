"""JSON of any length, read value by value: an array's items, or the lists within an object."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from corpus.importing.source_file import SourceFile, UnreadableError

_PIECE_CHARS = 1024 * 1024
_MAX_DEPTH = 6
_BLANK = re.compile(r"[ \t\r\n,\x1e\ufeff]*")
# Archives of some services are scripts: "window.YTD.tweets.part0 = [ ... ]".
_ASSIGNED = re.compile(r"[ \t\r\n\ufeff]*(?:(?:var|let|const)\s+)?[A-Za-z_$][\w.$]{0,80}\s*=\s*")
_DECODER = json.JSONDecoder()


class JsonStream:
    """Characters of a JSON file and a place in them; no value is held once it was given."""

    def __init__(self, document: SourceFile) -> None:
        self._reader = codecs.getreader("utf-8")(document.stream, "surrogateescape")
        self._max_chars = document.max_bytes
        self._text = self._reader.read(_PIECE_CHARS)
        assigned = _ASSIGNED.match(self._text[:200])
        self._at = assigned.end() if assigned else 0

    def next_char(self) -> str:
        """Return the next character that is no blank or comma, "" at the end; it stays."""
        while True:
            self._at = _BLANK.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def skip(self) -> None:
        """Go past the next character."""
        self._at += 1

    def value(self, what: str) -> tuple[Any, str]:
        """Return the next value and its text. Raises UnreadableError, naming `what`."""
        self.next_char()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                rest = len(self._text) - self._at
                if rest > self._max_chars:
                    raise UnreadableError(f"{what} is too large or broken") from error
                if not self._more():
                    broken = f"broken JSON in {what}: {error.msg}"
                    raise UnreadableError(broken if rest else "JSON cut short") from error
                continue
            except (RecursionError, ValueError) as error:
                raise UnreadableError(f"JSON that cannot be read: {error}") from error
            # A number may go on in the next piece.
            if end == len(self._text) and not isinstance(value, dict | list) and self._more():
                continue
            text, self._at = self._text[self._at : end], end
            return value, text

    def _more(self) -> bool:
        """Read on; what lies before the place is dropped."""
        rest = self._text[self._at :]
        more = self._reader.read(max(_PIECE_CHARS, len(rest)))
        self._text, self._at = rest + more, 0
        return bool(more)


def array_items(stream: JsonStream) -> Iterator[tuple[Any, str]]:
    """Yield the items of an array, or values one after the other, each with its text."""
    is_array = stream.next_char() == "["
    if is_array:
        stream.skip()
    number = 0
    while (character := stream.next_char()) != "]" or not is_array:
        if not character and not is_array:
            return
        number += 1
        yield stream.value(f"record {number}")


def nested_items(
    stream: JsonStream, path: str = "", depth: int = 0
) -> Iterator[tuple[str, Any, str]]:
    """Yield the objects of every list within an object: the list's path, the item, its text.

    What else the object holds is passed by. Lists of other values give nothing.
    """
    stream.skip()
    while (character := stream.next_char()) != "}":
        if not character:
            raise UnreadableError("JSON cut short")
        name, _ = stream.value(f"{path or 'the file'}, a name")
        inner = f"{path}.{name}" if path else str(name)
        if stream.next_char() != ":":
            raise UnreadableError(f"broken JSON: no value for {inner}")
        stream.skip()
        opening = stream.next_char()
        if opening == "{" and depth < _MAX_DEPTH:
            yield from nested_items(stream, inner, depth + 1)
        elif opening == "[":
            yield from _list_items(stream, f"{inner}[]")
        else:
            stream.value(inner)
    stream.skip()


def _list_items(stream: JsonStream, path: str) -> Iterator[tuple[str, Any, str]]:
    stream.skip()
    number = 0
    while (character := stream.next_char()) != "]":
        if not character:
            raise UnreadableError("JSON cut short")
        number += 1
        value, text = stream.value(f"{path}, item {number}")
        if isinstance(value, dict):
            yield path, value, text
    stream.skip()
