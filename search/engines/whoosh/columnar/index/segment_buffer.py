"""Collects documents and turns them into segments."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import WrittenFile
from search.engines.whoosh.columnar.codec.disk import Disk
from search.engines.whoosh.columnar.codec.posting_blocks import (
    DocumentTable,
    TermBlock,
    newest_first,
)
from search.engines.whoosh.columnar.codec.segment_writer import write_segment
from search.engines.whoosh.columnar.codec.sentence_index import ParagraphStarts, borders_at
from search.engines.whoosh.columnar.codec.sorted_terms import encode
from search.engines.whoosh.columnar.index.inverter import TermTable, TokenRun, invert
from search.engines.whoosh.columnar.index.term_interner import CodeTable, TermInterner
from search.engines.whoosh.columnar.segment_reader import Borders, Group, Unit


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """One document as it enters the index. `labels` maps each facet to one label.

    `language` chooses the stemming.
    """

    article_id: int
    fingerprint: int
    title: str
    text: str
    first_day: int
    last_day: int
    labels: Mapping[str, str]
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Cut:
    """One field of some documents, end to end.

    `pieces` says with which piece each document starts, `word_starts` with which word each
    piece; both end with the number of all.
    """

    codes: NDArray[np.uint32]
    pieces: NDArray[np.int64]
    word_starts: NDArray[np.int64]
    tokens: TokenRun
    cases: NDArray[np.uint8]


class SegmentBuffer:
    """Documents waiting to become one segment."""

    def __init__(self, interner: TermInterner, facets: Sequence[str]) -> None:
        self._interner = interner
        self._known = len(interner)
        self._table: CodeTable
        self._codes = {"title": array("I"), "text": array("I")}
        self._pieces = {"title": array("I"), "text": array("I")}
        self._paragraphs = ParagraphStarts()
        self._columns = {name: array("q") for name in ("article", "fingerprint", "first", "last")}
        self._labels: dict[str, list[str]] = {facet: [] for facet in facets}

    def __len__(self) -> int:
        return len(self._pieces["text"])

    @property
    def token_count(self) -> int:
        """About how many tokens there are; what was new to the interner counts twice."""
        pieces = len(self._codes["title"]) + len(self._codes["text"])
        return pieces + len(self._interner) - self._known

    def add(self, document: IndexedDocument) -> None:
        title = self._interner.add(document.title, self._codes["title"], document.language)
        text = self._interner.add(document.text, self._codes["text"], document.language)
        self._pieces["title"].append(sum(title))
        self._pieces["text"].append(sum(text))
        self._paragraphs.add(text)
        self._columns["article"].append(document.article_id)
        self._columns["fingerprint"].append(document.fingerprint)
        self._columns["first"].append(document.first_day)
        self._columns["last"].append(document.last_day)
        for facet, values in self._labels.items():
            values.append(document.labels.get(facet, ""))

    def close(self) -> None:
        """Take no more documents: from here on another thread may write them."""
        self._table = self._interner.table()

    def write(self, disk: Disk, path: Path) -> WrittenFile:
        """Write the documents as a segment, newest first; of equal ids the last one counts.

        Raises OSError. The buffer must be closed.
        """
        columns = {name: np.array(values, np.int64) for name, values in self._columns.items()}
        kept = _last_of_each(columns["article"])
        order = kept[
            newest_first(columns["first"].astype(np.int32)[kept], columns["article"][kept])
        ]
        columns = {name: values[order] for name, values in columns.items()}
        text = self._cut("text", order)
        title = self._cut("title", order)
        fields = {"title": title.tokens, "text": text.tokens}
        documents = DocumentTable(
            columns["article"],
            columns["fingerprint"],
            columns["first"].astype(np.int32),
            columns["last"].astype(np.int32),
            fields["title"].lengths.astype(np.uint32),
            fields["text"].lengths.astype(np.uint32),
            {facet: _coded(values, order) for facet, values in self._labels.items()},
            self._borders(text, order),
            {"title": (title.cases,), "text": (text.cases,)},
        )
        return write_segment(disk, path, documents, self._blocks(fields))

    def _cut(self, field: str, order: NDArray[np.int64]) -> _Cut:
        """Cut a field of the documents in `order` into words."""
        counts = np.array(self._pieces[field], np.int64)
        ends = counts.cumsum()
        whole = np.array(self._codes[field], np.uint32)
        bounds = zip((ends - counts)[order].tolist(), ends[order].tolist(), strict=True)
        codes = np.concatenate([whole[:0], *(whole[start:end] for start, end in bounds)])
        words, cases, per_piece = self._table.words(codes)
        pieces, word_starts = _edges(counts[order]), _edges(per_piece)
        tokens = TokenRun(words, np.diff(word_starts.take(pieces)))
        return _Cut(codes, pieces, word_starts, tokens, cases)

    def _borders(self, cut: _Cut, order: NDArray[np.int64]) -> dict[Unit, Borders]:
        paragraphs = self._paragraphs.begins(order, cut.pieces)
        sentences = np.concatenate([self._table.sentence_starts(cut.codes), paragraphs])
        texts = cut.word_starts.take(cut.pieces)
        return {
            "sentence": borders_at(cut.word_starts.take(sentences), texts),
            "paragraph": borders_at(cut.word_starts.take(paragraphs), texts),
        }

    def _blocks(self, fields: Mapping[str, TokenRun]) -> dict[Group, Iterator[TermBlock]]:
        def blocks(table: TermTable) -> Iterator[TermBlock]:
            yield invert(table, fields["title"], fields["text"])

        used = np.concatenate([run.tokens for run in fields.values()])
        term_tables = self._interner.term_tables(used)
        return {group: blocks(table) for group, table in term_tables.items()}


def _edges(counts: NDArray[Any]) -> NDArray[np.int64]:
    """Return where runs of so many items start, and where the last one ends."""
    edges = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=edges[1:])
    return edges


def _last_of_each(article_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the last index of each article."""
    _, at = np.unique(article_ids[::-1], return_index=True)
    return (len(article_ids) - 1 - at).astype(np.int64, copy=False)


def _coded(
    values: Sequence[str], order: NDArray[np.int64]
) -> tuple[NDArray[np.int32], Sequence[bytes]]:
    chosen = [encode(values[number]) for number in order.tolist()]
    labels = sorted(set(chosen))
    codes = {label: code for code, label in enumerate(labels)}
    return np.array([codes[label] for label in chosen], np.int32), labels
