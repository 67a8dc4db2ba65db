"""A segment held in memory: what the searcher is tested on without the codec.

Built in one pass over the documents with the same arrays that the codec writes to disk.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.analysis.analyzer import exact_terms, joined_terms, spelling, surfaces, terms
from search.analysis.letter_case import letter_case
from search.analysis.sentences import starts
from search.engines.base import LABELS, Document
from search.engines.whoosh.columnar.codec.letter_cases import packed
from search.engines.whoosh.columnar.segment_reader import (
    TEXT_FIELDS,
    UNDATED,
    Borders,
    Group,
    LabelColumn,
    Postings,
    TextField,
    Unit,
    Unsigned,
)


class MemoryTermIndex:
    """Sorted terms with their postings, as a handful of arrays (see `TermIndex`)."""

    def __init__(self, title: Sequence[list[str]], text: Sequence[list[str]]) -> None:
        self._words = sorted({word for field in (title, text) for row in field for word in row})
        numbers = {word: number for number, word in enumerate(self._words)}
        fields = [_invert(rows, numbers) for rows in (title, text)]
        pairs = np.unique(np.concatenate([field.pairs for field in fields]))
        # A pair is a term's number above and a document's below: unique and sorted, the
        # pairs of both fields are the postings of all terms, one term after the other.
        self._docs = (pairs & 0xFFFFFFFF).astype(np.uint32)
        self._freqs = [field.freqs_at(pairs) for field in fields]
        self._starts = np.searchsorted(pairs >> 32, np.arange(len(self._words) + 1))
        self._positions = [field.positions for field in fields]
        self._position_starts = [
            np.concatenate([[0], np.cumsum(freqs, dtype=np.int64)])[self._starts]
            for freqs in self._freqs
        ]
        self.doc_freqs = np.diff(self._starts).astype(np.uint32)

    def __len__(self) -> int:
        return len(self._words)

    def find(self, term: str) -> int:
        number = bisect_left(self._words, term)
        return number if self._words[number : number + 1] == [term] else -1

    def prefix(self, start: str) -> range:
        width = len(start)
        return range(
            bisect_left(self._words, start),
            bisect_right(self._words, start, key=lambda word: word[:width]),
        )

    def term(self, number: int) -> str:
        return self._words[number]

    def postings(self, number: int) -> Postings:
        return self.run(range(number, number + 1))

    def positions(self, number: int, field: TextField) -> Unsigned:
        return self.run_positions(range(number, number + 1), field)

    def run(self, numbers: range) -> Postings:
        piece = slice(self._starts[numbers.start], self._starts[numbers.stop])
        return Postings(self._docs[piece], self._freqs[0][piece], self._freqs[1][piece])

    def run_positions(self, numbers: range, field: TextField) -> Unsigned:
        which = 0 if field == "title" else 1
        starts = self._position_starts[which]
        return self._positions[which][starts[numbers.start] : starts[numbers.stop]]

    def spelling(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        written = [word.encode("utf-8", "surrogatepass") for word in self._words]
        starts = np.cumsum([0, *map(len, written)], dtype=np.int64)
        return np.frombuffer(b"".join(written), np.uint8), starts


class MemorySegment:
    """Documents as a segment (see `SegmentReader`), in the order given.

    `deleted` holds the ids of documents to be treated as deleted.
    """

    def __init__(self, documents: Iterable[Document], deleted: Collection[int] = ()) -> None:
        kept = list(documents)
        self.doc_count = len(kept)
        gone = np.array([document.id in deleted for document in kept], np.bool_)
        self.deleted: NDArray[np.bool_] | None = gone if gone.any() else None
        self.article_ids = _column(np.int64, [document.id for document in kept])
        self.fingerprints = _column(np.int64, [document.fingerprint() for document in kept])
        self.first_days = _column(
            np.int32, [d.first_day.toordinal() if d.first_day else UNDATED for d in kept]
        )
        self.last_days = _column(
            np.int32, [d.last_day.toordinal() if d.last_day else UNDATED for d in kept]
        )
        title = [exact_terms(document.title, document.lang) for document in kept]
        text = [exact_terms(document.text, document.lang) for document in kept]
        self._lengths = {
            "title": _column(np.uint32, [len(row) for row in title]),
            "text": _column(np.uint32, [len(row) for row in text]),
        }
        self._terms: dict[Group, MemoryTermIndex] = {
            "exact": MemoryTermIndex(title, text),
            # A token that is spelt as its exact term has none here: "" keeps the places.
            "spelled": MemoryTermIndex(
                [list(map(spelling, surfaces(document.title))) for document in kept],
                [list(map(spelling, surfaces(document.text))) for document in kept],
            ),
            "joined": MemoryTermIndex(
                [joined_terms(document.title, document.lang) for document in kept],
                [joined_terms(document.text, document.lang) for document in kept],
            ),
            "stem": MemoryTermIndex(
                [terms(document.title, document.lang) for document in kept],
                [terms(document.text, document.lang) for document in kept],
            ),
        }
        self._labels = {
            facet: _label_column([getattr(document, facet) for document in kept])
            for facet in LABELS
        }
        self._cases = {
            field: np.concatenate([np.empty(0, np.uint8), *packed([_case_column(kept, field)])])
            for field in TEXT_FIELDS
        }
        units: tuple[Unit, ...] = ("sentence", "paragraph")
        self._borders = {unit: _border_columns(kept, unit) for unit in units}

    def lengths(self, field: TextField) -> NDArray[np.uint32]:
        return self._lengths[field]

    def terms(self, group: Group) -> MemoryTermIndex:
        return self._terms[group]

    def labels(self, facet: str) -> LabelColumn:
        return self._labels[facet]

    def cases(self, field: TextField) -> NDArray[np.uint8]:
        return self._cases[field]

    def borders(self, unit: Unit) -> Borders:
        return self._borders[unit]


@dataclass(frozen=True, slots=True)
class _Inverted:
    """One field's tokens sorted by term: (term, document) pairs, their counts, positions."""

    pairs: NDArray[np.int64]
    counts: NDArray[np.int64]
    positions: NDArray[np.uint32]

    def freqs_at(self, pairs: NDArray[np.int64]) -> NDArray[np.uint32]:
        freqs = np.zeros(len(pairs), np.uint32)
        freqs[np.searchsorted(pairs, self.pairs)] = self.counts
        return freqs


