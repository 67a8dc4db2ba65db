"""`python -m benchmarks`: measure, side by side, and write the results down."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness.setup import prepare_django

if TYPE_CHECKING:
    from benchmarks.contestants.base import Contestant
    from benchmarks.harness.reporting import Results

PARTS = ("index", "queries", "commits", "growth", "relevance")
_CORPUS = "senate_press"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the parts asked for and write their results."""
    options = _options(arguments)
    prepare_django()
    from benchmarks.harness.machine import machine
    from benchmarks.harness.reporting import write

    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as work:
        results: Results = {"machine": machine(), "corpus": _CORPUS, "documents": 0, "minutes": {}}
        run = _Run(options, Path(work), results)
        for part in PARTS:
            if part in options.parts:
                print(f"measuring: {part}", flush=True)
                start = time.monotonic()
                getattr(run, part)()
                results["minutes"][part] = round((time.monotonic() - start) / 60, 1)
                write(results, options.results)
    print((options.results / "results.md").read_text())


class _Run:
    """One run: its parts build on each other's indexes."""

    def __init__(self, options: argparse.Namespace, work: Path, results: Results) -> None:
        from benchmarks.harness.building import load

        self.options = options
        self.work = work
        self.results = results
        self.articles = load(_CORPUS, options.documents) if options.parts != ["relevance"] else []
        results["documents"] = len(self.articles)

    def index(self) -> None:
        """Build every contestant's index, each in its own process."""
        for name in self.options.contestants:
            self._build(name)

    def queries(self) -> None:
        """Time the query classes."""
        from benchmarks.harness.queries import choose
        from benchmarks.harness.timing import measure

        queries = choose(self.articles, self.options.each)
        timings = measure(self._opened(), queries, self.options.rounds)
        self.results["queries"] = {
            "classes": timings.by_class(),
            "deviations": timings.deviations(self.options.contestants[0]),
            "each": [
                {"words": t.query.words, "kind": t.query.kind}
                | {k: v for k, v in asdict(t).items() if k != "query"}
                for t in timings.timed
            ],
        }

    def commits(self) -> None:
        """Add articles singly. Last of the parts on the whole corpus, as it changes the indexes."""
        from benchmarks.contestants import index_of
        from benchmarks.harness.commits import commit_singly

        self.results["commits"] = []
        for name, opened in self._opened().items():
            if index_of(name) != name:
                continue
            # Stock Whoosh takes a second each: fewer tell as much.
            commits = min(30, self.options.commits) if name == "whoosh" else self.options.commits
            done = commit_singly(name, opened, self.articles, commits)
            opened.close()
            self.results["commits"].append(asdict(done))

    def growth(self) -> None:
        """Build and query at several sizes, and with very many short articles."""
        from benchmarks.harness.building import SHORT

        self.results["growth"] = []
        for share in (0.1, 0.3):
            self._grow(_CORPUS, max(1, int(share * len(self.articles))))
        self._grow_whole()
        if self.options.short:
            self._grow(SHORT, self.options.short)

    def relevance(self) -> None:
        """Score the judged collections."""
        from benchmarks.relevance import measure_relevance

        self.results["relevance"] = measure_relevance()

    def _grow_whole(self) -> None:
        """Take the figures of the whole corpus from the parts that measured it, if they did."""
        from benchmarks.harness.reporting import mean_query_ms

        wanted = self.options.growth_contestants
        classes = self.results.get("queries", {}).get("classes", {})
        built = {row["contestant"]: row for row in self.results.get("index", ())}
        if not classes or not set(wanted) <= built.keys():
            self._grow(_CORPUS, len(self.articles))
            return
        for name in wanted:
            row = built[name] | {"query_ms": mean_query_ms(classes, name)}
            self.results["growth"].append(row)

    def _grow(self, corpus: str, count: int) -> None:
        from benchmarks.contestants import CONTESTANTS
        from benchmarks.harness.building import build_apart, load
        from benchmarks.harness.queries import choose
        from benchmarks.harness.reporting import mean_query_ms
        from benchmarks.harness.timing import measure

        queries = choose(load(corpus, min(count, 100_000)), self.options.each)
        built = {}
        opened: dict[str, Contestant] = {}
        for name in self.options.growth_contestants:
            folder = self.work / f"{corpus}-{count}" / name
            built[name] = build_apart(name, corpus, count, folder)
            opened[name] = CONTESTANTS[name](folder)
        classes = measure(opened, queries, self.options.rounds).by_class()
        for name, what in built.items():
            opened[name].close()
            self.results["growth"].append(asdict(what) | {"query_ms": mean_query_ms(classes, name)})

    def _build(self, name: str) -> Path:
        """Build a contestant's index where it is not there yet; return its folder."""
        from benchmarks.contestants import index_of
        from benchmarks.harness.building import build_apart

        folder = self.work / index_of(name)
        if not folder.exists():
            built = build_apart(index_of(name), _CORPUS, len(self.articles), folder)
            self.results.setdefault("index", []).append(asdict(built))
        return folder

    def _opened(self) -> dict[str, Contestant]:
        from benchmarks.contestants import CONTESTANTS

        return {name: CONTESTANTS[name](self._build(name)) for name in self.options.contestants}


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    every = [
        "dateline", "dateline-uncached", "dateline-page",
        "tantivy", "tantivy1", "fts5", "whoosh", "whoosh-column",
    ]  # fmt: skip
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--documents", type=int, help="only so many articles (default: all)")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument(
        "--contestants", nargs="+", choices=every, default=every, help="the first is the base"
    )
    parser.add_argument(
        "--growth-contestants", nargs="+", choices=every, default=["dateline", "tantivy", "fts5"]
    )
    parser.add_argument("--each", type=int, default=6, help="queries of each class")
    parser.add_argument("--rounds", type=int, default=15, help="repetitions of each query")
    parser.add_argument("--commits", type=int, default=500)
    parser.add_argument("--short", type=int, default=1_000_000, help="short articles; 0 for none")
    results = Path(__file__).resolve().parent / "results"
    parser.add_argument("--results", type=Path, default=results, help="folder to write to")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
