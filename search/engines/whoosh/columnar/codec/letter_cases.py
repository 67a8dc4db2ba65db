"""The letter case of each token of a field, 2 bits each: four tokens a byte, the first lowest.

Section `case.F` (u1) of the field F has those of all documents, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import Container, SectionWriter
from search.engines.whoosh.columnar.codec.packed_ints import runs, starts
from search.engines.whoosh.columnar.segment_reader import TextField, cases_at

_SHIFTS = np.array((0, 2, 4, 6), np.uint8)
#: Tokens merged at once.
_PIECE = 1 << 21


def write_cases(
    sections: SectionWriter, field: TextField, parts: Iterable[NDArray[np.uint8]]
) -> None:
    """Write the cases of all tokens of a field, given in parts."""
    sections.add_parts(f"case.{field}", np.dtype("|u1"), packed(parts))


def packed(parts: Iterable[NDArray[np.uint8]]) -> Iterator[NDArray[np.uint8]]:
    """Yield numbers from 0 to 3 as bytes of four, whatever parts they come in."""
    left = np.empty(0, np.uint8)
    for part in parts:
        whole = np.concatenate([left, part])
        full = len(whole) // 4 * 4
        yield _bytes_of(whole[:full])
        left = whole[full:]
    if len(left):
        yield _bytes_of(np.concatenate([left, np.zeros(4 - len(left), np.uint8)]))


def read_cases(container: Container, field: TextField, tokens: int) -> NDArray[np.uint8]:
    """Return the bytes of a field's cases; a file written before there were any has only 0."""
    section = container.get(f"case.{field}")
    return np.zeros((tokens + 3) // 4, np.uint8) if section is None else section.whole()


def merged_cases(
    parts: Sequence[tuple[NDArray[np.uint8], NDArray[Any], NDArray[np.bool_] | None]],
    order: NDArray[np.int64],
) -> Iterator[NDArray[np.uint8]]:
    """Yield the cases of the documents of all parts in `order`, without the deleted ones.

    A part is its bytes, the tokens of its documents, and which of these are deleted.
    """
    kept = [
        np.arange(len(lengths)) if deleted is None else np.flatnonzero(~deleted)
        for _, lengths, deleted in parts
    ]
    numbers = np.repeat(np.arange(len(parts)), list(map(len, kept)))[order]
    lengths = np.concatenate([of.take(docs) for (_, of, _), docs in zip(parts, kept, strict=True)])
    firsts = np.concatenate(
        [starts(of)[:-1].take(docs) for (_, of, _), docs in zip(parts, kept, strict=True)]
    )
    lengths, firsts = lengths[order].astype(np.int64), firsts[order].astype(np.int64)
    for piece in _pieces(lengths):
        own, counts = numbers[piece], lengths[piece]
        places = starts(counts)[:-1].astype(np.int64)
        found = np.empty(int(counts.sum()), np.uint8)
        for number in np.unique(own).tolist():
            here = own == number
            tokens = runs(firsts[piece][here], counts[here])
            found[runs(places[here], counts[here])] = cases_at(parts[number][0], tokens)
        yield found


def _pieces(lengths: NDArray[np.int64]) -> Iterator[slice]:
    """Cut documents with so many tokens into pieces that are merged at once."""
    ends = np.cumsum(lengths)
    start = 0
    while start < len(lengths):
        before = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(ends.searchsorted(before + _PIECE, "right")))
        yield slice(start, stop)
        start = stop


def _bytes_of(cases: NDArray[np.uint8]) -> NDArray[np.uint8]:
    whole: NDArray[np.uint8] = np.bitwise_or.reduce(cases.reshape(-1, 4) << _SHIFTS, axis=1)
    return whole
