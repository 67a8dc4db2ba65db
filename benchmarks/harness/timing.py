"""How long queries take: all contestants in one process, in turns, so that noise hits all."""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.contestants.base import Answer, Contestant
from benchmarks.harness.queries import KINDS, Query

#: A query slower than this is repeated only `_SLOW_ROUNDS` times.
_SLOW_SECONDS = 0.05
_SLOW_ROUNDS = 3


@dataclass(slots=True)
class Timed:
    """One query by one contestant: its first run, the median of the later ones, its total."""

    query: Query
    contestant: str
    first_ms: float
    median_ms: float
    total: int
    months: int


@dataclass(slots=True)
class Timings:
    """All that was timed, with the medians by class."""

    timed: list[Timed] = field(default_factory=list)

    def by_class(self) -> dict[str, dict[str, float]]:
        """Return milliseconds by query class and contestant: the median of its queries."""
        return {
            kind: {
                name: statistics.median(
                    t.median_ms for t in self.timed if (t.query.kind, t.contestant) == (kind, name)
                )
                for name in dict.fromkeys(t.contestant for t in self.timed if t.query.kind == kind)
            }
            for kind in KINDS
            if any(t.query.kind == kind for t in self.timed)
        }

    def deviations(self, base: str) -> dict[str, dict[str, float]]:
        """Return by class and contestant how far totals are from `base`'s at most, as a share."""
        totals = {t.query: t.total for t in self.timed if t.contestant == base}
        found: dict[str, dict[str, float]] = {}
        for timed in self.timed:
            expected = totals[timed.query]
            share = abs(timed.total - expected) / max(1, expected)
            row = found.setdefault(timed.query.kind, {})
            row[timed.contestant] = max(row.get(timed.contestant, 0.0), share)
        return found


def measure(
    contestants: Mapping[str, Contestant], queries: Sequence[Query], rounds: int = 15
) -> Timings:
    """Time every query with every contestant, in turns."""
    timings = Timings()
    order = random.Random(1)
    for query in queries:
        prepared = {name: opened.prepare(query) for name, opened in contestants.items()}
        runs = {name: run for name, run in prepared.items() if run is not None}
        gc.collect()
        gc.disable()
        first = {name: _timed(run) for name, run in runs.items()}
        later: dict[str, list[float]] = {name: [] for name in runs}
        for turn in range(rounds):
            for name in order.sample(list(runs), len(runs)):
                slow = first[name][0] > _SLOW_SECONDS
                if not slow:
                    # Whoever ran before left the processor's caches full of its own data,
                    # which would cost this one more than its whole query.
                    runs[name]()
                if not slow or turn < _SLOW_ROUNDS:
                    later[name].append(_timed(runs[name])[0])
        gc.enable()
        for name, (seconds, answer) in first.items():
            median = statistics.median(later[name])
            timings.timed.append(
                Timed(
                    query,
                    name,
                    seconds * 1000,
                    median * 1000,
                    answer.total,
                    sum(answer.months.values()),
                )
            )
    return timings


def geometric_mean_ratio(classes: Mapping[str, Mapping[str, float]], one: str, other: str) -> float:
    """Return by how much `one` is slower than `other`, over the classes both know."""
    return statistics.geometric_mean(
        row[one] / row[other] for row in classes.values() if one in row and other in row
    )


def _timed(run: object) -> tuple[float, Answer]:
    start = time.perf_counter()
    answer = run()  # type: ignore[operator]
    return time.perf_counter() - start, answer
