"""Where sentences and paragraphs begin: found, written, read and merged.

A segment has two sections for each unit (`sentence`, `paragraph`):

    U                u4   borders of each document's text, the first beginning left out
    U.gap            u1   tokens from each border to the one before it (see `packed_ints`)
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import Container, SectionWriter
from search.engines.whoosh.columnar.codec.packed_ints import PackedParts, PackedReader, runs, starts
from search.engines.whoosh.columnar.segment_reader import Borders, Unit

UNITS: tuple[Unit, ...] = get_args(Unit)


class ParagraphStarts:
    """Collects, text by text, the pieces with which paragraphs begin, but for the first."""

    def __init__(self) -> None:
        self._pieces = array("I")
        self._counts = array("I")

    def add(self, pieces: Sequence[int]) -> None:
        """Add a text; `pieces` has the number of pieces of each paragraph."""
        at = 0
        for count in pieces[:-1]:
            at += count
            self._pieces.append(at)
        self._counts.append(max(len(pieces) - 1, 0))

    def begins(self, order: NDArray[np.int64], text_starts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the pieces that begin a paragraph, of all texts in `order` end to end."""
        counts = np.array(self._counts, np.int64)
        places = runs(starts(counts)[:-1][order], counts[order])
        first = np.repeat(text_starts[:-1], counts[order])
        return np.array(self._pieces, np.int64).take(places) + first


def borders_at(words: NDArray[np.int64], texts: NDArray[np.int64]) -> Borders:
    """Return the borders before these words, all texts counted through, in any order.

    `texts` says with which word each text begins, and how many there are. Before the first
    word of a text, and behind the last one, there is no border.
    """
    at = np.unique(words)
    text = texts.searchsorted(at, "right") - 1
    inside = (at > texts.take(text)) & (at < texts[-1])
    at, text = at[inside], text[inside]
    counts = np.bincount(text, minlength=len(texts) - 1)
    return Borders(counts.astype(np.uint32), (at - texts.take(text)).astype(np.uint32))


def write_borders(sections: SectionWriter, borders: Mapping[Unit, Borders]) -> None:
    for unit, found in borders.items():
        gaps = np.diff(found.positions.astype(np.int64), prepend=0)
        first = starts(found.counts)[:-1][found.counts > 0].astype(np.int64)
        gaps[first] = found.positions[first]
        parts = PackedParts(np.uint8)
        sections.add(f"{unit}", found.counts.astype("<u4", copy=False))
        sections.add(f"{unit}.gap", parts.split(gaps.astype(np.uint32)))
        parts.write_high(sections, f"{unit}.gap")


def read_borders(container: Container, unit: Unit, documents: int) -> Borders:
    """Raises CorruptIndexError. An index that Whoosh itself wrote knows of no borders."""
    if container.get(f"{unit}") is None:
        return Borders(np.zeros(documents, np.uint32), np.empty(0, np.uint32))
    counts = container[f"{unit}"].whole()
    gaps = PackedReader(container, f"{unit}.gap")
    ends = np.cumsum(gaps.slice(0, len(gaps)), dtype=np.int64)
    before = np.concatenate([np.zeros(1, np.int64), ends]).take(starts(counts)[:-1].astype(np.intp))
    return Borders(counts, (ends - np.repeat(before, counts)).astype(np.uint32))


def merged_borders(
    parts: Sequence[tuple[Borders, NDArray[np.bool_] | None]], order: NDArray[np.int64]
) -> Borders:
    """Return the borders of the documents of all parts in `order`, without the deleted ones."""
    kept = [
        found
        if deleted is None
        else Borders(found.counts[~deleted], found.positions[np.repeat(~deleted, found.counts)])
        for found, deleted in parts
    ]
    counts = np.concatenate([found.counts for found in kept])
    positions = np.concatenate([found.positions for found in kept])
    places = runs(starts(counts)[:-1][order], counts[order])
    return Borders(counts[order], positions.take(places))
