"""The engine on stock Whoosh: exact, durable and slow.

It answers what the fast engine must answer, by other means: Whoosh's own matchers instead
of arrays. Tests hold the two against each other, and benchmarks take it as their base.

    directory/current.json   which build answers
              build-3/       a Whoosh index
              build-2/       the one before, until the next rebuild
              write.lock
"""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from search.analysis.analyzer import is_unspaced
from search.engines.base import (
    SCHEMA_VERSION,
    Concordance,
    ConcordanceRequest,
    Document,
    EngineError,
    EngineStatus,
    Filters,
    Place,
    QueryError,
    SearchRequest,
    SearchResponse,
    TooSlowError,
    WordCounts,
)
from search.engines.stock.answering import answer, place
from search.engines.stock.concordance import concordance
from search.engines.stock.schema import WORD_FIELDS, row, schema
from search.engines.stock.snapshot import Snapshot
from search.engines.stock.storage import Build, DurableStorage, current_build, switch_to, sync
from search.engines.term_matcher import TermMatcher, matchers_of, required, text_fields
from search.query.nodes import LABEL_FIELDS, And, Leaf, Node, Prefix, Term

_BUILDS_KEPT = 2
#: A build's number times this, plus Whoosh's own generation, is ours.
_GENERATIONS_PER_BUILD = 1_000_000


class StockEngine:
    """See `search.engines.base.Engine`. Before the first `rebuild` all verbs raise EngineError."""

    def __init__(self, directory: Path, *, max_expansions: int = 1_000) -> None:
        self._directory = directory
        self._max_expansions = max_expansions
        self._reading = threading.RLock()
        self._opened: Snapshot | None = None

    def update(self, documents: Iterable[Document], deleted: Iterable[int] = ()) -> None:
        # Whoosh keeps both where one writer gets the same document twice.
        newest = {document.id: document for document in documents}
        with _ours(), self._write_lock():
            writer = self._index(self._live_build()).writer()
            with _committing(writer):
                for number in {*newest, *deleted}:
                    writer.delete_by_term("id", str(number))
                for document in newest.values():
                    writer.add_document(**row(document))

    def rebuild(self, documents: Iterable[Document]) -> None:
        with _ours(), self._write_lock():
            numbers = self._build_numbers()
            build = Build(max(numbers, default=0) + 1, SCHEMA_VERSION)
            storage = DurableStorage(build.folder(self._directory)).create()
            with _committing(FileIndex.create(storage, schema()).writer()) as writer:
                for document in documents:
                    writer.add_document(**row(document))
            sync(self._directory)
            switch_to(build, self._directory)
            for number in numbers[: 1 - _BUILDS_KEPT]:
                shutil.rmtree(Build(number, 0).folder(self._directory), ignore_errors=True)

    def search(self, request: SearchRequest) -> SearchResponse:
        with _ours(), self._reading:
            return answer(self._snapshot(), request, self._max_expansions)

    def place(self, request: SearchRequest, article: int) -> Place | None:
        with _ours(), self._reading:
            return place(self._snapshot(), request, article, self._max_expansions)

    def concordance(self, request: ConcordanceRequest) -> Concordance:
        with _ours(), self._reading:
            return concordance(self._snapshot(), request, self._max_expansions)

    def count(
        self, node: Node, filters: Filters = Filters(), budget_seconds: float = float("inf")
    ) -> int:
        everything = SearchRequest(
            node, filters, limit=0, facets=False, budget_seconds=budget_seconds
        )
        found = self.search(everything)
        if not found.complete:
            raise TooSlowError("It would take too long to count what this query finds.")
        return found.total

    def frequencies(self, words: Sequence[str]) -> list[int]:
        return [self.count(Term(word)) for word in words]

    def suggest(self, prefix: str, limit: int = 10) -> WordCounts:
        typed = required(matchers_of(Prefix(prefix)))
        return self.words(Prefix(typed[-1].text), limit) if typed else ()

    def words(self, leaf: Leaf, limit: int = 10, within: Node | None = None) -> WordCounts:
        row_of_words = required(matchers_of(leaf))
        if len(row_of_words) != 1 or leaf.field in LABEL_FIELDS:
            return ()
        matcher = row_of_words[0]
        with _ours(), self._reading:
            snapshot = self._snapshot()
            stemmed = matcher if matcher.family == "stem" else None
            if stemmed:
                matcher = TermMatcher(stemmed.beginning(snapshot.stemmings), "prefix")
            found = {
                word
                for field in text_fields(leaf)
                for word in snapshot.lexicon(
                    WORD_FIELDS[field, "exact"], matcher, self._max_expansions
                )
                if not is_unspaced(word)
                and (not stemmed or stemmed.is_form(word, snapshot.stemmings))
            }
            nodes = {word: Term(word, leaf.field, exact=True) for word in found}
            counts = [
                (word, self.count(node if within is None else And((node, within))))
                for word, node in nodes.items()
            ]
        counts.sort(key=lambda pair: (-pair[1], pair[0]))
        return tuple((word, count) for word, count in counts[:limit] if count)

    def status(self) -> EngineStatus:
        try:
            with _ours(), self._reading:
                snapshot, build = self._snapshot(), self._live_build()
        except EngineError as error:
            return EngineStatus("down", 0, 0, 0, str(error))
        number, generation = snapshot.key
        stale = build.schema_version != SCHEMA_VERSION
        return EngineStatus(
            state="degraded" if stale else "ok",
            documents=snapshot.reader.doc_count(),
            generation=number * _GENERATIONS_PER_BUILD + generation,
            schema_version=build.schema_version,
            detail="built with another schema" if stale else "",
        )

    def inventory(self) -> Iterator[tuple[int, int]]:
        with _ours(), self._reading:
            snapshot = self._snapshot()
            live = snapshot.live()
            ids = snapshot.columns.article_ids[live].tolist()
            prints = snapshot.columns.fingerprints[live].tolist()
        yield from sorted(zip(ids, prints, strict=True))

    def verify(self) -> list[str]:
        """Whoosh keeps no checksums: of damage only what stops it from opening is known."""
        with _ours(), self._reading:
            self._snapshot()
        return []

    def _snapshot(self) -> Snapshot:
        """Return the newest generation, opened anew where a commit made one since."""
        build = self._live_build()
        index = self._index(build)
        key = (build.number, index.latest_generation())
        if self._opened is None or self._opened.key != key:
            self._opened = Snapshot.open(index, key)
        return self._opened

    def _live_build(self) -> Build:
        build = current_build(self._directory)
        if build is None:
            raise EngineError("there is no index yet")
        return build

    def _index(self, build: Build) -> FileIndex:
        return FileIndex(DurableStorage(build.folder(self._directory)))

    def _build_numbers(self) -> list[int]:
        named = (re.fullmatch(r"build-(\d+)", path.name) for path in self._directory.iterdir())
        return sorted(int(name[1]) for name in named if name)

    @contextmanager
    def _write_lock(self) -> Iterator[None]:
        self._directory.mkdir(parents=True, exist_ok=True)
        with FileLock(self._directory / "write.lock"):
            yield


@contextmanager
def _committing(writer: SegmentWriter) -> Iterator[SegmentWriter]:
    """Commit at the end, or leave the index as it was."""
    try:
        yield writer
        writer.commit()
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise


@contextmanager
def _ours() -> Iterator[None]:
    """Turn whatever Whoosh or the disk raises into the one error that callers know.

    A damaged file can make Whoosh raise nearly anything.
    """
    try:
        yield
    except (EngineError, QueryError):
        raise
    except Exception as error:
        raise EngineError(f"the index cannot be used: {error!r}") from error
