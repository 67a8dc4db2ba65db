"""Where two words stand together over all documents: right as typed, or near each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.postings.array_ops import distinct
from search.engines.whoosh.columnar.postings.docset import Docs, Mask
from search.engines.whoosh.columnar.postings.near_spans import Spans
from search.engines.whoosh.columnar.postings.segment_layout import SegmentLayout
from search.engines.whoosh.columnar.query.window_runs import NEAR_WORDS
from search.engines.whoosh.columnar.work_clock import CLOCK, WINDOW

_NONE = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class PairPlaces:
    """The places of a first word that has the second one near, in the order of the index.

    `rows` are those of `SegmentLayout.rows_at`, `offsets` count words from the start of the row,
    and `as_typed` says where the second word is exactly as far behind as it was typed.
    """

    rows: Docs
    offsets: NDArray[np.int64]
    as_typed: Mask


def pair_places(
    layout: SegmentLayout, first: Sequence[Spans], second: Sequence[Spans], gap: int
) -> PairPlaces:
    """Return where `first` has `second` near; `gap` words were typed between them.

    The same as `window_runs.pair_starts`, over all documents at once. Both are given by the
    widths of their matches.
    """
    others = distinct(np.concatenate([_NONE, *(spans.starts for spans in second)]).astype(np.int64))
    found = [_near(layout, spans, others, gap) for spans in first if len(others)]
    found = [places for places in found if len(places.rows)]
    if len(found) == 1:
        return found[0]
    return PairPlaces(
        np.concatenate([_NONE.astype(np.intp), *(each.rows for each in found)]),
        np.concatenate([_NONE, *(each.offsets for each in found)]),
        np.concatenate([_NONE.astype(np.bool_), *(each.as_typed for each in found)]),
    )


def _near(layout: SegmentLayout, first: Spans, others: NDArray[np.int64], gap: int) -> PairPlaces:
    starts = first.starts.astype(np.int64)
    CLOCK.spend(len(starts), WINDOW)
    at = others.searchsorted(starts)
    # A match of both words at one place is no neighbour of itself.
    after = at + (others.take(at, mode="clip") == starts)
    behind = others.take(after, mode="clip")
    ahead = others.take(at - 1, mode="clip")
    near_behind = (behind > starts) & (behind <= starts + NEAR_WORDS)
    near_ahead = (ahead < starts) & (ahead >= starts - NEAR_WORDS)
    typed = starts + (first.width + gap)
    as_typed = behind == typed
    for further in range(1, first.width + gap):
        as_typed |= others.take(after + further, mode="clip") == typed
    chosen = (near_behind | near_ahead | as_typed).nonzero()[0]
    places = first.starts.take(chosen)
    rows = layout.rows_at(places)
    low = layout.row_starts.take(rows).astype(np.int64)
    high = layout.row_starts.take(rows + 1).astype(np.int64)
    kept = starts.take(chosen)
    exact = as_typed.take(chosen) & (typed.take(chosen) < high)
    near = near_behind.take(chosen) & (behind.take(chosen) < high)
    near |= near_ahead.take(chosen) & (ahead.take(chosen) >= low)
    held = (near | exact).nonzero()[0]
    return PairPlaces(rows.take(held), (kept - low).take(held), exact.take(held))
