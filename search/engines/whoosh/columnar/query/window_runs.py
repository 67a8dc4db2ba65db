"""Proximity in one field of one document, written for reading rather than speed.

`near_spans` does the same over arrays, for all documents at once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain, product

#: The start and end of a match: positions in the field, `end` exclusive.
Run = tuple[int, int]

#: Words are near each other where one begins at most so many words before the other.
NEAR_WORDS = 8


def pair_starts(first: Sequence[Run], second: Sequence[Run], gap: int) -> list[tuple[int, bool]]:
    """Return where `first` starts with `second` near, and whether that is as far as typed.

    `gap` is how many words were typed between them; runs of one start are not near each other.
    """
    others = {start for start, _ in second}
    found = []
    for start, end in first:
        as_typed = end + gap in others
        if as_typed or any(0 < abs(start - other) <= NEAR_WORDS for other in others):
            found.append((start, as_typed))
    return found


def near_runs(children: Sequence[Sequence[Run]], distance: int, *, ordered: bool) -> list[Run]:
    """Return the runs that have a part in some window, given each child's runs in one field.

    A window holds one run of each child and at most `distance` tokens more than these runs
    have together; runs may overlap. Where `ordered`, each run starts after the one before
    it ends. The runs of one child are ascending.
    """
    if not children or not all(children):
        return []
    widths = [sorted({end - start for start, end in runs}) for runs in children]
    if any(len(of_child) > 1 for of_child in widths):
        found: set[Run] = set()
        for chosen in product(*widths):
            alike = [
                [run for run in runs if run[1] - run[0] == width]
                for runs, width in zip(children, chosen, strict=True)
            ]
            found.update(near_runs(alike, distance, ordered=ordered))
        return sorted(found)
    span = distance + sum(runs[0][1] - runs[0][0] for runs in children)
    if ordered:
        return _ordered_runs(children, span)
    everything = sorted(set(chain.from_iterable(children)))
    near: set[Run] = set()
    for left in sorted({start for start, _ in everything}):
        inside = [_inside(runs, left, left + span) for runs in children]
        if all(inside):
            near.update(chain.from_iterable(inside))
    return sorted(near)


def runs_in_one(children: Sequence[Sequence[Run]], borders: Sequence[int]) -> list[Run]:
    """Return the runs that occur in a part with one of each child; `borders` begin the parts."""
    parts: list[dict[int, list[Run]]] = []
    for runs in children:
        parts.append({})
        for start, end in runs:
            part = bisect_right(borders, start)
            if part == bisect_right(borders, end - 1):
                parts[-1].setdefault(part, []).append((start, end))
    held = set(parts[0]).intersection(*parts[1:]) if parts else set()
    return sorted({run for found in parts for part in held for run in found[part]})


def _inside(runs: Sequence[Run], left: int, right: int) -> Sequence[Run]:
    """The runs within [left, right]; by bisection, as all are of one length."""
    width = runs[0][1] - runs[0][0]
    return runs[bisect_left(runs, (left, 0)) : bisect_right(runs, (right - width, right))]


def _ordered_runs(children: Sequence[Sequence[Run]], span: int) -> list[Run]:
    """Through each run, the tightest chain: nearest run before, and after, child by child."""
    near: set[Run] = set()
    for place, runs in enumerate(children):
        for run in runs:
            start = _first_start(children[:place], run[0])
            end = _last_end(children[place + 1 :], run[1])
            if start is not None and end is not None and end - start <= span:
                near.add(run)
    return sorted(near)


def _first_start(before: Sequence[Sequence[Run]], start: int) -> int | None:
    for runs in reversed(before):
        width = runs[0][1] - runs[0][0]
        at = bisect_right(runs, (start - width, start)) - 1
        if at < 0:
            return None
        start = runs[at][0]
    return start


def _last_end(after: Sequence[Sequence[Run]], end: int) -> int | None:
    for runs in after:
        at = bisect_left(runs, (end, 0))
        if at == len(runs):
            return None
        end = runs[at][1]
    return end
