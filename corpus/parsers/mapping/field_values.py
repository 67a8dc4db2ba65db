"""Values of JSON, XML and tables as text."""

from __future__ import annotations

import ast
import html
import json
import math
import re
from collections.abc import Mapping
from typing import Any

from corpus.importing.charset import tidy

_MAX_NESTING = 5
_MAX_ITEMS = 50
# Where an object stands for a value, its text is under the first of these it has.
_INNER = (
    "#text",
    *("rendered", "raw", "main", "original", "name", "title", "display_name", "displayname"),
    *("full_name", "fullname", "label", "value", "$t", "text", "content", "_text"),
    *(
        "plain",
        "processed",
        "html",
        "$date",
        "$oid",
        "$numberlong",
        "iso",
        "when",
        "start",
        "en",
        "und",
    ),
)
_PERSON = (("first_name", "last_name"), ("firstname", "lastname"), ("given", "family"))
# What programs write for a value that is missing.
_MISSING = frozenset(
    {"nan", "none", "null", "n/a", "#n/a", "nat", "<na>", "\\n", "(null)", "undefined", "-", "[]"}
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_WRITTEN_LIST = re.compile(r"\s*\[.{0,20000}\]\s*", re.DOTALL)


def as_text(value: Any, depth: int = 0, between: str = ", ") -> str:
    """Return what a value says; "" where it says nothing, or is nested deeper than dumps are.

    Raises UnreadableError for characters that no text has.
    """
    if isinstance(value, str):
        return clean_value(value)
    if value is None or isinstance(value, bool) or depth > _MAX_NESTING:
        return ""
    if isinstance(value, int | float):
        if isinstance(value, float) and not math.isfinite(value):
            return ""
        return str(int(value)) if value == int(value) else str(value)
    if isinstance(value, list | tuple):
        said = (as_text(item, depth + 1, between) for item in value[:_MAX_ITEMS])
        return between.join(filter(None, said))
    return _of_object(value, depth, between) if isinstance(value, Mapping) else ""


def _of_object(value: Mapping[str, Any], depth: int, between: str) -> str:
    named = {str(name).lower(): inner for name, inner in value.items()}
    if isinstance(parts := named.get("date-parts"), list) and parts and isinstance(parts[0], list):
        return "-".join(f"{int(part):02}" for part in parts[0][:3] if str(part).isdecimal())
    for first, last in _PERSON:
        if first in named and last in named:
            return f"{as_text(named[first])} {as_text(named[last])}".strip()
    for name in _INNER:
        if name in named and (said := as_text(named[name], depth + 1, between)):
            return said
    return ""


def clean_value(text: str) -> str:
    """Return text without entities and blanks at its ends; "" for "nan" and the like."""
    text = tidy(text).strip()
    if len(text) <= 9 and text.casefold() in _MISSING:
        return ""
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text).replace("\xa0", " ")
    return text


def prose(value: Any) -> str:
    """Return a body's text: the items of a list are paragraphs, or parts of one.

    Messengers keep a text as a list of strings and objects, each a run of letters.
    """
    if isinstance(value, list):
        if any(isinstance(item, Mapping) and "type" in item for item in value):
            return "".join(map(_run, value)).strip()
        return as_text(value, between="\n\n")
    return as_text(value)


def _run(item: Any) -> str:
    """A run of a text, its blanks kept."""
    inner = item.get("text", "") if isinstance(item, Mapping) else item
    return tidy(inner) if isinstance(inner, str) else as_text(inner)


def names_in(value: Any) -> str:
    """Return the people a value names, parted by commas, or semicolons where one has commas.

    A list may be written as text, as programs do: "['Maren Oldt', 'Ivo Lanck']".
    """
    if isinstance(value, str) and _WRITTEN_LIST.fullmatch(value):
        value = _written_list(value)
    if isinstance(value, list | tuple):
        names = [name for name in (as_text(item, 1) for item in value[:_MAX_ITEMS]) if name]
        return ("; " if any("," in name for name in names) else ", ").join(names)
    return as_text(value)


def _written_list(text: str) -> Any:
    for read in (json.loads, ast.literal_eval):
        try:
            return read(text.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
    return text
