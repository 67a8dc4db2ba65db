"""The clauses of a query: its parts that can mark something in an article, numbered.

    summit (title:"grain deal" OR wheat~1) -harbour   ->   1 summit
                                                           2 title:"grain deal"
                                                           3 wheat~1

Engines number matches by them and pages name them, so both read them here. Standard
library only.
"""

from __future__ import annotations

from collections.abc import Iterator

from search.query.nodes import AtLeast, Leaf, Like, Near, Node, Synonyms

#: A word or phrase of a text field, words near each other, a word that stands often enough,
#: the words of an article that others are to be like, words with those that equal them.
Clause = Leaf | Near | AtLeast | Like | Synonyms


def marking_clauses(node: Node) -> tuple[Clause, ...]:
    """Return the clauses of `node` in the order in which they are written, each once.

    The first one has number 1. A clause that is written twice is one; what stands below a
    Not, and the names of sources and authors, mark nothing.
    """
    return tuple(dict.fromkeys(_clauses(node)))


def clause_numbers(node: Node) -> dict[Node, int]:
    """Return the number of each of `marking_clauses`."""
    return {clause: number for number, clause in enumerate(marking_clauses(node), 1)}


def _clauses(node: Node) -> Iterator[Clause]:
    if node.marks:
        yield node  # type: ignore[misc]  # `marks` is true of the clauses' classes alone
    else:
        for child in node.positive_children:
            yield from _clauses(child)
