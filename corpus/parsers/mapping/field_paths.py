"""Paths within a record or a file: "content.rendered", "data.stories[]", "authors[].name"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus.parsers.mapping.field_names import fold_name

_STEP = re.compile(r"([^.\[\]]+)|\[(\d*)\]")
_MAX_STEPS = 12
_MAX_ITEMS = 50
_MAX_DEPTH = 4
_MAX_PATHS = 300


def split_path(path: str) -> tuple[str | int, ...]:
    """Return a path's steps: names, numbers of items, and -1 for every item of a list."""
    steps: list[str | int] = []
    for name, number in _STEP.findall(path.strip().removeprefix("$")):
        steps.append(name if name else int(number) if number else -1)
    return tuple(steps[:_MAX_STEPS])


def at_path(value: Any, steps: Sequence[str | int]) -> Any:
    """Return what stands at a path, None where nothing does. Names are compared folded.

    A list on the way stands for all its items where the path names none.
    """
    for place, step in enumerate(steps):
        if isinstance(value, list) and (step == -1 or isinstance(step, str)):
            rest = steps[place + 1 :] if step == -1 else steps[place:]
            found = [at_path(item, rest) for item in value[:_MAX_ITEMS]]
            return [item for item in found if item is not None]
        if isinstance(step, int):
            if not isinstance(value, list) or step >= len(value):
                return None
            value = value[step]
        elif isinstance(value, Mapping):
            value = _member(value, step)
        else:
            return None
    return value


def _member(value: Mapping[str, Any], name: str) -> Any:
    if name in value:
        return value[name]
    folded = fold_name(name)
    return next((inner for key, inner in value.items() if fold_name(str(key)) == folded), None)


def leaves(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the paths of a record with their values, objects opened, the shallow ones first."""
    level: list[tuple[str, Mapping[str, Any]]] = [("", record)]
    given = 0
    for _ in range(_MAX_DEPTH):
        deeper: list[tuple[str, Mapping[str, Any]]] = []
        for above, value in level:
            for name, inner in value.items():
                path = f"{above}.{name}" if above else str(name)
                if isinstance(inner, Mapping):
                    deeper.append((path, inner))
                yield path, inner
                given += 1
                if given >= _MAX_PATHS:
                    return
        level = deeper
