"""BM25F written out for one article at a time: the oracle of scores and order."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from search.analysis.analyzer import exact_terms
from search.analysis.sentences import starts
from search.engines.base import Document
from search.engines.whoosh.columnar.query.window_runs import near_runs, runs_in_one
from search.engines.whoosh.columnar.search.bm25f import PARAMETERS, QUANTUM, Parameters
from search.engines.whoosh.compiling import SYNONYM_WEIGHT
from search.engines.whoosh.leaf_patterns import (
    is_common,
    occurrences_in,
    patterns_of,
    solid_with,
    text_fields,
)
from search.query.nodes import (
    TEXT_FIELDS,
    And,
    AtLeast,
    Boost,
    Fuzzy,
    Like,
    Near,
    Node,
    Optional,
    Or,
    Phrase,
    Prefix,
    Synonyms,
    Term,
    Wildcard,
)
from search.tests.columnar.search import reference_proximity
from search.tests.reference_matcher import brute_force, token_terms

LEAVES = (Term, Phrase, Prefix, Wildcard, Fuzzy)


def scores(
    documents: Sequence[Document], node: Node, parameters: Parameters = PARAMETERS
) -> dict[int, float]:
    """Return the score of each document that matches, by its id."""
    return {
        document.id: reference_proximity.coordinated(
            _score(documents, document, node, parameters), document, node
        )
        + reference_proximity.together(documents, document, node, parameters)
        for document in documents
        if brute_force(document, node)[0]
    }


def aged(documents: Sequence[Document], scores: Mapping[int, float]) -> dict[int, float]:
    """Return scores times a factor that falls with the age of the document."""
    days = {d.id: d.first_day.toordinal() if d.first_day else 0 for d in documents}
    newest = max(days.values(), default=0)
    return {
        number: max(round(score * factor / QUANTUM), 1 if score else 0) * QUANTUM
        for number, score in scores.items()
        for age in (newest - days[number],)
        for factor in (0.5 + 0.5 * np.exp2(-age / 365.25) if days[number] else 0.5,)
    }


def _score(
    documents: Sequence[Document],
    document: Document,
    node: Node,
    parameters: Parameters,
    solid: tuple[str, ...] = (),
) -> float:
    if not solid and not brute_force(document, node)[0]:
        return 0.0
    if isinstance(node, And):
        return sum(
            _score(documents, document, child, parameters, words)
            for child, words in zip(node.children, solid_with(node.children), strict=True)
        )
    if isinstance(node, Or | Like | Synonyms | Optional):
        parts = node.children if isinstance(node, Or | Optional) else _weighed(node)
        return sum(_score(documents, document, part, parameters) for part in parts)
    if isinstance(node, Boost):
        plain = _score(documents, document, node.child, parameters)
        return max(round(plain * node.factor / QUANTUM), 1 if plain else 0) * QUANTUM
    least = node.count if isinstance(node, AtLeast) else 0
    if isinstance(node, AtLeast):
        node = node.child
    scored = isinstance(node, Near) or (isinstance(node, LEAVES) and text_fields(node))
    return _leaf_score(documents, document, node, parameters, solid, least) if scored else 0.0


def _leaf_score(  # noqa: PLR0917
    documents: Sequence[Document],
    document: Document,
    node: Any,
    parameters: Parameters,
    solid: tuple[str, ...],
    least: int,
) -> float:
    counting = partial(frequencies, solid=solid)
    delta = parameters.delta
    score = part(documents, document, node, parameters, delta=delta, least=least, counting=counting)
    if not score:
        return 0.0
    row = [matcher.kind for matcher in patterns_of(node)] if isinstance(node, Term) else []
    if isinstance(node, Term) and not least and not node.exact and set(row) == {"term"}:
        form = of_form if len(row) == 1 else of_parts
        score += form(documents, document, node, parameters)
    return max(round(score / QUANTUM), 1) * QUANTUM


def of_form(documents: Sequence[Document], document: Document, term: Term, of: Parameters) -> float:
    """Return what the form asked for adds, in any spelling and as it is spelt."""
    exact = part(documents, document, Fuzzy(term.text, 0, term.field), of)
    spelt = part(documents, document, term, of, counting=spelt_frequencies)
    return of.exact_weight * exact + of.spelled_weight * spelt


def of_parts(
    documents: Sequence[Document], document: Document, term: Term, of: Parameters
) -> float:
    """Return what standing in the parts that were typed adds."""

    def counting(one: Document, node: Any) -> tuple[float, float]:
        title, text = (
            len(occurrences_in(node, token_terms(one, field), as_typed=True))
            if field in text_fields(node)
            else 0
            for field in TEXT_FIELDS
        )
        return title, text

    typed = part(documents, document, term, of, counting=counting)
    return (of.exact_weight + of.spelled_weight) * typed


def _weighed(node: Like | Synonyms) -> list[Node]:
    if isinstance(node, Synonyms):
        typed, *others = node.children
        return [typed, *(Boost(other, SYNONYM_WEIGHT) for other in others)]
    return [Boost(Term(word), weight) for word, weight in node.words]


def part(
    documents: Sequence[Document],
    document: Document,
    node: Node,
    of: Parameters,
    *,
    delta: float = 0.0,
    least: int = 0,
    counting: Callable[[Document, Any], tuple[float, float]] | None = None,
) -> float:
    frequencies_in = counting or frequencies
    counts = [sum(frequencies_in(one, node)) for one in documents]
    counts = [count for count in counts if count > 0 and count >= least]
    here = frequencies_in(document, node)
    if not sum(here):
        return 0.0
    idf = math.log(1 + (len(documents) - len(counts) + 0.5) / (len(counts) + 0.5))
    weight = math.pow(idf, of.idf_power) * math.pow(sum(counts) / len(counts), of.burst_power)
    fields = ((of.title_weight, of.title_mu), (of.text_weight, of.text_mu))
    weighted = 0.0
    for field, frequency, (field_weight, mu) in zip(TEXT_FIELDS, here, fields, strict=True):
        weighted += frequency * norm(documents, document, field, field_weight, mu)
    return weight * (weighted / (of.k1 + weighted) + delta)


def norm(
    documents: Sequence[Document], document: Document, field: str, weight: float, mu: float
) -> float:
    """Return what one occurrence counts in a field of `document`."""
    if field == "title" and document.headline == "derived":
        weight = PARAMETERS.derived_weight
    lengths = [len(exact_terms(getattr(one, field))) for one in documents]
    average = sum(lengths) / len(lengths)
    value = weight * ((average + mu) / (len(exact_terms(getattr(document, field))) + mu))
    # Norms are kept in 32 bits.
    return float(np.float32(value))


def frequencies(document: Document, node: Node, solid: tuple[str, ...] = ()) -> tuple[float, float]:
    """Return how often a leaf or window stands in the title and in the text."""
    title, text = (_frequency(document, field, node, solid) for field in TEXT_FIELDS)
    return title, text


def spelt_frequencies(document: Document, term: Term) -> tuple[float, float]:
    """Return how often a word stands as it is typed, capitals, accents and all."""
    exact = replace(term, exact=True)
    (literal,) = patterns_of(exact)
    counts = []
    for field in TEXT_FIELDS:
        tokens = token_terms(document, field)
        runs = occurrences_in(exact, tokens) if field in text_fields(exact) else ()
        if is_common(literal):
            every = occurrences_in(Fuzzy(term.text, 0, term.field), tokens)
            runs = every if field in text_fields(exact) else ()
            runs = [run for run in runs if not tokens.spelled[run[0]]]
        counts.append(len(runs))
    return counts[0], counts[1]


def _frequency(document: Document, field: str, node: Node, solid: tuple[str, ...]) -> float:
    tokens = token_terms(document, field)
    if isinstance(node, Near):
        children = [
            occurrences_in(child, tokens)
            if isinstance(child, LEAVES) and field in text_fields(child)
            else []
            for child in node.children
        ]
        # A run takes part where there is a window although its child has no other run.
        borders = starts(document.text, node.unit) if node.unit != "word" else []
        borders = borders if field == "text" else []
        chosen = (
            [*children[:place], [run], *children[place + 1 :]]
            for place, child in enumerate(children)
            for run in child
        )
        windows = (
            near_runs(runs, node.distance, ordered=node.ordered)
            if node.unit == "word"
            else runs_in_one(runs, borders)
            for runs in chosen
        )
        return sum(map(bool, windows)) / max(len(children), 1)
    if not isinstance(node, LEAVES) or field not in text_fields(node):
        return 0
    return len(occurrences_in(node, tokens, solid))
