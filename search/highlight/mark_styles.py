"""Mark styles: a colour for each clause of a query, and its number for readers without colour.

There are `TONES` colours, used in turn. A query of one clause has plain marks. The colours are
in `static/css/marks.css`.
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
#: With more clauses than this, a legend with counts leaves out clauses without a match.
_MANY = 12


class MarkStyle(NamedTuple):
    """The colour of a mark (0 is plain) and the numbers of its clauses."""

    tone: int = 0
    sign: str = ""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A clause of the query with its colour; `count` is the number of its matches, if counted."""

    number: int
    label: str
    tone: int
    count: int | None = None


def tone_of(clause: int) -> int:
    """Return the colour of a clause; both count from 1."""
    return (clause - 1) % TONES + 1


def mark_styles(matches: Sequence[Match], clauses: int) -> tuple[MarkStyle, ...]:
    """Return the style of each match of a query with `clauses` clauses; () if all are plain.

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
    """Return the clauses of `node` with their counts among `matches`; () if there is only one.

    A match of several clauses counts for each. If there are very many clauses (groups near each
    other multiply), those without a match are left out.
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
