"""What a reader waits for: pages, accounts, suggestions, concordances, on a large archive.

`python -m benchmarks.reading` asks as the pages do, through the whole stack but the network,
and prints median and 95th percentile of each. The last rows compare a result page with
rendering the same template from values that are ready.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse

from benchmarks.harness.archives import made
from benchmarks.harness.corpora import DEFAULT_FOLDER

_WORDS = (
    *("health", "inflation", "veterans", "border", "energy", "tax", "highway", "drought"),
    *("pension", "ethanol", "satellite", "terrorism", "salmon", "judiciary", "broadband", "flu"),
)
_PAGES = (
    *_WORDS,
    *(f"{one} {other}" for one, other in pairwise(_WORDS)),
    *('"climate change"', '"health care"', "oil w/5 price", "senat* -tax", "title:energy"),
    *("health OR energy OR tax", "inflation after:2006", "=voting", "atleast3:drought"),
)
_TYPED = ("he", "hea", "inf", "veterans of", "climate ch", "social sec", "ener", "new y", "s", "a")
_MISSPELT = ("inflaton", "vetrans", "helth care", "emigration refrom", "energie polcy", "tarriff")
_EMPTY = (
    '"energy drought salmon"', "salmon pension flu satellite", "title:salmon title:flu",
    "=inflations", "atleast40:broadband", '"tax health" date:2005', "zyzzyva health",
)  # fmt: skip
_LINES = ("inflation", "health", '"climate change"', "oil w/5 gas", "drought OR salmon", "veter*")
_ORDERS = ("relevance", "newest", "oldest", "1L", "2L", "match", "1R", "3R")
_LONG_WORDS = 3_000


def main() -> None:
    """Measure all and print a table."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as folder:
        dump = options.folder / f"{options.corpus}.jsonl.xz"
        os.environ["DATELINE_DATA"] = str(made(options.data or Path(folder), dump))
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        import django

        django.setup()
        print("| measured | median ms | 95 % within | asked |\n|---|---|---|---|")
        _measure(options.rounds)


def _measure(rounds: int) -> None:
    from django.test import Client

    client = Client(headers={"host": "localhost"})

    def get(**parameters: str) -> Callable[[], object]:
        return lambda: client.get("/", parameters)

    _tell("result page", [get(q=q) for q in _PAGES], rounds)
    _tell("with the account of the query", [get(q=q, explain="1") for q in _PAGES], rounds)
    for name, full in (("suggestions", {}), ("suggestions, full", {"full": "1"})):
        asked = [{"q": text} | full for text in _TYPED]
        _tell(name, [partial(client.get, "/suggest", each) for each in asked], rounds)
    _guidance(rounds)
    for order in _ORDERS:
        kept = order in ("relevance", "newest", "oldest")
        _tell(
            f"concordance, first page by {order}",
            [_forgetting(get(q=q, view="kwic", sort=order)) for q in _LINES],
            rounds if kept else min(rounds, 3),
        )
    _highlighting(rounds)
    _against_template(rounds)


def _guidance(rounds: int) -> None:
    from search.guidance.did_you_mean import did_you_mean
    from search.guidance.rescue import suggestions
    from search.query.search_query import SearchQuery
    from search.results.session import SearchSession

    def asked(ask: Callable[[SearchQuery, SearchSession], object], q: str) -> object:
        return ask(SearchQuery(q), SearchSession.begin())

    for name, ask, queries in (
        ("did you mean", did_you_mean, _MISSPELT),
        ("ways out of an empty answer", suggestions, _EMPTY),
    ):
        _tell(name, [partial(asked, ask, q) for q in queries], rounds)


def _forgetting(work: Callable[[], object]) -> Callable[[], object]:
    """Return work that finds no order of lines kept from before."""
    from search.engines import get_engine

    def run() -> object:
        opened = getattr(get_engine(), "_opened", None)
        if opened:
            opened[1].concordances.clear()
        return work()

    return run


def _highlighting(rounds: int) -> None:
    """Mark 20 long articles, matches and texts being at hand."""
    from corpus.models import Article
    from search.highlight.highlighter import snippets
    from search.query.parser.query_parser import parse
    from search.results.session import SearchSession

    long = list(Article.objects.filter(word_count__gte=_LONG_WORDS).order_by("pk")[:500])
    texts = {article.pk: article.text for article in long}
    session = SearchSession.begin()
    pages = []
    for word in ("health", "tax OR energy", '"health care"'):
        node = parse(f"words:>{_LONG_WORDS} ({word})").node
        hits = [h for h in session.top_hits(node, 200, matches=True) if h.id in texts][:20]
        pages.append([(texts[h.id], [m for m in h.matches if m.field == "text"]) for h in hits])
    work = [lambda page=page: [snippets(text, found) for text, found in page] for page in pages]
    _tell("highlighting 20 long articles", work, rounds)


def _against_template(rounds: int) -> None:
    """Compare a result page with its template, given the same values."""
    from django.template.loader import render_to_string
    from django.test import Client, RequestFactory
    from django_htmx.middleware import HtmxMiddleware

    from search.query.search_query import SearchQuery
    from search.results.session import SearchSession
    from search.search_page import search

    client = Client(headers={"host": "localhost"})
    whole: list[float] = []
    template: list[float] = []
    for query in _PAGES:
        page = search(SearchQuery(query), SearchSession.begin())
        request = RequestFactory().get("/", {"q": query})
        HtmxMiddleware(_nothing)(request)
        render = partial(render_to_string, "search/page.html", {"page": page}, request)
        whole += _times(partial(client.get, "/", {"q": query}), rounds)
        template += _times(render, rounds)
    ratio = statistics.median(whole) / statistics.median(template)
    _row("the template alone", template)
    print(f"| the whole page against it | {ratio:.2f} times | | |")


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _tell(name: str, work: Sequence[Callable[[], Any]], rounds: int) -> None:
    """Time each a few times and print a row of the table."""
    _row(name, [t for one in work for t in _times(one, rounds)])


def _row(name: str, times: Iterable[float]) -> None:
    values = list(times)
    p95 = statistics.quantiles(values, n=20)[-1]
    print(f"| {name} | {statistics.median(values):.1f} | {p95:.1f} | {len(values)} |", flush=True)


def _times(work: Callable[[], object], rounds: int) -> list[float]:
    """Return the milliseconds of each run but the first."""
    work()
    gc.collect()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="timed runs of each request")
    parser.add_argument("--corpus", default="senate_press")
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--data", type=Path, help="an archive that is kept (default: a new one)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
