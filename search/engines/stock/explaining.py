"""What stock Whoosh's scores of some documents are made of: one part a clause and field.

Whoosh scores each field of each word by BM25F and adds; nothing is given for an exact form
or for being there at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whoosh import query
from whoosh.searching import SearchContext, Searcher

from search.engines.base import Contribution
from search.engines.stock.compiling import by_field, compile_node
from search.engines.stock.placing import Expansions
from search.engines.term_matcher import TextField
from search.query.clauses import Clause, clause_numbers
from search.query.nodes import And, Boost, Node, Not, Or

#: Scores by document: those that match.
_Scores = Mapping[int, float]
_Shares = dict[tuple[int, TextField], float]


def contributions(
    searcher: Searcher, node: Node, expansions: Expansions, documents: Sequence[int]
) -> list[tuple[Contribution, ...]]:
    """Return the parts of the score of each of `documents`, numbers of one segment."""
    explanation = _Explanation(searcher, node, expansions)
    result = []
    for document in documents:
        _, shares = explanation.of(node, document)
        ordered = sorted(shares.items(), key=lambda item: (item[0][0], item[0][1] == "text"))
        result.append(tuple(Contribution(*key, value) for key, value in ordered if value > 0))
    return result


class _Explanation:
    """One query in one segment; each of its queries is run once."""

    def __init__(self, searcher: Searcher, node: Node, expansions: Expansions) -> None:
        self._searcher = searcher
        self._expansions = expansions
        self._numbers = clause_numbers(node)
        self._found: dict[Node | tuple[Node, TextField], _Scores] = {}

    def of(self, node: Node, document: int) -> tuple[bool, _Shares]:
        """Return whether the document is of `node`, and the parts of its score there."""
        if isinstance(node, And | Or):
            parts = [self.of(child, document) for child in node.children]
            held = (all if isinstance(node, And) else any)(part[0] for part in parts)
            shares: _Shares = {}
            for key, value in (item for _, own in parts if held for item in own.items()):
                shares[key] = shares.get(key, 0.0) + value
            return held, shares
        if isinstance(node, Not):
            return not self.of(node.child, document)[0], {}
        if isinstance(node, Boost):
            held, own = self.of(node.child, document)
            return held, {key: value * node.factor for key, value in own.items()}
        return self._leaf(node, document)

    def _leaf(self, node: Node, document: int) -> tuple[bool, _Shares]:
        if node not in self._found:
            self._found[node] = self._run(compile_node(node, self._expansions))
        shares: _Shares = {}
        held = document in self._found[node]
        if held and node in self._numbers and isinstance(node, Clause):
            for field, compiled in by_field(node, self._expansions):
                key = (node, field)
                if key not in self._found:
                    self._found[key] = self._run(compiled)
                shares[self._numbers[node], field] = self._found[key].get(document, 0.0)
        return held, shares

    def _run(self, compiled: query.Query) -> _Scores:
        context = SearchContext(needs_current=True, weighting=self._searcher.weighting)
        matcher = compiled.matcher(self._searcher, context)
        scores: dict[int, float] = {}
        while matcher.is_active():
            scores[matcher.id()] = matcher.score()
            matcher.next()
        return scores
