"""Collects documents and turns them into segments, within a budget of memory."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.codec.blocks import DocumentTable, TermBlock, newest_first
from search.engines.whoosh.codec.container import WrittenFile
from search.engines.whoosh.codec.disk import Disk
from search.engines.whoosh.codec.inverting import Lexicon, TokenRun, invert
from search.engines.whoosh.codec.packed import runs, starts
from search.engines.whoosh.codec.segment_writer import write_segment
from search.engines.whoosh.codec.terms import encode
from search.engines.whoosh.reading import Family


@dataclass(frozen=True, slots=True)
class Analyzer:
    """How text becomes terms: `stem(fold(surface))` for each of `surfaces(text)`."""

    surfaces: Callable[[str], list[str]]
    fold: Callable[[str], str]
    stem: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """One document as it enters the index. `labels` maps each facet to one label."""

    article_id: int
    fingerprint: int
    title: str
    text: str
    first_day: int
    last_day: int
    labels: Mapping[str, str]


class _Numbers(dict[str, int]):
    """Numbers surfaces as they are first met."""

    def __missing__(self, surface: str) -> int:
        number = self[surface] = len(self)
        return number


class Vocabulary:
    """The surfaces met so far: each is folded and stemmed once, however often it stands."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._numbers = _Numbers()
        self._exact: list[bytes] = []
        self._stems: list[bytes] = []

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, text: str, tokens: array[int]) -> int:
        """Append the token numbers of `text`; return how many there are."""
        surfaces = self._analyzer.surfaces(text)
        tokens.extend(map(self._numbers.__getitem__, surfaces))
        return len(surfaces)

    def lexicons(self, used: NDArray[np.bool_]) -> dict[Family, Lexicon]:
        """Return the terms of the token numbers where `used` is True."""
        fold, stem = self._analyzer.fold, self._analyzer.stem
        for surface in islice(self._numbers, len(self._exact), None):
            exact = fold(surface)
            self._exact.append(encode(exact))
            self._stems.append(encode(stem(exact)))
        numbers = np.flatnonzero(used)
        return {
            "stem": _lexicon(self._stems, numbers),
            "exact": _lexicon(self._exact, numbers),
        }


def _lexicon(terms: Sequence[bytes], numbers: NDArray[np.intp]) -> Lexicon:
    used = [terms[number] for number in numbers.tolist()]
    ordered = sorted(set(used))
    places = {term: place for place, term in enumerate(ordered)}
    term_of = np.zeros(len(terms), np.uint32)
    term_of[numbers] = np.fromiter(map(places.__getitem__, used), np.uint32, len(used))
    return Lexicon(ordered, term_of)


class Run:
    """Documents waiting to become one segment."""

    def __init__(self, vocabulary: Vocabulary, facets: Sequence[str]) -> None:
        self._vocabulary = vocabulary
        self._tokens = {"title": array("I"), "text": array("I")}
        self._lengths = {"title": array("I"), "text": array("I")}
        self._columns = {name: array("q") for name in ("article", "fingerprint", "first", "last")}
        self._labels: dict[str, list[str]] = {facet: [] for facet in facets}

    def __len__(self) -> int:
        return len(self._lengths["text"])

    @property
    def token_count(self) -> int:
        return len(self._tokens["title"]) + len(self._tokens["text"])

    def add(self, document: IndexedDocument) -> None:
        for field, text in (("title", document.title), ("text", document.text)):
            count = self._vocabulary.add(text, self._tokens[field])
            self._lengths[field].append(count)
        self._columns["article"].append(document.article_id)
        self._columns["fingerprint"].append(document.fingerprint)
        self._columns["first"].append(document.first_day)
        self._columns["last"].append(document.last_day)
        for facet, values in self._labels.items():
            values.append(document.labels.get(facet, ""))

    def write(self, disk: Disk, path: Path) -> WrittenFile:
        """Write the documents as a segment, newest first; of equal ids the last one counts.

        Raises OSError.
        """
        columns = {name: np.array(values, np.int64) for name, values in self._columns.items()}
        kept = _last_of_each(columns["article"])
        order = kept[
            newest_first(columns["first"].astype(np.int32)[kept], columns["article"][kept])
        ]
        columns = {name: values[order] for name, values in columns.items()}
        lengths = {name: np.array(values, np.int64) for name, values in self._lengths.items()}
        documents = DocumentTable(
            columns["article"],
            columns["fingerprint"],
            columns["first"].astype(np.int32),
            columns["last"].astype(np.int32),
            lengths["title"][order].astype(np.uint32),
            lengths["text"][order].astype(np.uint32),
            {facet: _coded(values, order) for facet, values in self._labels.items()},
        )
        tokens = {
            field: _reordered(np.frombuffer(values, np.uint32), lengths[field], order)
            for field, values in self._tokens.items()
        }
        return write_segment(disk, path, documents, self._blocks(tokens))

    def _blocks(self, fields: Mapping[str, TokenRun]) -> dict[Family, Iterator[TermBlock]]:
        used = np.zeros(len(self._vocabulary), bool)
        for run in fields.values():
            used[run.tokens] = True

        def blocks(lexicon: Lexicon) -> Iterator[TermBlock]:
            yield invert(lexicon, fields["title"], fields["text"])

        lexicons = self._vocabulary.lexicons(used)
        return {family: blocks(lexicon) for family, lexicon in lexicons.items()}


def _last_of_each(article_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each article stands for the last time."""
    _, at = np.unique(article_ids[::-1], return_index=True)
    return (len(article_ids) - 1 - at).astype(np.int64, copy=False)


def _reordered(
    tokens: NDArray[np.uint32], lengths: NDArray[np.int64], order: NDArray[np.int64]
) -> TokenRun:
    """Return the tokens of the documents in `order`."""
    begin, lengths = starts(lengths)[:-1][order], lengths[order]
    return TokenRun(tokens.take(runs(begin, lengths)), lengths)


def _coded(
    values: Sequence[str], order: NDArray[np.int64]
) -> tuple[NDArray[np.int32], Sequence[bytes]]:
    chosen = [encode(values[number]) for number in order.tolist()]
    labels = sorted(set(chosen))
    codes = {label: code for code, label in enumerate(labels)}
    return np.array([codes[label] for label in chosen], np.int32), labels
