"""How marks tell the clauses of a query apart: a colour, and a number that needs none.

There are `TONES` colours, in turn; the number stays the clause's own. A query of one clause
has plain marks. The colours stand in `static/css/marks.css`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.engines.base import Match
from search.query.clauses import marking_clauses
from search.query.nodes import Node

TONES = 6
#: Of more clauses than this, a legend with counts names those that have one.
_MANY = 12


class MarkStyle(NamedTuple):
    """How a mark shows its clauses: the colour (0: the plain one), and their numbers."""

    tone: int = 0
    sign: str = ""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A clause of the query as its marks show it; `count` is that of its matches, if counted."""

    number: int
    label: str
    tone: int
    count: int | None = None


def tone_of(clause: int) -> int:
    """Return the colour of a clause; both are counted from 1."""
    return (clause - 1) % TONES + 1


def mark_styles(matches: Sequence[Match], clauses: int) -> tuple[MarkStyle, ...]:
    """Return how each match is marked for a query of so many clauses; () for the plain way.

    A match of several clauses has the colour of the first and the numbers of all.
    """
    if clauses < 2:
        return ()
    return tuple(
        MarkStyle(tone_of(match.clauses[0]), "+".join(map(str, match.clauses)))
        if match.clauses
        else MarkStyle()
        for match in matches
    )


def legend(node: Node, matches: Sequence[Match] | None = None) -> tuple[LegendEntry, ...]:
    """Return the clauses of `node`, with their counts among `matches`; () where it has but one.

    A match of several clauses counts for each of them. Of very many clauses, as groups near
    each other make them, those without a match are left out.
    """
    clauses = marking_clauses(node)
    if len(clauses) < 2:
        return ()
    counts = Counter(number for match in matches or () for number in match.clauses)
    return tuple(
        LegendEntry(
            number,
            clause.query_text(),
            tone_of(number),
            None if matches is None else counts[number],
        )
        for number, clause in enumerate(clauses, 1)
        if matches is None or len(clauses) <= _MANY or counts[number]
    )
