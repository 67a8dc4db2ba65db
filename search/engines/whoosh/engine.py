"""The default engine: a Whoosh index, written by its writer and answered by its searcher.

Durability and damage are the index's affair (see `columnar/index`), queries the searcher's
(see `columnar/search`); here the two are put behind the seam.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

import numpy as np

from search.engines.base import (
    LABELS,
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
    WordCounts,
    WordOrder,
)
from search.engines.whoosh import page_search, term_suggestions
from search.engines.whoosh.columnar.codec.index_errors import CorruptIndexError, IndexProblemError
from search.engines.whoosh.columnar.index.commit_points import CommitPoint
from search.engines.whoosh.columnar.postings.search_limits import SearchLimits
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.columnar.segment_reader import UNDATED
from search.engines.whoosh.columnar.work_clock import CLOCK, REQUEST
from search.engines.whoosh.match_lines import collocates, concordance
from search.engines.whoosh.query_cost import cost
from search.engines.whoosh.schema import article_index
from search.query.nodes import Leaf, Node

Asked = TypeVarTuple("Asked")
Result = TypeVar("Result")

logger = logging.getLogger(__name__)

#: A damaged file is gone around; more than a few would be a broken disk.
_ATTEMPTS = 4
_DEGRADED = "The index is damaged and will be built anew: the latest changes may be missing."


class WhooshEngine:
    """See `search.engines.base.Engine`. Before the first `rebuild` all verbs raise EngineError.

    A file found damaged is gone around at once: the generation before answers, and says
    so, until the index is rebuilt.
    """

    def __init__(
        self,
        directory: Path,
        *,
        max_expansions: int = 1_000,
        max_clauses: int = 64,
        max_depth: int = 20,
        cache_bytes: int = 64 << 20,
        build_bytes: int = 256 << 20,
    ) -> None:
        limits = SearchLimits(max_expansions, max_clauses, max_depth, cache_bytes)
        self._index = article_index(
            directory, version=SCHEMA_VERSION, build_bytes=build_bytes, limits=limits
        )

    def update(self, documents: Iterable[Document], deleted: Iterable[int] = ()) -> None:
        self._write(documents, deleted)

    def rebuild(self, documents: Iterable[Document]) -> None:
        self._write(documents, anew=True)

    def search(self, request: SearchRequest) -> SearchResponse:
        response, problem = self._read(page_search.search, request)
        if problem:
            return replace(response, notices=(*response.notices, _DEGRADED))
        return response

    def place(self, request: SearchRequest, article: int) -> Place | None:
        return self._read(page_search.place, request, article)[0]

    def concordance(self, request: ConcordanceRequest) -> Concordance:
        found, problem = self._read(concordance, request)
        return replace(found, notices=(*found.notices, _DEGRADED)) if problem else found

    def collocates(
        self, request: ConcordanceRequest, places: Sequence[WordOrder], limit: int = 10
    ) -> Mapping[WordOrder, WordCounts]:
        return self._read(collocates, request, places, limit)[0]

    def count(
        self, node: Node, filters: Filters = Filters(), budget_seconds: float | None = None
    ) -> int:
        return self._read(page_search.count, node, filters, budget_seconds)[0]

    def frequencies(
        self, words: Sequence[str], within: Node | None = None, filters: Filters = Filters()
    ) -> list[int]:
        return self._read(term_suggestions.frequencies, words, within, filters)[0]

    def suggest(self, prefix: str, limit: int = 10) -> WordCounts:
        return self._read(term_suggestions.suggest, prefix, limit)[0]

    def words(self, leaf: Leaf, limit: int = 10, within: Node | None = None) -> WordCounts:
        return self._read(term_suggestions.words, leaf, limit, within)[0]

    def cost(self, node: Node) -> int:
        return self._read(cost, node)[0]

    def clock(self) -> float:
        return CLOCK.now()

    def suppress(self, articles: Collection[int]) -> None:
        self._index.suppress(articles)

    def status(self) -> EngineStatus:
        try:
            point = self._ask(lambda point: point)
        except EngineError as error:
            return EngineStatus("down", 0, 0, 0, str(error))
        manifest, problem = point.manifest, point.problem
        if manifest.schema != SCHEMA_VERSION:
            problem = problem or "built with another schema"
        return EngineStatus(
            state="degraded" if problem else "ok",
            documents=point.documents,
            generation=manifest.generation,
            schema_version=manifest.schema,
            detail=problem,
        )

    def inventory(self) -> Iterator[tuple[int, int]]:
        def columns(now: CommitPoint) -> tuple[list[int], list[int]]:
            empty = np.empty(0, np.int64)
            ids = np.concatenate([empty, *(s.live(s.article_ids) for s in now.segments)])
            prints = np.concatenate([empty, *(s.live(s.fingerprints) for s in now.segments)])
            order = np.argsort(ids)
            return ids[order].tolist(), prints[order].tolist()

        yield from zip(*self._ask(columns), strict=True)

    def verify(self) -> list[str]:
        try:
            return self._index.commit_points.verify()
        except IndexProblemError as error:
            raise EngineError(str(error)) from error

    def _read(
        self, question: Callable[[IndexSearcher, *Asked], Result], *asked: *Asked
    ) -> tuple[Result, str]:
        """Ask the newest sound generation; return its answer, and what is wrong with it.

        Raises QueryError or EngineError, nothing else.
        """
        CLOCK.spend(1, REQUEST)

        def answer(point: CommitPoint) -> tuple[Result, str]:
            return question(self._index.arrays(point), *asked), point.problem

        return self._ask(answer)

    def _ask(self, question: Callable[[CommitPoint], Result]) -> Result:
        problem: Exception | None = None
        for _ in range(_ATTEMPTS):
            try:
                return question(self._index.commit_points.newest())
            except CorruptIndexError as error:
                problem = error
                self._report(error)
            except (EngineError, QueryError):
                raise
            except IndexProblemError as error:
                raise EngineError(str(error)) from error
            except Exception as error:
                logger.exception("a query failed")
                raise EngineError(f"the query could not be answered: {error!r}") from error
        raise EngineError(str(problem)) from problem

    def _write(
        self, documents: Iterable[Document], deleted: Iterable[int] = (), *, anew: bool = False
    ) -> None:
        try:
            with self._index.writer(anew=anew) as writer:
                for document in documents:
                    writer.update_document(**_fields(document))
                writer.delete_keys(deleted)
        except CorruptIndexError as error:
            self._report(error)
            raise EngineError(str(error)) from error
        except (IndexProblemError, OSError) as error:
            raise EngineError(str(error)) from error

    def _report(self, error: CorruptIndexError) -> None:
        logger.error("the index is damaged: %s", error)
        self._index.commit_points.report_damage(error.file)


def _fields(document: Document) -> dict[str, Any]:
    """Return the fields of `article_schema` for a document."""
    first, last = document.first_day, document.last_day
    return {
        "id": document.id,
        "fingerprint": document.fingerprint(),
        "title": document.title,
        "text": document.text,
        "first_day": first.toordinal() if first else UNDATED,
        "last_day": last.toordinal() if last else UNDATED,
        **{facet: getattr(document, facet) for facet in LABELS},
    }
