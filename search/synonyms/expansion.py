"""A query with the words that equal its own, as the list of equal words has them.

    Kyiv government   ->   (Kyiv, also Kiev) government
    "Kyiv government" ->   "Kyiv government", also "Kiev government"
    11 September      ->   both words, also "Sept. 11"

Exact words (`=Kyiv`), patterns and names stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatch
from itertools import islice, pairwise, product
from typing import cast

from search.query.nodes import (
    LABEL_FIELDS,
    And,
    AtLeast,
    Leaf,
    Like,
    Near,
    Node,
    Or,
    Phrase,
    Span,
    Synonyms,
    Term,
)
from search.query.nodes.base import QueryNode
from search.query.parser.parse_notes import Note
from search.query.parser.query_parser import AddedSynonym, ParsedQuery
from search.query.search_query import EVERY_WORD
from search.query.traversal import visit
from search.synonyms.synonym_table import SynonymTable, Terms, terms_of

#: Phrases and windows that one is widened to, with itself.
_MAX_VARIANTS = 12


def expanded(
    parsed: ParsedQuery,
    table: SynonymTable,
    apart: Sequence[str],
    *,
    max_parts: int,
    max_depth: int,
) -> ParsedQuery:
    """Return a query widened by `table`, without the words of `apart`.

    Words that are left out are among its `expansions`.

    Its tree has at most `max_parts` nodes on `max_depth` levels; what does not fit is not
    added, with a note.
    """
    if not table:
        return parsed
    kept_out = None if EVERY_WORD in apart else frozenset(map(terms_of, apart))
    expander = _Expander(parsed.text, table, kept_out, max_parts - _size(parsed.node))
    node = expander.widened(parsed.node)
    if not expander.expansions:
        return parsed
    notes, found = parsed.notes, tuple(dict.fromkeys(expander.expansions))
    if expander.cut or _levels(node) > max_depth:
        text = "The query is so long that not all equal words were added to it."
        notes = (*notes, Note("limited", text))
    if _levels(node) > max_depth:
        node, found = parsed.node, ()
    reading = node.sentence() if parsed.reading else ""
    return replace(parsed, node=node, notes=notes, reading=reading, expansions=found)


@dataclass
class _Expander:
    text: str
    table: SynonymTable
    #: None where all words are to be left out.
    apart: frozenset[Terms] | None
    room: int
    cut: bool = False
    expansions: list[AddedSynonym] = field(default_factory=list)

    def widened(self, node: Node) -> Node:
        return _widened(node, self)

    def together(self, node: Node, others: Iterable[Node]) -> Node:
        """Return `node` with others that say the same, as far as they fit."""
        others = list(others)
        sizes = [_size(other) for other in others]
        while others and 1 + sum(sizes) > self.room:
            self.cut = True
            others.pop()
            sizes.pop()
        if not others:
            return node
        self.room -= 1 + sum(sizes)
        return Synonyms((node, *others), node.span)

    def children(self, node: And | Or, *, every: bool) -> Iterator[Node]:
        """Yield the children of a group; words in a row that equal others are one.

        `every` says that an article must match all of them.
        """
        children, at = node.children, 0
        while at < len(children):
            length = self._row(node, at)
            row = children[at : at + max(length, 1)]
            one = self._widened_row(node, row, every=every) if length else None
            if one is not None and one.marks:
                yield one
            else:
                yield from map(self.widened, row)
            at += len(row)

    def _row(self, node: And | Or, at: int) -> int:
        """Return how many children from `at` on are words in a row that equal others."""
        most = min(self.table.max_words, len(node.children) - at)
        for length in range(most, 1, -1):
            row = node.children[at : at + length]
            if self._stands(row) and self.table.others(_written(row)):
                return length
        return 0

    def _stands(self, row: Sequence[Node]) -> bool:
        """Say whether nodes are plain words that stand side by side in the text."""
        gaps = (self.text[one.span.end : other.span.start] for one, other in pairwise(row))
        return all(map(_plain_word, row)) and all(map(str.isspace, gaps))

    def _widened_row(self, node: And | Or, row: Sequence[Node], *, every: bool) -> Node:
        span = Span(row[0].span.start, row[-1].span.end)
        typed = replace(node, children=tuple(row), span=span)
        written = _written(row)
        # In another order, words that all must match are found already.
        found = terms_of(written) if every else ()
        others = self.others(written, found)
        return self.together(typed, [_leaf(other, None, span) for other in others])

    def phrases(self, words: Sequence[str]) -> Iterator[str]:
        """Yield a phrase, then those with equal words in place of some of its own."""
        choices: list[tuple[str, ...]] = []
        at = 0
        while at < len(words):
            for length in range(min(self.table.max_words, len(words) - at), 0, -1):
                typed = " ".join(words[at : at + length])
                others = self.others(typed)
                if others or length == 1:
                    choices.append((typed, *others))
                    at += length
                    break
        for chosen in product(*choices):
            yield " ".join(chosen)

    def others(self, typed: str, found: Collection[str] = ()) -> list[str]:
        """Return what equals a word, without what is left out; note both.

        What has no other terms than those `found` adds nothing.
        """
        others = [
            other
            for other in self.table.others(typed)
            if not found or not set(terms_of(other)).issubset(found)
        ]
        kept = [
            other
            for other in others
            if self.apart is not None and terms_of(other) not in self.apart
        ]
        self.expansions += [AddedSynonym(typed, other, other not in kept) for other in others]
        return kept


@singledispatch
def _widened(node: QueryNode, expander: _Expander) -> Node:
    """Return a part of the query with all that equals it."""
    children = [expander.widened(child) for child in node.children]
    return cast("Node", node.with_children(children))


@_widened.register
def _(node: AtLeast | Like, expander: _Expander) -> Node:
    # So many times one word, or the words of one article: others are not meant.
    return node


@_widened.register
def _(node: Term | Phrase, expander: _Expander) -> Node:
    return expander.together(node, _others(node, expander))


@_widened.register
def _(node: Near, expander: _Expander) -> Node:
    choices = [(leaf, *_others(leaf, expander)) for leaf in node.leaves]
    rows = islice(product(*choices), 1, _MAX_VARIANTS)
    return expander.together(node, [replace(node, children=row) for row in rows])


@_widened.register
def _(node: And, expander: _Expander) -> Node:
    children = tuple(expander.children(node, every=True))
    return children[0] if len(children) == 1 else replace(node, children=children)


@_widened.register
def _(node: Or, expander: _Expander) -> Node:
    children = tuple(expander.children(node, every=False))
    return children[0] if len(children) == 1 else replace(node, children=children)


@singledispatch
def _others(leaf: QueryNode, expander: _Expander) -> tuple[Leaf, ...]:
    """Return the leaves that say the same as one."""
    return ()


@_others.register
def _(leaf: Term, expander: _Expander) -> tuple[Leaf, ...]:
    if leaf.exact or leaf.field in LABEL_FIELDS:
        return ()
    return tuple(_leaf(other, leaf.field, leaf.span) for other in expander.others(leaf.text))


@_others.register
def _(leaf: Phrase, expander: _Expander) -> tuple[Leaf, ...]:
    if leaf.exact or leaf.field in LABEL_FIELDS:
        return ()
    texts = islice(expander.phrases(leaf.text.split()), 1, _MAX_VARIANTS)
    return tuple(replace(leaf, text=text) for text in texts)


@singledispatch
def _plain_word(node: QueryNode) -> str:
    """Return the text of a word that is searched for in any form and field, "" for others."""
    return ""


@_plain_word.register
def _(node: Term) -> str:
    return "" if node.exact or node.field else node.text


def _written(row: Sequence[Node]) -> str:
    return " ".join(map(_plain_word, row))


def _leaf(text: str, field: str | None, span: Span) -> Leaf:
    if " " in text:
        return Phrase(text, field, span=span)
    return Term(text, field, span=span)


def _size(node: Node) -> int:
    return sum(1 for _ in visit(node))


def _levels(node: Node) -> int:
    return 1 + max(map(_levels, node.children), default=0)
