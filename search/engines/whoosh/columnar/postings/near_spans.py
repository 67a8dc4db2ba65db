"""Proximity: windows over the positions of several phrases, a stretch of the index at a time.

Between two stretches the clock is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.postings.array_ops import distinct, ragged
from search.engines.whoosh.columnar.postings.docset import Docs
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.postings.segment_layout import GlobalPositions, SegmentLayout
from search.engines.whoosh.columnar.segment_reader import Unit
from search.engines.whoosh.columnar.work_clock import CLOCK, WINDOW


class Window(Protocol):
    """How near to each other words must be: see `NearQuery`."""

    @property
    def distance(self) -> int: ...

    @property
    def ordered(self) -> bool: ...

    @property
    def unit(self) -> Unit | None: ...


_FAR = 2**31
#: About how many places of all leaves are in one stretch.
_STRETCH = 500_000


@dataclass(frozen=True, slots=True)
class Spans:
    """The ascending global positions at which something of `width` tokens starts."""

    starts: GlobalPositions
    width: int


def near_rows(
    layout: SegmentLayout, members: Sequence[Sequence[Spans]], node: Window, budget: TimeBudget
) -> Docs:
    """Return the row (see `SegmentLayout.rows_at`) of every run that has a part in some window.

    `members` are the spans of the node's phrases, by their width.

    Ascending; what no time was left for is missing, and cut from the budget.
    """
    if any(len(spans) != 1 for spans in members):
        places = near_places(layout, members, node, budget)
        every = [spans.starts for member in places for spans in member]
        return layout.rows_at(np.sort(np.concatenate([np.empty(0, layout.position_type), *every])))
    children = [spans for (spans,) in members]
    found = [
        layout.rows_at(np.sort(np.concatenate(runs)))
        for runs in _runs(layout, children, node, budget)
    ]
    return np.concatenate([np.empty(0, np.int64), *found])


def near_places(
    layout: SegmentLayout, members: Sequence[Sequence[Spans]], node: Window, budget: TimeBudget
) -> list[list[Spans]]:
    """Return, for each member, where those of its runs start that have a part in some window.

    Both ways they are parted by their width. What no time was left for is missing, and cut from
    the budget.
    """
    found: list[dict[int, list[GlobalPositions]]] = [{} for _ in members]
    for children in product(*members):
        places = _places_of_one_width(layout, children, node, budget)
        for widths, spans in zip(found, places, strict=True):
            widths.setdefault(spans.width, []).append(spans.starts)
    return [
        [
            Spans(starts[0] if len(starts) == 1 else distinct(np.concatenate(starts)), width)
            for width, starts in widths.items()
        ]
        for widths in found
    ]


def _places_of_one_width(
    layout: SegmentLayout, children: Sequence[Spans], node: Window, budget: TimeBudget
) -> list[Spans]:
    found: list[list[GlobalPositions]] = [[child.starts[:0]] for child in children]
    for runs in _runs(layout, children, node, budget):
        for places, part in zip(found, runs, strict=True):
            places.append(part)
    return [
        Spans(np.concatenate(places), child.width)
        for places, child in zip(found, children, strict=True)
    ]


def _runs(
    layout: SegmentLayout, children: Sequence[Spans], node: Window, budget: TimeBudget
) -> Iterator[list[GlobalPositions]]:
    """Yield where each child's runs start that have a part, a stretch of the index at a time."""
    for stretch in _stretches(layout, children):
        if budget.spent:
            budget.cut()
            return
        CLOCK.spend(sum(len(part.starts) for part in stretch), WINDOW)
        if node.unit is None:
            keyed = [Spans(_keyed(layout, part.starts), part.width) for part in stretch]
            runs = near_starts(keyed, node.distance, ordered=node.ordered)
            yield [_unkeyed(layout, part) for part in runs]
        else:
            yield starts_in_one(stretch, layout.borders(node.unit))


