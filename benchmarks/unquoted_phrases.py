"""Whether the first hits hold a phrase whose words are typed without quotation marks.

Phrases are pairs of neighbours drawn from the articles at hand: no stop word, and frequent. Each
is searched for as a reader types it; of its first ten hits those count that hold the two words
in a row. Run as `python -m benchmarks.unquoted_phrases`.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from whoosh.lang.stopwords import stoplists

from benchmarks.harness.corpora import DEFAULT_FOLDER, Article, articles

HITS = 10
_SEED = 20_220_204
_STOP_WORDS = stoplists["en"]


def frequent_phrases(
    texts: Sequence[Article], count: int, min_share: float = 0.001
) -> list[tuple[str, str]]:
    """Draw `count` pairs of words that stand in a row in at least `min_share` of the articles."""
    from search.analysis.analyzer import exact_terms

    held: Counter[tuple[str, str]] = Counter()
    for article in texts:
        held.update(set(pairwise(exact_terms(article.text))))
    frequent = sorted(
        pair
        for pair, articles in held.items()
        if articles >= min_share * len(texts) and all(map(_is_told, pair)) and pair[0] != pair[1]
    )
    return random.Random(_SEED).sample(frequent, min(count, len(frequent)))


def share_of_phrases(texts: Sequence[Article], phrases: Sequence[tuple[str, str]]) -> float:
    """Index the articles and return the share of the first hits that hold their phrase."""
    import tempfile

    from search.engines.base import Document, SearchRequest
    from search.engines.whoosh.engine import WhooshEngine
    from search.query.nodes import And, Ids, Phrase
    from search.query.parser.query_parser import parse

    held = shown = 0
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder, "index"))
        engine.rebuild(Document(a.number, a.title, a.text, a.source) for a in texts)
        for pair in phrases:
            request = SearchRequest(parse(" ".join(pair)).node, limit=HITS, facets=False)
            hits = tuple(hit.id for hit in engine.search(request).hits)
            shown += len(hits)
            held += engine.count(And((Phrase(" ".join(pair)), Ids(hits))))
    return held / shown if shown else 0.0


def _is_told(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word not in _STOP_WORDS


def main() -> None:
    """Print the share."""
    from benchmarks.harness.setup import prepare_django

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", default="senate_press")
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--phrases", type=int, default=60)
    options = parser.parse_args()
    prepare_django()
    texts = list(articles(options.corpus, folder=options.folder))
    phrases = frequent_phrases(texts, options.phrases)
    share = share_of_phrases(texts, phrases)
    print(f"{share:.1%} of the first {HITS} hits for {len(phrases)} phrases hold the phrase")


if __name__ == "__main__":
    main()
