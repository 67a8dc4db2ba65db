"""Whoosh queries of our own: some look at positions, one never scores.

Whoosh's span queries count distance otherwise and take no patterns; its Not lets its
first hit through in some trees, and scores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from whoosh import matching, query
from whoosh.reading import IndexReader, TermNotFound
from whoosh.searching import Searcher

from search.analysis.sentences import Unit
from search.engines.reference_matcher import Run, near_runs, runs_in_one
from search.engines.stock.schema import WORD_FIELDS, unpacked_borders
from search.engines.term_matcher import TermMatcher, aligned, matchers_of, within_part
from search.query.nodes import Leaf, Near

#: The terms of a Whoosh field that a matcher accepts, where it is no plain term.
Expansions = Mapping[tuple[str, TermMatcher], tuple[str, ...]]


class Positions:
    """Where leaves stand in the documents of one segment, read from its postings.

    Documents must be asked for in ascending order.
    """

    def __init__(self, reader: IndexReader, expansions: Expansions) -> None:
        self._reader = reader
        self._expansions = expansions
        self._postings: dict[tuple[str, str], matching.Matcher] = {}
        self._columns: dict[Unit, Any] = {}

    def occurrences(self, leaf: Leaf, field: str, document: int) -> list[Run]:
        """Return the runs of `leaf` in `field`, ascending."""
        runs = aligned([self._of_slot(matcher, field, document) for matcher in matchers_of(leaf)])
        return within_part(leaf, runs)

    def borders(self, unit: Unit, field: str, document: int) -> list[int]:
        """Return where the sentences or paragraphs of `field` begin."""
        if field == "title":
            return []
        if unit not in self._columns:
            self._columns[unit] = self._reader.column_reader(unit)
        return unpacked_borders(self._columns[unit][document])

    def runs(self, node: Leaf | Near, field: str, document: int) -> list[Run]:
        """Return the runs of a leaf, or those that have a part in a window."""
        if not isinstance(node, Near):
            return self.occurrences(node, field, document)
        children = [
            self.occurrences(child, field, document)
            for child in node.children
            if isinstance(child, Leaf)
        ]
        if node.unit == "word":
            return near_runs(children, node.distance, ordered=node.ordered)
        return runs_in_one(children, self.borders(node.unit, field, document))

    def _of_slot(self, matcher: TermMatcher, field: str, document: int) -> set[int] | None:
        if matcher.kind == "any":
            return None
        name = WORD_FIELDS[field, matcher.family]
        words = (
            (matcher.text,) if matcher.is_one_term else self._expansions.get((name, matcher), ())
        )
        return {at for word in words for at in self._of_word(name, word, document)}

    def _of_word(self, name: str, word: str, document: int) -> Sequence[int]:
        if (name, word) not in self._postings:
            try:
                self._postings[name, word] = self._reader.postings(name, word)
            except TermNotFound:
                self._postings[name, word] = matching.NullMatcher()
        postings = self._postings[name, word]
        if postings.is_active():
            postings.skip_to(document)
        if postings.is_active() and postings.id() == document:
            return postings.value_as("positions")  # type: ignore[no-any-return]
        return ()


class Unscored(query.Query):  # type: ignore[misc]
    """The documents of `child`, or all others, each with score 0."""

    def __init__(self, child: query.Query, *, inverse: bool = False) -> None:
        self.child = child
        self.inverse = inverse

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unscored) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.child, self.inverse))

    def __repr__(self) -> str:
        return f"Unscored({self.child!r}, inverse={self.inverse})"

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return int(reader.doc_count_all())

    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        found = list(self.child.matcher(searcher, context).all_ids())
        if self.inverse:
            left_out = set(found)
            found = [at for at in searcher.reader().all_doc_ids() if at not in left_out]
        return matching.ListMatcher(found, weights=[0.0] * len(found))


class Weighted(query.Query):  # type: ignore[misc]
    """The documents of `child`, each score multiplied."""

    def __init__(self, child: query.Query, factor: float) -> None:
        self.child = child
        self.factor = factor

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Weighted) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.child, self.factor))

    def __repr__(self) -> str:
        return f"Weighted({self.child!r}, {self.factor})"

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return int(self.child.estimate_size(reader))

    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        return matching.WrappingMatcher(self.child.matcher(searcher, context), boost=self.factor)


class Shared(query.Query):  # type: ignore[misc]
    """The documents of at least so many of `parts`, scores summed, without those of `but`."""

    def __init__(self, parts: Sequence[query.Query], least: int, but: query.Query) -> None:
        self.parts = tuple(parts)
        self.least = least
        self.but = but

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shared) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.parts, self.least, self.but))

    def __repr__(self) -> str:
        return f"Shared({self.parts!r}, {self.least}, {self.but!r})"

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return int(reader.doc_count_all())

    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        shared: dict[int, list[float]] = {}
        for part in self.parts:
            found = part.matcher(searcher, context)
            while found.is_active():
                shared.setdefault(found.id(), []).append(found.score())
                found.next()
        left_out = set(self.but.matcher(searcher, context).all_ids())
        enough = sorted(
            at for at, own in shared.items() if len(own) >= self.least and at not in left_out
        )
        return matching.ListMatcher(enough, weights=[sum(shared[at]) for at in enough])


class Placed(query.Query):  # type: ignore[misc]
    """Those of `candidates` in which a leaf stands in one field, or leaves near each other.

    Scored as `candidates` are.
    """

    def __init__(
        self, candidates: query.Query, node: Leaf | Near, field: str, expansions: Expansions
    ) -> None:
        self.candidates = candidates
        self.node = node
        self.fieldname = field
        self.expansions = expansions

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Placed) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.candidates, self.node, self.fieldname))

    def __repr__(self) -> str:
        return f"Placed({self.node!r}, {self.fieldname!r})"

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return int(self.candidates.estimate_size(reader))

    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        positions = Positions(searcher.reader(), self.expansions)
        candidates = self.candidates.matcher(searcher, context)
        found: list[int] = []
        scores: list[float] = []
        while candidates.is_active():
            document = candidates.id()
            if positions.runs(self.node, self.fieldname, document):
                found.append(document)
                scores.append(candidates.score())
            candidates.next()
        return matching.ListMatcher(found, weights=scores)


class Often(query.Query):  # type: ignore[misc]
    """Those of `candidates` in which a leaf stands `count` times, in all `fields` together."""

    def __init__(
        self,
        candidates: query.Query,
        leaf: Leaf,
        fields: tuple[str, ...],
        count: int,
        expansions: Expansions,
    ) -> None:
        self.candidates = candidates
        self.leaf = leaf
        self.fieldnames = fields
        self.count = count
        self.expansions = expansions

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Often) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.candidates, self.leaf, self.fieldnames, self.count))

    def __repr__(self) -> str:
        return f"Often({self.leaf!r}, {self.fieldnames!r}, {self.count})"

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        return int(self.candidates.estimate_size(reader))

    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        positions = Positions(searcher.reader(), self.expansions)
        candidates = self.candidates.matcher(searcher, context)
        found: list[int] = []
        scores: list[float] = []
        while candidates.is_active():
            document = candidates.id()
            runs = [positions.occurrences(self.leaf, f, document) for f in self.fieldnames]
            if sum(map(len, runs)) >= self.count:
                found.append(document)
                scores.append(candidates.score())
            candidates.next()
        return matching.ListMatcher(found, weights=scores)