def _stretches(layout: SegmentLayout, children: Sequence[Spans]) -> Iterator[list[Spans]]:
    """Cut at the ends of rows, and leave only rows in which every leaf occurs."""
    if not children or not all(len(child.starts) for child in children):
        return
    by_size = sorted((child.starts for child in children), key=len)
    rarest = by_size[0]
    step = max(1, len(rarest) * _STRETCH // sum(map(len, by_size)))
    start = 0
    while start < len(rarest):
        last_row = layout.rows_at(rarest[min(start + step, len(rarest)) - 1 :][:1])
        stop = int(rarest.searchsorted(layout.row_starts.take(last_row + 1)[0]))
        rows = distinct(layout.rows_at(rarest[start:stop]))
        for starts in by_size[1:]:
            rows = rows[_in_rows(layout, starts, rows)[1] > 0]
            if not len(rows):
                break
        else:
            yield [
                Spans(_in_rows(layout, child.starts, rows)[0], child.width) for child in children
            ]
        start = stop


def _in_rows(
    layout: SegmentLayout, global_positions: GlobalPositions, rows: Docs
) -> tuple[GlobalPositions, Docs]:
    """Return the global positions that lie in `rows`, and how many lie in each."""
    first, last = layout.row_starts.take(rows), layout.row_starts.take(rows + 1)
    low, high = global_positions.searchsorted((first[0], last[-1]))
    global_positions = global_positions[low:high]
    lows, highs = global_positions.searchsorted(first), global_positions.searchsorted(last)
    return global_positions.take(ragged(lows, highs - lows)), highs - lows


def _keyed(layout: SegmentLayout, global_positions: GlobalPositions) -> NDArray[np.int64]:
    """Put row and position into one number each, so that no window spans two rows."""
    rows = layout.rows_at(global_positions)
    return rows << 32 | (global_positions - layout.row_starts.take(rows)).astype(np.int64)


def _unkeyed(layout: SegmentLayout, keyed: GlobalPositions) -> GlobalPositions:
    """Return the global positions that `_keyed` made these of."""
    firsts = layout.row_starts.take(keyed >> 32)
    global_positions: GlobalPositions = firsts + (keyed & 0xFFFFFFFF).astype(firsts.dtype)
    return global_positions


def near_starts(
    children: Sequence[Spans], distance: int, *, ordered: bool
) -> list[GlobalPositions]:
    """Return the starts of each child's runs that have a part in some window.

    The same as `window_runs.near_runs`, over all articles at once: starts carry the article
    in their upper bits.
    """
    span = min(distance, _FAR - 1) + sum(child.width for child in children)
    if ordered:
        return [_in_order(children, place, span) for place in range(len(children))]
    lefts = distinct(np.concatenate([child.starts for child in children]))
    for child in children:
        lefts = lefts[_holds(child.starts, lefts, lefts + (span - child.width))]
    return [
        child.starts[_holds(lefts, child.starts - (span - child.width), child.starts)]
        for child in children
    ]


def starts_in_one(children: Sequence[Spans], borders: GlobalPositions) -> list[GlobalPositions]:
    """Return the starts of each child's runs that occur in a part with one of each child.

    The same as `window_runs.runs_in_one`, over all articles: `borders` begin the parts.
    """
    inside: list[GlobalPositions] = []
    parts: list[NDArray[np.intp]] = []
    for child in children:
        first = borders.searchsorted(child.starts, "right")
        ends = child.starts + child.starts.dtype.type(child.width - 1)
        whole = first == borders.searchsorted(ends, "right")
        inside.append(child.starts[whole])
        parts.append(first[whole])
    held = reduce(np.intersect1d, parts)
    return [starts[np.isin(part, held)] for starts, part in zip(inside, parts, strict=True)]


def _holds(
    starts: GlobalPositions, low: GlobalPositions, high: GlobalPositions
) -> NDArray[np.bool_]:
    """Say for each low and high whether one of `starts` lies from the one to the other."""
    if not len(starts):
        return np.zeros(len(low), np.bool_)
    at = starts.searchsorted(low)
    return (at < len(starts)) & (starts.take(at, mode="clip") <= high)


def _in_order(children: Sequence[Spans], place: int, span: int) -> GlobalPositions:
    """Through each run the tightest chain: nearest run before, and after, child by child."""
    runs = children[place]
    first, end = runs.starts, runs.starts + runs.width
    fits = np.ones(len(first), np.bool_)
    for child in reversed(children[:place]):
        at = child.starts.searchsorted(first - child.width, "right") - 1
        fits &= at >= 0
        first = child.starts.take(at, mode="clip")
    for child in children[place + 1 :]:
        at = child.starts.searchsorted(end)
        fits &= at < len(child.starts)
        end = child.starts.take(at, mode="clip") + child.width
    return runs.starts[fits & (end - first <= span)]
