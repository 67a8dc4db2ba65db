"""What one query may cost, and what was left out when it cost more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.postings.docset import DocSet
from search.engines.whoosh.columnar.query.term_pattern import Row, TermPattern
from search.engines.whoosh.columnar.work_clock import CLOCK


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """Bounds of a search; each that is met says so in the response's notices.

    `expansions` is how many words a wildcard or a fuzzy word may represent. `cache_bytes`
    bounds what one generation keeps decoded, per process; columns, numbering and length
    norms come on top: at most 90 bytes an article. Counting is given up after
    `count_seconds`, as a count must be right.
    """

    expansions: int = 1_000
    clauses: int = 64
    depth: int = 20
    cache_bytes: int = 64 * 1024 * 1024
    count_seconds: float = 5.0


DEFAULT_LIMITS = SearchLimits()

#: The share of the time for searching; the rest is for marking what was found.
_SEARCHING = 0.75


class TimeBudget:
    """The work one query may do, in seconds (see `work_clock`), looked at between operations.

    Whoever leaves work out says so by `cut`; the answer is then a lower bound.
    """

    def __init__(self, seconds: float = float("inf")) -> None:
        now = CLOCK.now()
        self._search_end = now + seconds * _SEARCHING
        self._end = now + seconds
        self.cuts = 0
        self.late = False
        self.notices: list[str] = []
        #: The terms that each pattern represents, and what to say where some were left out.
        self.expanded: dict[TermPattern, tuple[list[NDArray[np.intp]], str]] = {}
        #: The spellings of phrases that occur, by the phrase.
        self.rows: dict[object, list[Row]] = {}
        #: The documents of what was found already, by the query.
        self.found: dict[object, DocSet] = {}

    @property
    def spent(self) -> bool:
        """True when there is no more time to search."""
        return CLOCK.now() >= self._search_end

    @property
    def over(self) -> bool:
        """True when there is no more time for anything."""
        return CLOCK.now() >= self._end

    def cut(self, notice: str = "") -> None:
        """Note that something was left out: for what `notice` says, or for lack of time."""
        self.cuts += 1
        if not notice:
            self.late = True
        elif notice not in self.notices:
            self.notices.append(notice)
