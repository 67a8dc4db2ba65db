"""The fields of articles as a Whoosh schema, and the live index opened by it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from whoosh.fields import FieldType, Schema
from whoosh.query import NullQuery, Query

from search.engines.base import LABELS, SCHEMA_VERSION, labels_in
from search.engines.whoosh.columnar.index.columnar_index import ColumnarIndex, IndexOptions
from search.engines.whoosh.columnar.index.field_types import (
    GroupField,
    KeyField,
    LabelField,
    NumberField,
    UnitField,
)
from search.engines.whoosh.columnar.postings.search_limits import DEFAULT_LIMITS, SearchLimits
from search.engines.whoosh.columnar.query.boosted import Boosted
from search.engines.whoosh.columnar.query.reader_walk import field_name
from search.engines.whoosh.columnar.search.index_searcher import GROUPS
from search.engines.whoosh.columnar.segment_reader import TextField
from search.engines.whoosh.compiling import compile_query
from search.engines.whoosh.news_analyzer import BATCH_ANALYZER, NewsAnalyzer
from search.query.nodes import And, Term

_TEXT_FIELDS: tuple[TextField, ...] = ("title", "text")


class WordsField(FieldType):  # type: ignore[misc]
    """Title and text together: a parser's words are read and ranked as on the search page.

    It holds nothing of its own.
    """

    indexed = False

    def __init__(self) -> None:
        self.analyzer = NewsAnalyzer()

    def self_parsing(self) -> bool:
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Query:
        """Return the query of the page for plain words."""
        words = [Term(word) for word in qstring.split()]
        if not words:
            return NullQuery
        query = compile_query(words[0] if len(words) == 1 else And(tuple(words)))
        return query if boost == 1.0 else Boosted(query, boost)


def article_schema() -> Schema:
    """Return the fields of the index.

    `title` and `text` hold stems, `title_exact` and `text_exact` the folded words, and
    `title_spelled` and `text_spelled` the few words that folding takes accents from.
    """
    fields: dict[str, Any] = {
        field_name(field, group): GroupField(field, group, NewsAnalyzer(group))
        for group in GROUPS
        for field in _TEXT_FIELDS
    }
    labels = {name: LabelField(partial(labels_in, name)) for name in LABELS}
    numbers = {name: NumberField() for name in ("fingerprint", "first_day", "last_day")}
    units = {"sentence": UnitField("sentence"), "paragraph": UnitField("paragraph")}
    return Schema(id=KeyField(), words=WordsField(), **fields, **labels, **numbers, **units)


def article_index(
    folder: Path,
    *,
    version: int = SCHEMA_VERSION,
    build_bytes: int = 256 << 20,
    limits: SearchLimits = DEFAULT_LIMITS,
) -> ColumnarIndex:
    """Return the index of articles in a folder, which may not be there yet."""
    options = IndexOptions(article_schema(), BATCH_ANALYZER, version, build_bytes, limits)
    return ColumnarIndex(folder, options)


def open_index(folder: str | Path) -> ColumnarIndex:
    """Open the live index, `DATELINE_DATA/index/whoosh`, with Whoosh's API alone.

    Raises IndexProblemError where there is none.
    """
    index = article_index(Path(folder))
    index.commit_points.newest()
    return index
