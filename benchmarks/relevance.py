"""How well articles are ranked, by people's judgments: nDCG@10 and mean average precision.

Ours are read off the result page itself, asked with `match=some`; what stands on the pages
after it is asked of the engine. Run as `python -m benchmarks.relevance`.
"""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.contestants.base import Contestant
from benchmarks.harness.corpora import DEFAULT_FOLDER, Article, Judged, judged

COLLECTIONS = ("time", "cranfield", "npl")
RANKED = ("dateline", "whoosh", "fts5")
_DEPTH = 1_000
_PER_PAGE = 20

Scores = dict[str, dict[str, tuple[float, float]]]


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain.

    As in Burges et al., "Learning to rank using gradient descent" (2005): a grade gains
    2^grade - 1, discounted by log2(rank + 1).
    """
    ideal = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(name, 0) for name in ranking[:depth]]) / ideal if ideal else 0.0


def average_precision(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """Return the mean of the precision at each relevant document; those not found count 0."""
    relevant = {name for name, grade in grades.items() if grade > 0}
    found = [rank for rank, name in enumerate(ranking, 1) if name in relevant]
    return sum(n / rank for n, rank in enumerate(found, 1)) / len(relevant) if relevant else 0.0


def measure_relevance(names: Sequence[str] = RANKED, corpora: Path = DEFAULT_FOLDER) -> Scores:
    """Return (nDCG@10, MAP) by collection and contestant."""
    from benchmarks.contestants import CONTESTANTS

    scores: Scores = {}
    for collection in COLLECTIONS:
        judgments = judged(collection, corpora)
        for name in names:
            with tempfile.TemporaryDirectory() as folder:
                if name == "dateline":
                    ask = _page_over(judgments, Path(folder))
                else:
                    contestant = CONTESTANTS[name](Path(folder, name))
                    contestant.build(_articles(judgments))
                    ask = partial(_best, contestant)
                scores.setdefault(collection, {})[name] = _score(ask, judgments)
    return scores


def _score(ask: Callable[[str], list[int]], judgments: Judged) -> tuple[float, float]:
    names = list(judgments.documents)
    gains, precisions = [], []
    for query, grades in judgments.grades.items():
        ranking = [names[number - 1] for number in ask(judgments.queries[query])]
        gains.append(ndcg(ranking, grades))
        precisions.append(average_precision(ranking, grades))
    return sum(gains) / len(gains), sum(precisions) / len(precisions)


def _best(contestant: Contestant, text: str) -> list[int]:
    return contestant.best(re.findall(r"\w+", text.lower()), _DEPTH)


def _page_over(judgments: Judged, folder: Path) -> Callable[[str], list[int]]:
    """Fill an archive with a collection; return what reads the result pages of a query."""
    from django.conf import settings
    from django.core.management import call_command

    from corpus.models import Article as StoredArticle
    from search.engines import get_engine
    from search.engines.base import SearchRequest
    from search.indexing import drain
    from search.query.search_query import SearchQuery
    from search.results.session import SearchSession
    from search.search_page import search

    call_command("migrate", verbosity=0)
    settings.SEARCH = replace(settings.SEARCH, index_dir=folder, budget_seconds=60.0)
    StoredArticle.objects.all().delete()
    StoredArticle.objects.bulk_create(
        StoredArticle(
            pk=article.number,
            key=f"judged-{number}",
            title=article.title,
            text=article.text,
            origin=str(number),
        )
        for number, article in enumerate(_articles(judgments))
    )
    drain.rebuild()
    session = SearchSession.begin()

    def ask(text: str) -> list[int]:
        query = SearchQuery(q=text, match="some", per_page=_PER_PAGE)
        shown = [hit.id for hit in search(query, session).hits]
        request = SearchRequest(
            session.node(query), limit=_DEPTH, facets=False, budget_seconds=60.0
        )
        ranking = [hit.id for hit in get_engine().search(request).hits]
        if ranking[:_PER_PAGE] != shown:
            raise AssertionError(f"page and engine differ for {text!r}")
        return ranking

    return ask


def _articles(judgments: Judged) -> list[Article]:
    return [
        Article(number, title, text, "", None)
        for number, (title, text) in enumerate(judgments.documents.values(), 1)
    ]


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def main() -> None:
    """Print the scores as a table."""
    from benchmarks.harness.setup import prepare_django

    prepare_django()
    for collection, row in measure_relevance().items():
        for name, (gain, precision) in row.items():
            print(f"{collection:10} {name:10} nDCG@10 {gain:.3f}  MAP {precision:.3f}")


if __name__ == "__main__":
    main()