def _case_column(documents: Sequence[Document], field: str) -> NDArray[np.uint8]:
    tokens = [token for document in documents for token in surfaces(getattr(document, field))]
    return _column(np.uint8, list(map(letter_case, tokens)))


def _border_columns(documents: Sequence[Document], unit: Unit) -> Borders:
    found = [starts(document.text, unit) for document in documents]
    return Borders(
        _column(np.uint32, [len(row) for row in found]),
        _column(np.uint32, [at for row in found for at in row]),
    )


def _invert(rows: Sequence[list[str]], numbers: dict[str, int]) -> _Inverted:
    lengths = np.array([len(row) for row in rows], np.int64)
    terms = np.array([numbers[word] for row in rows for word in row], np.int64)
    docs = np.repeat(np.arange(len(rows), dtype=np.int64), lengths)
    places = np.arange(len(terms)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    keys = terms << 32 | docs
    order = np.argsort(keys, kind="stable")
    pairs, counts = np.unique(keys[order], return_counts=True)
    return _Inverted(pairs, counts.astype(np.int64), places[order].astype(np.uint32))


def _column(kind: type[Any], values: list[int]) -> NDArray[Any]:
    return np.array(values, kind)


def _label_column(values: list[str]) -> LabelColumn:
    labels = sorted(set(values))
    codes = {label: code for code, label in enumerate(labels)}
    return LabelColumn(np.array([codes[value] for value in values], np.int32), labels)
