"""The articles that are measured on: real ones, read from beside the project."""

from __future__ import annotations

import datetime as dt
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

#: Optional test data; never part of the project.
DEFAULT_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpora"


@dataclass(frozen=True, slots=True)
class Article:
    """What every contestant indexes. `number` counts from 1."""

    number: int
    title: str
    text: str
    source: str
    day: dt.date | None

    @property
    def month(self) -> int:
        """Months since the year 0, or 0 for an undated article."""
        return self.day.year * 12 + self.day.month - 1 if self.day else 0


def articles(
    name: str, limit: int | None = None, folder: Path = DEFAULT_FOLDER
) -> Iterator[Article]:
    """Yield the articles of `name`.jsonl.xz, at most `limit`."""
    with lzma.open(folder / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        yield from _read(lines, limit)


def short_articles(count: int, name: str, folder: Path = DEFAULT_FOLDER) -> Iterator[Article]:
    """Yield `count` short articles: pieces of 30 words cut from `name`, again and again."""
    number = 0
    skip = 0
    while True:
        for article in articles(name, folder=folder):
            words = article.text.split()[skip:]
            for start in range(0, len(words), 30):
                number += 1
                piece = " ".join(words[start : start + 30])
                yield Article(number, article.title, piece, article.source, article.day)
                if number == count:
                    return
        # The next round cuts elsewhere, so that no piece comes twice.
        skip += 7


def judged(name: str, folder: Path = DEFAULT_FOLDER) -> Judged:
    """Read a collection with human relevance judgments."""
    home = folder / name
    with (home / "docs.jsonl").open(encoding="utf-8") as lines:
        documents = {row["id"]: (row["title"], row["body"]) for row in map(json.loads, lines)}
    queries = dict(_columns(home / "queries.tsv", 2))
    grades: dict[str, dict[str, int]] = {}
    for query, document, grade in _columns(home / "qrels.tsv", 3):
        grades.setdefault(query, {})[document] = int(grade)
    return Judged(name, documents, queries, grades)


@dataclass(frozen=True, slots=True)
class Judged:
    """Documents (title, text), queries, and grades by query and document; 0 is left out."""

    name: str
    documents: dict[str, tuple[str, str]]
    queries: dict[str, str]
    grades: dict[str, dict[str, int]]


def _read(lines: IO[str], limit: int | None) -> Iterator[Article]:
    for number, line in enumerate(islice(lines, limit), 1):
        row: dict[str, Any] = json.loads(line)
        day = dt.date.fromisoformat(row["date"][:10]) if row.get("date") else None
        yield Article(number, row["title"], row["body"], row.get("source") or "", day)


def _columns(path: Path, count: int) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split("\t")[:count]
