"""How long it takes until one more article is stored durably and found."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.contestants.base import Contestant
from benchmarks.harness.corpora import Article


@dataclass(frozen=True, slots=True)
class Committed:
    """Milliseconds from handing over an article to finding it by a word of its own.

    `early` and `late` are the medians of the first and the last fifth: they differ where
    commits make each other slower.
    """

    contestant: str
    commits: int
    median_ms: float
    worst_ms: float
    early_ms: float
    late_ms: float


def commit_singly(
    name: str, contestant: Contestant, articles: Sequence[Article], commits: int
) -> Committed:
    """Add articles one by one, each with a word of its own, and find each."""
    highest = max(article.number for article in articles)
    times = []
    for number in range(1, commits + 1):
        word = f"newword{number}"
        source = articles[number * 7919 % len(articles)]
        article = replace(source, number=highest + number, text=f"{word} {source.text}")
        start = time.perf_counter()
        contestant.add(article)
        found = contestant.best([word], 1)
        times.append((time.perf_counter() - start) * 1000)
        if found != [article.number]:
            raise AssertionError(f"{name} does not find what it was given")
    fifth = max(1, commits // 5)
    return Committed(
        name,
        commits,
        statistics.median(times),
        max(times),
        statistics.median(times[:fifth]),
        statistics.median(times[-fifth:]),
    )
