"""The time of a haystack search over Whoosh's own index and over ours, search by search in turns.

Run by `make peers` in processes of their own, as haystack needs settings of its own: one builds
the indexes beside the tests of other projects, another searches them.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.harness.corpora import Article, articles
from benchmarks.peers.haystack_suite import environment

_CORPUS = "senate_press"
_HITS = 20
_EACH = 2
_ROUNDS = 5
#: Searches that take longer than this are repeated but once.
_LONG_SECONDS = 0.2

Search = dict[str, Any]


class SpeedRun:
    """Both indexes, built in the folder `kept` or taken from there, and the searches in them."""

    def __init__(self, documents: int, kept: Path | None = None) -> None:
        self._work = tempfile.TemporaryDirectory(prefix="dateline-peers-")
        self._command = [sys.executable, "-m", "benchmarks.peers.haystack_speed", str(documents)]
        self._environment = environment(str(kept or self._work.name), "whoosh")
        self._building = subprocess.Popen([*self._command, "build"], env=self._environment)

    def print_table(self) -> None:
        """Wait for the indexes, measure and print. Raises CalledProcessError."""
        try:
            if code := self._building.wait():
                raise subprocess.CalledProcessError(code, self._command)
            subprocess.run([*self._command, "search"], env=self._environment, check=True)
        finally:
            self.close()

    def close(self) -> None:
        """End what is still at work and remove what was built for this run alone."""
        self._building.terminate()
        self._building.wait()
        self._work.cleanup()


def searches(texts: Sequence[Article]) -> dict[str, list[Search]]:
    """Return the arguments of haystack's searches by kind, with words of the articles."""
    from benchmarks.harness.queries import choose

    chosen = choose(texts, _EACH)
    by_kind = {kind: [q for q in chosen if q.kind == kind] for kind in {q.kind for q in chosen}}
    common = [q.words[0] for q in by_kind["common term"]]
    middle = [q.words[0] for q in by_kind["middle term"]]
    pairs = [q.words for q in by_kind["AND of 2"]]
    days = "published:[20130101 to 20131231]"
    facets = {"facets": ["sources"]}
    kinds: dict[str, list[Search]] = {
        "common word": [_search(word) for word in common],
        "middle word": [_search(word) for word in middle],
        "AND of 2": [_search(f"({a} AND {b})") for a, b in pairs],
        "OR of 2": [_search(f"({a} OR {b})") for a, b in pairs],
        "phrase": [_search('"{} {}"'.format(*q.words)) for q in by_kind["phrase"]],
        "prefix": [_search(f"{q.words[0]}*") for q in by_kind["prefix"]],
        "fuzzy": [_search(f"{q.words[0]}~1/2") for q in by_kind["fuzzy"]],
        "part of a title": [_search(f"title_auto:({word})") for word in middle],
        "word and date range": [_search(f"({word} AND {days})") for word in common],
        "word and number range": [_search(f"({w} AND words:[200 to 400])") for w in common],
        "newest first": [_search(word, sort_by=["-published"]) for word in common],
        "counts by source": [_search(word, **facets) for word in middle],
    }
    return kinds


def _search(text: str, **options: Any) -> Search:
    return {"query_string": text, "start_offset": 0, "end_offset": _HITS, **options}


def _opened(texts: Sequence[Article]) -> tuple[Any, Any]:
    """Return haystack's backend over our index and over Whoosh's, with the same documents."""
    from benchmarks.peers.haystack_articles import build, stock_copy

    work = Path(os.environ["HAYSTACK_WORK"])
    ours = build(work / "ours", texts)
    return ours, stock_copy(ours, work / "stock")


def _search_all(texts: Sequence[Article]) -> None:
    ours, stock = _opened(texts)
    print(f"  haystack search of {len(texts):,} articles     Whoosh's index      ours", flush=True)
    ratios = {kind: _compare(kind, stock, ours, own) for kind, own in searches(texts).items()}
    mean = math.exp(statistics.fmean(map(math.log, ratios.values())))
    least = min(ratios, key=ratios.__getitem__)
    print(
        f"haystack search, {len(texts):,} articles, {_HITS} hits: {mean:.0f} times faster"
        f" than with Whoosh's index (geometric mean; {least}: {ratios[least]:.0f} times)"
    )


def _compare(kind: str, stock: Any, ours: Any, own: Sequence[Search]) -> float:
    """Time each search in turns; return how many times longer Whoosh's index takes."""
    slow, fast = [], []
    for search in own:
        totals = stock.search(**search)["hits"], ours.search(**search)["hits"]
        if totals[0] != totals[1]:
            print(f"  {search['query_string']}: {totals[0]} hits, with ours {totals[1]}")
        slow.append(_seconds(stock, search))
        fast.append(_seconds(ours, search))
    before, after = statistics.median(slow), statistics.median(fast)
    print(f"  {kind:40} {before * 1000:8.1f} ms {after * 1000:8.2f} ms", flush=True)
    return before / after


def _seconds(backend: Any, search: Search) -> float:
    """Return the shortest of some repetitions, in processor time: others may be at work."""
    times: list[float] = []
    while len(times) < (2 if times and times[0] > _LONG_SECONDS else _ROUNDS):
        start = time.process_time()
        backend.search(**search)
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    import django

    django.setup()
    count, task = sys.argv[1:]
    chosen = list(articles(_CORPUS, int(count)))
    {"build": _opened, "search": _search_all}[task](chosen)
