"""What words that stand together add, for one article at a time: a part of the oracle of scores."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from search.engines.base import Document
from search.engines.whoosh.columnar.query.window_runs import Run, pair_starts
from search.engines.whoosh.columnar.search.bm25f import QUANTUM, Parameters
from search.engines.whoosh.compiling import PlainWord, plain_words, side_by_side
from search.engines.whoosh.leaf_patterns import occurrences_in, patterns_of
from search.query.nodes import LEAD_WORDS, TEXT_FIELDS, Node, Or
from search.tests.columnar.search import reference_scorer
from search.tests.reference_matcher import brute_force, token_terms


def coordinated(score: float, document: Document, node: Node) -> float:
    """Return a score times the share of two to four alternatives that the document matches."""
    group = side_by_side(node)
    if not isinstance(group, Or) or len(group.children) not in (2, 3, 4):
        return score
    if len(plain_words(group)) < len(group.children):
        return score
    held = [brute_force(document, child)[0] for child in group.children]
    share = sum(held) / len(held)
    return max(round(score * share / QUANTUM), 1 if score else 0) * QUANTUM


def together(
    documents: Sequence[Document], document: Document, node: Node, of: Parameters
) -> float:
    """Return what it adds that words side by side in the query stand together."""
    group = side_by_side(node)
    words = [word for word in (plain_words(group) if group else ()) if _is_cheap(word)]
    if len(words) < 2:
        return 0.0
    held = [sum(map(bool, (_all_runs(one, word) for one in documents))) for word in words]
    told = [at for at, count in enumerate(held) if 4 * count <= len(documents)]
    told = told if len(told) > 1 else list(range(len(words)))
    pairs: dict[tuple[PlainWord, PlainWord, int], int] = {}
    for a, b in pairwise(told):
        if held[a] and held[b]:
            gap = sum(_width(word) for word in words[a + 1 : b])
            pairs.setdefault((words[a], words[b], gap), max(held[a], held[b]))
    added = 0.0
    for (first, second, gap), matching in pairs.items():
        idf = math.log(1 + (len(documents) - matching + 0.5) / (matching + 0.5))
        most = of.proximity_weight / len(pairs) * math.pow(idf, of.idf_power)
        s = _places(documents, document, (first, second), gap, of)
        added += most * (s / (of.proximity_k + s))
    return round(added / QUANTUM) * QUANTUM


def _is_cheap(word: PlainWord) -> bool:
    return all(pattern.kind in ("term", "any") for pattern in patterns_of(word.term))


def _width(word: PlainWord) -> int:
    return sum(pattern.width for pattern in patterns_of(word.term))


def _runs(document: Document, word: PlainWord, field: str) -> list[Run]:
    return occurrences_in(word.term, token_terms(document, field), word.solid)


def _all_runs(document: Document, word: PlainWord) -> list[Run]:
    return [run for field in TEXT_FIELDS for run in _runs(document, word, field)]


def _places(
    documents: Sequence[Document],
    document: Document,
    pair: tuple[PlainWord, PlainWord],
    gap: int,
    of: Parameters,
) -> float:
    fields = ((of.title_weight, of.title_mu), (of.text_weight, of.text_mu))
    found = 0.0
    for field, (weight, mu) in zip(TEXT_FIELDS, fields, strict=True):
        first, second = (_runs(document, word, field) for word in pair)
        for start, as_typed in pair_starts(first, second, gap):
            value = 1.0 if as_typed else of.near_weight
            value *= of.lead_weight if field == "text" and start < LEAD_WORDS else 1.0
            found += value * reference_scorer.norm(documents, document, field, weight, mu)
    return found
