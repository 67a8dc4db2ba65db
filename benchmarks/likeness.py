"""More like this: how long its words and its answer take, for articles drawn at random.

Run: `python -m benchmarks.likeness`. Every article is asked about once, so nothing is
remembered of it; one round before the clock starts brings the index into memory.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from benchmarks.harness.corpora import Article, articles
from benchmarks.harness.setup import prepare_django

_T = TypeVar("_T")
_SHOWN = 5


def main() -> None:
    """Print milliseconds: the median and what 95 of 100 articles stay below."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", default="senate_press")
    parser.add_argument("--articles", type=int, default=200)
    options = parser.parse_args()
    prepare_django()
    corpus = list(articles(options.corpus))
    _index(corpus)
    drawn = random.Random(1).sample(corpus, 2 * options.articles)
    _measured(drawn[: options.articles])
    choosing, finding = _measured(drawn[options.articles :])
    together = [one + other for one, other in zip(choosing, finding, strict=True)]
    named = {"choosing the words": choosing, "finding the articles": finding, "both": together}
    for name, seconds in named.items():
        ordered = sorted(seconds)
        median, most = statistics.median(ordered), ordered[len(ordered) * 95 // 100]
        print(f"{name}: median {median * 1000:.1f} ms, 95 % below {most * 1000:.1f} ms")


def _index(corpus: Sequence[Article]) -> None:
    from search.engines import get_engine
    from search.engines.base import Document

    get_engine().rebuild(
        Document(a.number, a.title, a.text, a.source, lang="en", first_day=a.day, last_day=a.day)
        for a in corpus
    )


def _measured(drawn: Sequence[Article]) -> tuple[list[float], list[float]]:
    from search.engines import get_engine
    from search.engines.base import SearchRequest
    from search.query.nodes import Like
    from search.results.more_like_this import distinctive_terms, min_shared_terms

    choosing, finding = [], []
    engine = get_engine()
    for article in drawn:
        words, seconds = _timed(
            partial(distinctive_terms, article.title, article.text, "en", engine)
        )
        choosing.append(seconds)
        like = Like(article.number, words, min_shared_terms(words))
        request = SearchRequest(like, limit=_SHOWN, facets=False, matches=False)
        finding.append(_timed(partial(engine.search, request))[1])
    return choosing, finding


def _timed(work: Callable[[], _T]) -> tuple[_T, float]:
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


if __name__ == "__main__":
    main()
