"""Why a hit stands where it does: the parts of its score, in plain words and as bars.

The parts and their sum are the engine's (see `Hit.why` and, for the formula and where it
comes from, `search/engines/whoosh/columnar/search/bm25f.py`); here they are named and measured
against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.engines.base import Hit, Reason
from search.highlight.mark_styles import tone_of
from search.query.clauses import Clause

REASONS: dict[Reason, str] = {
    "title": "in the headline",
    "text": "in the text",
    "present": "found at all",
    "exact": "written exactly so",
}


@dataclass(frozen=True, slots=True)
class WhyPart:
    """What a clause adds to a score for one reason; `share` is 0-100 of the largest part.

    `begins` is True for the first part of a clause, and `articles` says how many have it in
    the whole archive: the fewer, the more it counts.
    """

    clause: int
    term: str
    tone: int
    reason: str
    label: str
    value: float
    share: float
    begins: bool
    articles: int


@dataclass(frozen=True, slots=True)
class WhyView:
    """A score and its parts, which sum to it (to 1e-6)."""

    score: float
    parts: tuple[WhyPart, ...]


def why_view(hit: Hit, clauses: Sequence[Clause], held: Sequence[int]) -> WhyView | None:
    """Return the parts of the score of `hit`, found by `clauses`; None where none were asked for.

    `held` says of each clause how many articles have it. Bars are measured by the largest
    part, which has 100.
    """
    if hit.why is None:
        return None
    largest = max((part.value for part in hit.why), default=0.0)
    return WhyView(
        hit.score,
        tuple(
            WhyPart(
                clause=part.clause,
                term=clauses[part.clause - 1].query_text(),
                tone=tone_of(part.clause) if len(clauses) > 1 else 0,
                reason=part.reason,
                label=REASONS[part.reason],
                value=part.value,
                share=round(100 * part.value / largest, 1),
                articles=held[part.clause - 1],
                begins=place == 0 or hit.why[place - 1].clause != part.clause,
            )
            for place, part in enumerate(hit.why)
        ),
    )
