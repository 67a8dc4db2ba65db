"""Fields for authors that hold a list or an object as text, as dumps of tables do."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from typing import Any

_MAX_DEPTH = 4
_NAMES = (
    "name",
    "full_name",
    "fullname",
    "display_name",
    "displayname",
    "author",
    "title",
    "value",
)
_GIVEN = ("given", "firstname", "first_name", "givenname", "given_name", "forename")
_FAMILY = ("family", "lastname", "last_name", "familyname", "family_name", "surname")


def values_of(field: str) -> list[str]:
    """Return the values of a field: "['Anna', 'Ben']" holds two, other text is one."""
    text = field.strip()
    if not text.startswith(("[", "{", "(")):
        return [text]
    for read in (json.loads, ast.literal_eval):
        try:
            return list(_texts(read(text)))
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
            continue
    return [text]


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth > _MAX_DEPTH:
        return
    elif isinstance(value, list | tuple | set):
        for item in value:
            yield from _texts(item, depth + 1)
    elif isinstance(value, dict):
        named = {str(name).casefold(): one for name, one in value.items()}
        given, family = _first(named, _GIVEN), _first(named, _FAMILY)
        if given and family:
            yield f"{given} {family}"
            return
        for name in _NAMES:
            if named.get(name):
                yield from _texts(named[name], depth + 1)
                return


def _first(named: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((str(named[name]) for name in names if isinstance(named.get(name), str)), "")
