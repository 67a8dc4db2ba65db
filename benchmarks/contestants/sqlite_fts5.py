"""SQLite's full-text index, with a table of months beside it for the facets."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.contestants.base import TOP, Answer
from benchmarks.harness.corpora import Article
from benchmarks.harness.queries import Query


class Fts5:
    """Two statements a query: the best rows by bm25, and counts by month, which make the total."""

    name = "SQLite FTS5"
    version = sqlite3.sqlite_version

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(folder / "fts5.sqlite3", isolation_level=None)
        self._database.executescript(
            """
            PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=4000000000;
            CREATE VIRTUAL TABLE IF NOT EXISTS words
                USING fts5(title, text, tokenize='porter unicode61', content='');
            CREATE TABLE IF NOT EXISTS facets (number INTEGER PRIMARY KEY, month INT, day INT);
            """
        )

    def build(self, articles: Iterable[Article]) -> None:
        self._database.execute("BEGIN")
        for article in articles:
            self._insert(article)
        self._database.execute("COMMIT")
        self._database.execute("INSERT INTO words(words) VALUES('optimize')")
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def prepare(self, query: Query) -> Callable[[], Answer] | None:
        matching = _match(query)
        if matching is None:
            return None
        within = ""
        days: tuple[int, ...] = ()
        if query.first and query.last:
            within = "AND f.day BETWEEN ? AND ?"
            days = (query.first.toordinal(), query.last.toordinal())
        top = (
            "SELECT w.rowid FROM words w JOIN facets f ON f.number = w.rowid "
            f"WHERE words MATCH ? {within} ORDER BY bm25(words, 2.0, 1.0), w.rowid LIMIT {TOP}"
            if within
            else "SELECT rowid FROM words WHERE words MATCH ? AND rank MATCH 'bm25(2.0, 1.0)' "
            f"ORDER BY rank LIMIT {TOP}"
        )
        counts = (
            "SELECT f.month, count(*) FROM words w JOIN facets f ON f.number = w.rowid "
            f"WHERE words MATCH ? {within} GROUP BY f.month"
        )

        def run() -> Answer:
            best = [row[0] for row in self._database.execute(top, (matching, *days))]
            months = dict(self._database.execute(counts, (matching, *days)).fetchall())
            total = sum(months.values())
            months.pop(0, None)
            return Answer(best, total, months)

        return run

    def best(self, words: list[str], count: int) -> list[int]:
        rows = self._database.execute(
            f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT {count}",
            (" OR ".join(f'"{word}"' for word in words),),
        )
        return [row[0] for row in rows]

    def add(self, article: Article) -> None:
        self._database.execute("BEGIN")
        self._insert(article)
        self._database.execute("COMMIT")

    def close(self) -> None:
        self._database.close()

    def _insert(self, article: Article) -> None:
        day = article.day.toordinal() if article.day else 0
        self._database.execute(
            "INSERT INTO words(rowid, title, text) VALUES (?, ?, ?)",
            (article.number, article.title, article.text),
        )
        self._database.execute(
            "INSERT INTO facets VALUES (?, ?, ?)", (article.number, article.month, day)
        )


def _match(query: Query) -> str | None:
    words = [f'"{word}"' for word in query.words]
    if query.kind == "fuzzy":
        return None
    if query.kind == "phrase":
        return '"' + " ".join(query.words) + '"'
    if query.kind == "prefix":
        return f"{words[0]}*"
    joint = {"AND of 2": " AND ", "exclusion": " NOT "}.get(query.kind, " OR ")
    return joint.join(words)
