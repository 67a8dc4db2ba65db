"""Which words are at given positions: the sort keys of match lines.

The index maps a term to its positions, not a position to its term. So all terms are read once,
in alphabetical order, and each requested position takes the number of the term found there.
That takes as long for one position as for a million, reads no text, and needs no second index
that would hold every text once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.postings.array_ops import distinct, ragged
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.postings.segment_layout import GlobalPositions, SegmentLayout
from search.engines.whoosh.columnar.segment_reader import TermIndex, TextField
from search.engines.whoosh.columnar.work_clock import CLOCK, POSTING

Ranks = NDArray[np.int32]

#: Postings read at once.
_PIECE = 1 << 20
_FIELDS: tuple[TextField, ...] = ("title", "text")
#: Where fewer of the articles than this share are asked about, the others are skipped.
_FEW_ARTICLES = 0.4


def alphabetical(
    layout: SegmentLayout, indexes: Sequence[TermIndex], places: GlobalPositions, budget: TimeBudget
) -> Ranks | None:
    """Return for each place a number that sorts as the word there does, from 1.

    `places` are ascending and distinct, and each holds a word; `indexes` are the terms
    of each segment. None where the time ran out.
    """
    bounds = places.searchsorted(_first_places(layout))
    numbers = _numbers(layout, indexes, places, bounds, budget)
    return None if numbers is None else _ranks(indexes, numbers, bounds)


def most_frequent(
    layout: SegmentLayout,
    indexes: Sequence[TermIndex],
    groups: Sequence[GlobalPositions],
    limit: int,
    budget: TimeBudget,
) -> list[tuple[tuple[str, int], ...]] | None:
    """Return for each group of places up to `limit` words with their counts, most first.

    Equal counts are in the order of the words. Places are as for `alphabetical`. None where the
    time ran out.
    """
    places = distinct(np.concatenate([np.empty(0, np.int64), *groups]))
    bounds = places.searchsorted(_first_places(layout))
    numbers = _numbers(layout, indexes, places, bounds, budget)
    if numbers is None:
        return None
    found = []
    for group in groups:
        at = places.searchsorted(group)
        segments = (bounds.searchsorted(at, "right") - 1) % max(1, len(indexes))
        found.append(_counted(indexes, numbers.take(at), segments, limit))
    return found


def _counted(
    indexes: Sequence[TermIndex],
    numbers: NDArray[np.int64],
    segments: NDArray[np.intp],
    limit: int,
) -> tuple[tuple[str, int], ...]:
    """Count the words of some places by the numbers of their terms in their segments."""
    counts: Counter[str] = Counter()
    for segment, index in enumerate(indexes):
        of_terms = np.bincount(numbers[segments == segment], minlength=len(index) + 1)
        terms = of_terms.nonzero()[0]
        if len(indexes) == 1 and len(terms) > limit:
            # Terms are in the order of their words, so equal counts need no look at them.
            least = np.sort(of_terms.take(terms))[-limit]
            terms = terms[of_terms.take(terms) >= least]
        for number in terms.tolist():
            counts[index.term(number - 1)] += int(of_terms[number])
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], _encoded(pair[0])))
    return tuple(ranked[:limit])


def _numbers(
    layout: SegmentLayout,
    indexes: Sequence[TermIndex],
    places: GlobalPositions,
    bounds: NDArray[np.intp],
    budget: TimeBudget,
) -> NDArray[np.int64] | None:
    """Return for each place the number of its term in its segment, from 1."""
    numbers = np.zeros(len(places), np.int64)
    for segment, index in enumerate(indexes):
        wanted = _Wanted(layout, segment, places, bounds)
        if not wanted.any:
            continue
        for run in _pieces(index):
            if budget.over:
                budget.cut()
                return None
            CLOCK.spend(int(index.doc_freqs[run.start : run.stop].sum()), POSTING)
            for field in _FIELDS:
                wanted.fill(numbers, index, run, field)
    return numbers


class _Wanted:
    """The places requested in one segment, ready to be looked up."""

    def __init__(
        self, layout: SegmentLayout, segment: int, places: GlobalPositions, bounds: NDArray[np.intp]
    ) -> None:
        self._layout = layout
        self._base, self._end = layout.bases[segment : segment + 2]
        self._segment = segment
        segments = len(layout.segments)
        self._at = {
            "title": (int(bounds[segment]), int(bounds[segment + 1])),
            "text": (int(bounds[segments + segment]), int(bounds[segments + segment + 1])),
        }
        self._places = places
        self._bits = {field: self._bitmap(field) for field in _FIELDS}
        self._inside = self._documents()

    @property
    def any(self) -> bool:
        return any(low < high for low, high in self._at.values())

    def fill(
        self, numbers: NDArray[np.int64], index: TermIndex, run: range, field: TextField
    ) -> None:
        """Enter the numbers of the terms of `run`, from 1, at the places that hold them."""
        low, high = self._at[field]
        if low == high:
            return
        postings = index.run(run)
        freqs = postings.title_freqs if field == "title" else postings.text_freqs
        found, counted = self._found(postings.docs, freqs, index.run_positions(run, field), field)
        if not len(found):
            return
        ends = np.cumsum(index.doc_freqs[run.start : run.stop], dtype=np.int64)
        terms = ends.searchsorted(counted, "right") + (run.start + 1)
        at = self._places[low:high].searchsorted(found)
        numbers[low + at] = terms

    def _found(
        self, docs: NDArray[Any], freqs: NDArray[Any], positions: NDArray[Any], field: TextField
    ) -> tuple[GlobalPositions, NDArray[np.int64]]:
        """Return the requested places that these postings hold, and the posting of each."""
        kept: NDArray[Any] | None = None
        if self._inside is not None:
            kept = self._inside.take(docs).nonzero()[0]
            ends = freqs.cumsum(dtype=np.int64)
            freqs = freqs.take(kept)
            positions = positions.take(ragged(ends.take(kept) - freqs, freqs))
            docs = docs.take(kept)
        starts = self._layout.starts(field)[self._base : self._end]
        places = np.repeat(starts.take(docs), freqs)
        places += positions.astype(places.dtype, copy=False)
        first, bits = self._bits[field]
        shifted = places - first
        hits = ((bits.take(shifted >> 3) >> (shifted & 7).astype(np.uint8)) & 1).nonzero()[0]
        posting = freqs.cumsum(dtype=np.int64).searchsorted(hits, "right")
        return places.take(hits), posting if kept is None else kept.take(posting)

    def _bitmap(self, field: TextField) -> tuple[Any, NDArray[np.uint8]]:
        """Return the field's first global position in this segment, and a bit for each from it."""
        rows = self._layout.row_starts
        shift = 0 if field == "title" else self._layout.physical_count
        first = rows[self._base + shift]
        size = int(rows[self._end + shift]) - int(first)
        low, high = self._at[field]
        bits = np.zeros(size // 8 * 8 + 8, np.bool_)
        bits[self._places[low:high] - first] = True
        return first, np.packbits(bits, bitorder="little")

    def _documents(self) -> NDArray[np.bool_] | None:
        """Return which of the segment's articles are asked about; None where most are."""
        inside = np.zeros(self._end - self._base, np.bool_)
        for low, high in self._at.values():
            if low < high:
                rows = self._layout.rows_at(self._places[low:high])
                inside[rows % self._layout.physical_count - self._base] = True
        share = np.count_nonzero(inside) / max(1, len(inside))
        return inside if share < _FEW_ARTICLES else None


def _first_places(layout: SegmentLayout) -> GlobalPositions:
    """Return where each segment's titles begin, then where its texts do, then the end."""
    rows = [*layout.bases[:-1], *(layout.physical_count + base for base in layout.bases)]
    return layout.row_starts.take(rows)


def _pieces(index: TermIndex) -> Iterator[range]:
    """Cut the terms into runs with about `_PIECE` postings each."""
    ends = np.cumsum(index.doc_freqs, dtype=np.int64)
    start = 0
    while start < len(index):
        read = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(ends.searchsorted(read + _PIECE, "right")))
        yield range(start, stop)
        start = stop


def _encoded(word: str) -> bytes:
    """Return what terms are sorted by."""
    return word.encode("utf-8", "surrogatepass")


def _ranks(
    indexes: Sequence[TermIndex], numbers: NDArray[np.int64], bounds: NDArray[np.intp]
) -> Ranks:
    """Bring the numbers of several segments' terms, each in order, to one order."""
    parts = [
        [slice(*bounds[at : at + 2].tolist()) for at in (segment, len(indexes) + segment)]
        for segment in range(len(indexes))
    ]
    used = [distinct(np.concatenate([numbers[part] for part in of])) for of in parts]
    if sum(len(of) > 0 for of in used) < 2:
        return numbers.astype(np.int32)
    words = [
        [index.term(number - 1) for number in of.tolist()]
        for index, of in zip(indexes, used, strict=True)
    ]
    every = sorted({word for of in words for word in of}, key=_encoded)
    order = {word: rank for rank, word in enumerate(every, 1)}
    ranks = np.zeros(len(numbers), np.int32)
    for of, known, spelled in zip(parts, used, words, strict=True):
        table = np.array([order[word] for word in spelled], np.int32)
        for part in of:
            ranks[part] = table.take(known.searchsorted(numbers[part])) if len(table) else 0
    return ranks
