"""What is asked of every contestant: the same work, each in its own best way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.harness.corpora import Article
from benchmarks.harness.queries import Query

TOP = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """The numbers of the best `TOP` articles, how many match, and how many in each month.

    A month is counted from the year 0 (`Article.month`); undated articles are in none.
    """

    top: list[int]
    total: int
    months: dict[int, int]


class Contestant(Protocol):
    """An engine under measurement, on a folder of its own."""

    name: str
    version: str

    def __init__(self, folder: Path) -> None: ...

    def build(self, articles: Iterable[Article]) -> None:
        """Index all articles and commit."""

    def prepare(self, query: Query) -> Callable[[], Answer] | None:
        """Return what runs `query`; None where the engine knows no such query.

        What an application would prepare once, such as a parsed query, is done here
        and not measured.
        """

    def best(self, words: list[str], count: int) -> list[int]:
        """Return the best articles for some words, any of which may match, ranked as it comes."""

    def add(self, article: Article) -> None:
        """Add one article; on return it is found by the next query, in this process."""

    def close(self) -> None: ...
