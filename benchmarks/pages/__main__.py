"""`python -m benchmarks.pages`: result pages of 200 queries, from several sites in one run.

Every site is asked for the same queries in turns, by 1, 4 and 16 clients of a load generator
that runs on one core; a page has the hits, the total and counts by source and year (Dateline's
also marks, authors, languages and the chart). Printed are medians, 95th percentiles, pages a
second and memory, and each site's time as a multiple of Dateline's.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.harness.archives import made
from benchmarks.harness.corpora import DEFAULT_FOLDER, Article, articles
from benchmarks.harness.queries import choose
from benchmarks.pages import sites
from benchmarks.pages.load import Load, body_of, put
from benchmarks.pages.sites import PageQuery, Site

_CORPUS = "senate_press"
_KINDS = ("common term", "middle term", "rare term", "AND of 2", "phrase")
_EACH = 40
_CLIENTS = (1, 4, 16)
_FIRST_PORT = 8_750
#: The words of queries are drawn from so many articles.
_READ = 10_000
#: A slow site is asked for fewer of the queries.
_FEW = 20


def main() -> None:
    """Start the sites, put the loads, print the table."""
    options = _options()
    with ExitStack() as stack:
        work = options.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        work.mkdir(parents=True, exist_ok=True)
        texts = list(articles(_CORPUS, options.documents))
        queries = page_queries(texts)
        dump = DEFAULT_FOLDER / f"{_CORPUS}.jsonl.xz"
        starts: dict[str, Callable[[int], Site]] = {
            "dateline": lambda port: sites.dateline(made(work / "dateline", dump), port),
            "bare": lambda port: sites.bare(work / "pages", port),
            "datasette": lambda port: sites.datasette(work, texts, port),
            "haystack": lambda port: sites.haystack(work, options.haystack_documents, port),
        }
        running: list[Site] = []
        for number, name in enumerate(options.sites):
            site = starts[name](_FIRST_PORT + number)
            stack.callback(site.stop)
            site.wait(site.path_of(0, queries[0]))
            running.append(site)
            if name == "dateline":
                _keep_pages(site, queries, work / "pages")
        _measure(running, queries, options.rounds)


def page_queries(texts: Sequence[Article]) -> list[PageQuery]:
    """Return 200 different queries that all sites understand, in an order of no meaning."""
    chosen = [each for each in choose(texts[:_READ], _EACH) if each.kind in _KINDS]
    queries = list(dict.fromkeys(PageQuery(q.words, q.kind == "phrase") for q in chosen))
    random.Random(7).shuffle(queries)
    return queries


def _keep_pages(site: Site, queries: Sequence[PageQuery], folder: Path) -> None:
    """Keep the site's pages as files, for the bare page to send."""
    folder.mkdir(exist_ok=True)
    for number, query in enumerate(queries):
        (folder / str(number)).write_bytes(body_of(site.port, site.path_of(number, query)))


def _measure(running: Sequence[Site], queries: Sequence[PageQuery], rounds: int) -> None:
    loads = {(site.name, clients): Load() for site in running for clients in _CLIENTS}
    for round_ in range(rounds):
        for clients in _CLIENTS:
            for site in running:
                load = loads[site.name, clients]
                paths = [site.path_of(number, query) for number, query in enumerate(queries)]
                is_slow = site.name.startswith(("Datasette", "django-haystack"))
                share = paths[round_ :: len(paths) // _FEW] if is_slow else paths
                load.add(put(site.port, share, clients))
    print(f"{len(queries)} queries, {rounds} rounds, {os.cpu_count()} cores, one of them shared")
    print("| site | clients | median ms | 95 % within | pages/s | kB | times Dateline's median |")
    print("|---|---|---|---|---|---|---|")
    for clients in _CLIENTS:
        first = loads[running[0].name, clients].median
        for site in running:
            load = loads[site.name, clients]
            kb = load.received / len(load.times) / 1000
            failed = f" ({load.failed} failed)" if load.failed else ""
            print(
                f"| {site.name}{failed} | {clients} | {load.median:.1f} | {load.p95:.1f}"
                f" | {load.per_second:.1f} | {kb:.0f} | {load.median / first:.1f} |"
            )
    for site in running:
        print(f"memory of {site.name}: {site.memory_mb():.0f} MB", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    names = ["dateline", "bare", "datasette", "haystack"]
    parser.add_argument("--sites", nargs="+", choices=names, default=names)
    parser.add_argument("--documents", type=int, help="articles of Datasette (default: all)")
    parser.add_argument("--haystack-documents", type=int, default=30_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", type=Path, help="folder that keeps what is searched")
    return parser.parse_args()


if __name__ == "__main__":
    main()
