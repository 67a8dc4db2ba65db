"""The values of a file's first records, by path: what they say, and how much."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from corpus.importing.source_file import UnreadableError
from corpus.parsers.mapping.field_paths import leaves
from corpus.parsers.mapping.field_values import prose

#: So many values of a path are looked at.
MAX_SAMPLES = 30
_TAG = re.compile(r"<[^<>]{1,2000}>")
_MAX_SAMPLE_CHARS = 4000


class Sampled:
    """The values of the first records, by path."""

    def __init__(self, records: Iterable[Mapping[str, Any]]) -> None:
        self.values: dict[str, list[Any]] = {}
        self.direct: set[str] = set()
        self._said: dict[str, list[str]] = {}
        for record in records:
            self.direct.update(map(str, record))
            for path, value in leaves(record):
                self.values.setdefault(path, []).append(value)

    def words(self, path: str) -> float:
        """How many words a path's values have, on average over those that say something."""
        counts = [len(_TAG.sub(" ", said).split()) for said in self.said(path)]
        return sum(counts) / len(counts) if counts else 0.0

    def said(self, path: str) -> list[str]:
        """What the first values at a path say."""
        if path not in self._said:
            values = self.values.get(path, ())[:MAX_SAMPLES]
            texts = (_sampled_text(value) for value in values)
            self._said[path] = [text for text in texts if text]
        return self._said[path]

    def share(self, path: str, pattern: re.Pattern[str]) -> float:
        said = self.said(path)
        return sum(bool(pattern.search(text[:200])) for text in said) / len(said) if said else 0.0


def _sampled_text(value: Any) -> str:
    if isinstance(value, str):
        value = value[:_MAX_SAMPLE_CHARS]
    try:
        return prose(value)[:_MAX_SAMPLE_CHARS]
    except UnreadableError:
        return ""
