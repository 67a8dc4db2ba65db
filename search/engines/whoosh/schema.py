"""The fields of articles as a Whoosh schema, and the live index opened by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from whoosh import query as queries
from whoosh.analysis import Analyzer, Token
from whoosh.fields import Schema
from whoosh.query import Query

from search.engines.base import LABELS, SCHEMA_VERSION, labels_in
from search.engines.whoosh.columnar.index.columnar_index import ColumnarIndex, IndexOptions
from search.engines.whoosh.columnar.index.field_types import (
    CaseField,
    DayField,
    GroupField,
    KeyField,
    LabelField,
    NumberField,
    UnitField,
    VirtualField,
)
from search.engines.whoosh.columnar.postings.search_limits import DEFAULT_LIMITS, SearchLimits
from search.engines.whoosh.columnar.query.reader_walk import case_field, field_name
from search.engines.whoosh.columnar.search.index_searcher import GROUPS
from search.engines.whoosh.columnar.segment_reader import TextField
from search.engines.whoosh.compiling import compile_query
from search.engines.whoosh.news_analyzer import BATCH_ANALYZER, NewsAnalyzer
from search.query.nodes import And, Boost, Fuzzy, Node, Or, Phrase, Prefix, Term, Wildcard

_TEXT_FIELDS: tuple[TextField, ...] = ("title", "text")


class _WrittenWords(Analyzer):  # type: ignore[misc]
    """The words of a query as they are written: the product's own analyzer reads them later."""

    def __call__(self, value: str, positions: bool = False, **options: Any) -> Iterator[Token]:
        token = Token(positions, **options)
        token.boost = 1.0
        for at, match in enumerate(re.finditer(r"\S+", value)):
            token.text, token.pos = match.group(), at
            token.startchar, token.endchar = match.span()
            yield token


class WordsField(VirtualField):
    """Title and text together: queries are read and ranked as on the search page.

    It holds nothing of its own: `translated` puts a query of title and text in the place of
    Whoosh's Term, Phrase, Prefix, Wildcard and FuzzyTerm, and of an And or Or of these.
    """

    def __init__(self) -> None:
        super().__init__(_WrittenWords())

    def translated(self, query: Query) -> Query:
        node = _node_of(query)
        return query if node is None else compile_query(node)


_READINGS: dict[type[Query], Callable[[Any], Node]] = {
    queries.Term: lambda query: Term(query.text),
    queries.Phrase: lambda query: Phrase(" ".join(query.words)),
    queries.Prefix: lambda query: Prefix(query.text),
    queries.Wildcard: lambda query: Wildcard(query.text),
    queries.FuzzyTerm: lambda query: Fuzzy(query.text, min(int(query.maxdist), 2)),
}


_GROUPINGS: dict[type[Query], type[And | Or]] = {queries.And: And, queries.Or: Or}


def _node_of(query: Query) -> Node | None:
    """Return what a query of words means on the search page, or None where it has no node."""
    grouping, reading = _GROUPINGS.get(type(query)), _READINGS.get(type(query))
    node: Node
    if reading is not None:
        node = reading(query)
    elif grouping is not None:
        parts = tuple(map(_node_of, query.subqueries))
        if not all(parts):
            return None
        node = grouping(tuple(part for part in parts if part is not None))
    else:
        return None
    return node if query.boost == 1.0 else Boost(node, query.boost)


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
    numbers = {"fingerprint": NumberField(), "first_day": DayField(), "last_day": DayField()}
    units = {"sentence": UnitField("sentence"), "paragraph": UnitField("paragraph")}
    cases = {case_field(field): CaseField(field) for field in _TEXT_FIELDS}
    columns = labels | numbers | units | cases
    return Schema(id=KeyField(), words=WordsField(), **fields, **columns)


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
